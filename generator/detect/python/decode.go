package python

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// codingCookie is the declaration of PEP 263; it counts on the first two lines only.
var codingCookie = lazy.Regexp(`^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)`)

// decode gives the source as UTF-8 without a byte order mark. A file in another encoding is
// read byte by byte as Latin-1: code is ASCII in all of them, and only code is looked at.
func decode(src []byte) (string, error) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if i := bytes.IndexByte(src, 0); i >= 0 {
		line := 1 + bytes.Count(src[:i], []byte("\n"))
		return "", &SyntaxError{line, 1, "the source holds null bytes"}
	}
	if utf8.Valid(src) {
		return string(src), nil
	}
	if !declaresEncoding(src) {
		return "", &SyntaxError{firstInvalidLine(src), 1, "not UTF-8, and no encoding is declared"}
	}
	var b strings.Builder
	b.Grow(len(src) + len(src)/8)
	for _, c := range src {
		b.WriteRune(rune(c))
	}
	return b.String(), nil
}

// declaresEncoding says whether the first two lines declare an encoding other than UTF-8.
func declaresEncoding(src []byte) bool {
	for i, line := range bytes.SplitN(src, []byte("\n"), 3) {
		if i == 2 {
			break
		}
		if m := codingCookie().FindSubmatch(line); m != nil {
			name := strings.ToLower(strings.ReplaceAll(string(m[1]), "_", "-"))
			return name != "utf-8" && name != "utf8" && !strings.HasPrefix(name, "utf-8-")
		}
	}
	return false
}

func firstInvalidLine(src []byte) int {
	line := 1
	for len(src) > 0 {
		r, n := utf8.DecodeRune(src)
		if r == utf8.RuneError && n == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		src = src[n:]
	}
	return line
}
