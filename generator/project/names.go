package project

import (
	"regexp"
	"strings"
)

var (
	// validName is PEP 508's rule for names of projects and extras.
	validName  = regexp.MustCompile(`^(?i:[A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])$`)
	separators = regexp.MustCompile(`[-_.]+`)
)

// normalize is PEP 503: runs of "-", "_" and "." become one "-", letters become small.
func normalize(name string) string {
	return strings.ToLower(separators.ReplaceAllString(name, "-"))
}
