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
	// Python, ABI and Platform are the tags as written; dots separate alternatives.
	Python, ABI, Platform string
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

// maxName bounds the work of matching a hostile name, whose alternatives multiply.
const maxName = 512

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
	if len(file) > maxName {
		return Name{}, fmt.Errorf("a wheel's file name has %d bytes, more than any file system takes", len(file))
	}
	if strings.ContainsAny(stem, "/\\ \t\r\n") {
		return Name{}, fmt.Errorf("%q has white space or a slash in it", file)
	}
	var parts [7]string
	n := 0
	for part := range strings.SplitSeq(stem, "-") {
		if part == "" {
			return Name{}, fmt.Errorf("%q has an empty part", file)
		}
		if n < len(parts) {
			parts[n] = part
		}
		n++
	}
	if n < 5 || n > len(parts) {
		return Name{}, fmt.Errorf("%q has %d parts, expected name-version-python-abi-platform.whl", file, n)
	}
	return newName(file, parts[:n])
}

// newName tells build tag and variant label from the tags.
func newName(file string, parts []string) (Name, error) {
	n := Name{Distribution: parts[0], Version: parts[1]}
	rest := parts[2:]
	if len(rest) > 3 && isDigit(rest[0][0]) {
		n.Build, rest = parseBuild(rest[0]), rest[1:]
	}
	if len(rest) > 4 {
		return Name{}, fmt.Errorf("%q: the build tag %q does not begin with a digit", file, parts[2])
	}
	if len(rest) == 4 {
		n.Variant = rest[3]
	}
	n.Python, n.ABI, n.Platform = rest[0], rest[1], rest[2]
	return n, nil
}

// String is the file name.
func (n Name) String() string {
	parts := []string{n.Distribution, n.Version}
	if n.Build.Number != "" {
		parts = append(parts, n.Build.Number+n.Build.Rest)
	}
	parts = append(parts, n.Python, n.ABI, n.Platform)
	if n.Variant != "" {
		parts = append(parts, n.Variant)
	}
	return strings.Join(parts, "-") + ".whl"
}

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
