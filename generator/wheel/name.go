package wheel

import (
	"fmt"
	"net/url"
	"strings"
)

// Name is a parsed wheel file name.
type Name struct {
	// Distribution and Version are as written, with "_" for "-".
	Distribution, Version string
	// Build orders wheels with equal tags.
	Build Build
	// Pythons, ABIs and Platforms are the tags; a dot in the name separates alternatives.
	Pythons, ABIs, Platforms []string
	// Variant is the label of PEP 825, empty for an ordinary wheel. uv never selects a variant.
	Variant string
}

// Build is a build tag. The zero value, no tag, comes before all others.
type Build struct {
	// Number is the leading digits without leading zeros, so that any length compares.
	// Empty means that there is no build tag; zero is "0".
	Number string
	Rest   string
}

// Compare is -1, 0 or 1: by number, then by the rest as text.
func (b Build) Compare(o Build) int {
	if len(b.Number) != len(o.Number) {
		if len(b.Number) < len(o.Number) {
			return -1
		}
		return 1
	}
	if c := strings.Compare(b.Number, o.Number); c != 0 {
		return c
	}
	return strings.Compare(b.Rest, o.Rest)
}

// ParseName reads a file name of 5 or 6 parts, or one more with a variant label at the end:
//
//	name-version[-build]-python-abi-platform[-variant].whl
//
// A build tag begins with a digit and a Python tag does not, which tells the six-part forms
// apart. Percent-encoding, as in the last segment of a URL, is decoded.
func ParseName(file string) (Name, error) {
	if strings.Contains(file, "%") {
		if decoded, err := url.PathUnescape(file); err == nil {
			file = decoded
		}
	}
	stem, ok := strings.CutSuffix(file, ".whl")
	if !ok {
		return Name{}, fmt.Errorf("%q does not end in .whl", file)
	}
	parts := strings.Split(stem, "-")
	for _, p := range parts {
		if p == "" || strings.ContainsAny(p, "/\\ \t\r\n") {
			return Name{}, fmt.Errorf("%q has an empty part, or white space or a slash in one", file)
		}
	}
	if len(parts) < 5 || len(parts) > 7 {
		return Name{}, fmt.Errorf("%q has %d parts, expected name-version-python-abi-platform.whl", file, len(parts))
	}
	n := Name{Distribution: parts[0], Version: parts[1]}
	rest := parts[2:]
	if len(rest) > 3 && isDigit(rest[0][0]) {
		n.Build, rest = parseBuild(rest[0]), rest[1:]
	}
	if len(rest) > 3 {
		n.Variant, rest = rest[3], append(rest[:3:3], rest[4:]...)
	}
	if len(rest) != 3 {
		return Name{}, fmt.Errorf("%q: the build tag %q does not begin with a digit", file, parts[2])
	}
	n.Pythons, n.ABIs, n.Platforms = tags(rest[0]), tags(rest[1]), tags(rest[2])
	return n, nil
}

// String is the file name.
func (n Name) String() string {
	parts := []string{n.Distribution, n.Version}
	if n.Build.Number != "" {
		parts = append(parts, n.Build.Number+n.Build.Rest)
	}
	parts = append(parts, strings.Join(n.Pythons, "."), strings.Join(n.ABIs, "."), strings.Join(n.Platforms, "."))
	if n.Variant != "" {
		parts = append(parts, n.Variant)
	}
	return strings.Join(parts, "-") + ".whl"
}

// tags splits alternatives without an allocation for the usual single tag's neighbours.
func tags(part string) []string { return strings.Split(part, ".") }

func parseBuild(tag string) Build {
	i := 0
	for i < len(tag) && isDigit(tag[i]) {
		i++
	}
	number := strings.TrimLeft(tag[:i], "0")
	if number == "" {
		number = "0"
	}
	return Build{Number: number, Rest: tag[i:]}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
