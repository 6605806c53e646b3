package python

import (
	"strconv"
	"strings"
)

// literalValue is the value of a string token; ok is false for bytes, for f-strings and
// t-strings with fields, and for escapes that need Unicode's names.
func literalValue(text string) (value string, ok bool) {
	i := strings.IndexAny(text, `"'`)
	if i < 0 {
		return "", false
	}
	prefix, body := strings.ToLower(text[:i]), text[i:]
	n := 1
	if len(body) >= 6 && body[1] == body[0] && body[2] == body[0] {
		n = 3
	}
	body = body[n : len(body)-n]
	if strings.Contains(prefix, "b") {
		return "", false
	}
	if strings.ContainsAny(prefix, "ft") && strings.ContainsAny(body, "{}") {
		return "", false
	}
	if strings.Contains(prefix, "r") || !strings.Contains(body, `\`) {
		return body, true
	}
	return unescape(body)
}

// unescape resolves the escape sequences of a string that is not raw.
func unescape(body string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(body); {
		if body[i] != '\\' || i+1 == len(body) {
			b.WriteByte(body[i])
			i++
			continue
		}
		text, n, ok := escape(body[i+1:])
		if !ok {
			return "", false
		}
		b.WriteString(text)
		i += 1 + n
	}
	return b.String(), true
}

var simpleEscapes = map[byte]string{
	'\\': `\`, '\'': "'", '"': `"`, 'a': "\a", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v",
}

// escape reads what follows a backslash: its text and its length.
func escape(rest string) (text string, n int, ok bool) {
	if t, found := simpleEscapes[rest[0]]; found {
		return t, 1, true
	}
	if n := eol(rest); n > 0 {
		return "", n, true
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[rest[0]]
	switch {
	case digits > 0:
		if len(rest) < 1+digits {
			return "", 0, false
		}
		v, err := strconv.ParseUint(rest[1:1+digits], 16, 32)
		if err != nil || v > 0x10ffff {
			return "", 0, false
		}
		return string(rune(v)), 1 + digits, true
	case rest[0] == 'N':
		return "", 0, false
	case '0' <= rest[0] && rest[0] <= '7':
		n := 1
		for n < 3 && n < len(rest) && '0' <= rest[n] && rest[n] <= '7' {
			n++
		}
		v, _ := strconv.ParseUint(rest[:n], 8, 16)
		return string(rune(v)), n, true
	}
	return `\` + rest[:1], 1, true
}
