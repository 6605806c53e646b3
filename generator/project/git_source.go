package project

import (
	"net/url"
	"strings"
)

// readGit takes the parts of a git source out of its URL: the commit is the fragment; the
// directory, the archive and the use of LFS stand in the query, percent-encoded.
func (s *Source) readGit() {
	rest, commit, _ := strings.Cut(s.Location, "#")
	s.Commit = commit
	_, query, _ := strings.Cut(rest, "?")
	for pair := range strings.SplitSeq(query, "&") {
		key, value, _ := strings.Cut(pair, "=")
		switch key {
		case "subdirectory":
			s.Subdirectory = unescape(value)
		case "path":
			s.GitPath = unescape(value)
		case "lfs":
			s.LFS = value == "true"
		case "branch", "tag", "rev":
			s.Reference, s.ReferenceKind = unescape(value), key
		}
	}
}

// Repository is the URL of a git source without query and fragment.
func (s Source) Repository() string {
	rest, _, _ := strings.Cut(s.Location, "#")
	rest, _, _ = strings.Cut(rest, "?")
	return rest
}

// unescape decodes percent escapes, and leaves a text that has broken ones as it is.
func unescape(text string) string {
	if !strings.Contains(text, "%") {
		return text
	}
	plain, err := url.PathUnescape(text)
	if err != nil {
		return text
	}
	return plain
}
