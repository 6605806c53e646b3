package plan

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/system"
)

// revision shortens the type's name where it is used as a parameter.
type revision = knowledge.UVRevision

func trimSpaces(s string) string { return strings.ReplaceAll(s, " ", "") }

// trimPrefixes takes off the first of the prefixes that fits.
func trimPrefixes(s string, prefixes ...string) string {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest
		}
	}
	return s
}

// needers lists the PyPI names behind system packages, unique, in order.
func needers(needs []system.Need) string {
	var names []string
	for _, n := range needs {
		for _, f := range n.For() {
			if !slices.Contains(names, f) {
				names = append(names, f)
			}
		}
	}
	return strings.Join(names, ", ")
}

// safePath says whether a path mean the same in a Dockerfile instruction, a --mount value and a
// shell word without quoting. Anything else (spaces, quotes, $, commas, control characters) is
// refused rather than escaped three times over.
func safePath(path string) bool {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !strings.ContainsRune("._@+~/-", r)
	}
	return path != "" && utf8.ValidString(path) && !strings.ContainsFunc(path, odd)
}

// plural is "" for one and "s" for any other number.
func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// unique drops repeated words and keeps the order.
func unique(words []string) []string {
	var out []string
	for _, w := range words {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}
