package pep508

import "strings"

// Normalize is the normalised form of a project, extra or group name: lower case, and each run
// of "-", "_" and "." a single "-" (PEP 503, PEP 685, PEP 735).
func Normalize(name string) string {
	if isNormal(name) {
		return name
	}
	var b strings.Builder
	b.Grow(len(name))
	run := false
	for i := 0; i < len(name); i++ {
		c := name[i]
		if isSeparator(c) {
			run = true
			continue
		}
		if run {
			b.WriteByte('-')
			run = false
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b.WriteByte(c)
	}
	if run {
		b.WriteByte('-')
	}
	return b.String()
}

// ValidName says whether the text is a name of PEP 508: ASCII letters, digits, "-", "_" and ".",
// with a letter or a digit at both ends.
func ValidName(name string) bool {
	if name == "" || isSeparator(name[0]) || isSeparator(name[len(name)-1]) {
		return false
	}
	for i := 0; i < len(name); i++ {
		if !isNameByte(name[i]) {
			return false
		}
	}
	return true
}

// isNormal spares the common case an allocation.
func isNormal(name string) bool {
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case 'A' <= c && c <= 'Z', c == '_', c == '.':
			return false
		case c == '-' && i > 0 && name[i-1] == '-':
			return false
		}
	}
	return true
}

func isSeparator(c byte) bool { return c == '-' || c == '_' || c == '.' }

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || isSeparator(c)
}
