package relock

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// The hosts that committed locks carry in the place of an index and of its files. They do not exist
// (RFC 2606 reserves .example).
const (
	IndexURL = "https://index.example/simple"
	FilesURL = "https://files.index.example"
)

var (
	registry = regexp.MustCompile(`\bregistry = "https?://[^"]+"`)
	// An index may serve its files below a path of its own; /packages/ is where the common part begins.
	fileBase = regexp.MustCompile(`\burl = "https?://[^/"]+(?:[^"]*?(/packages/)|/)`)
	size     = regexp.MustCompile(`, size = \d+`)
	uploaded = regexp.MustCompile(`, upload-time = "[^"]*"`)
)

// Placeholders gives a lock with the placeholder hosts, whatever index it was made with. Only locks
// with a single index are meant: the examples have no other.
func Placeholders(lock []byte) []byte {
	lock = registry.ReplaceAllLiteral(lock, []byte(`registry = "`+IndexURL+`"`))
	return fileBase.ReplaceAllFunc(lock, func(match []byte) []byte {
		if bytes.HasSuffix(match, []byte("/packages/")) {
			return []byte(`url = "` + FilesURL + "/packages/")
		}
		return []byte(`url = "` + FilesURL + "/")
	})
}

// Differences compares two locks but for their hosts. What an index may leave out (size, upload-time) counts
// only where both locks have it. It gives at most eight lines, - for committed, + for fresh; none
// when the locks are the same.
func Differences(committed, fresh []byte) []string {
	a, b := Placeholders(committed), Placeholders(fresh)
	for _, optional := range []*regexp.Regexp{size, uploaded} {
		if !optional.Match(a) || !optional.Match(b) {
			a, b = optional.ReplaceAll(a, nil), optional.ReplaceAll(b, nil)
		}
	}
	left, right := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	var differences []string
	for i := 0; i < max(len(left), len(right)) && len(differences) < 8; i++ {
		l, r := lineAt(left, i), lineAt(right, i)
		if l != r {
			differences = append(differences, fmt.Sprintf("%d: - %s", i+1, l), fmt.Sprintf("%d: + %s", i+1, r))
		}
	}
	return differences
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}
