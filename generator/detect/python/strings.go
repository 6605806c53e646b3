package python

import (
	"fmt"
	"strings"
)

func (s *scanner) errorf(format string, args ...any) error {
	return &SyntaxError{s.line, s.pos - s.lineStart + 1, fmt.Sprintf(format, args...)}
}

// isPrefix says whether the letters may stand before a quote.
func isPrefix(p string) bool {
	switch strings.ToLower(p) {
	case "r", "u", "b", "f", "t", "br", "rb", "fr", "rf", "tr", "rt":
		return true
	}
	return false
}

// stringToken reads a string; start is where its prefix begins, s.pos its quote.
func (s *scanner) stringToken(start int) error {
	line, column := s.line, start-s.lineStart+1
	if err := s.stringBody(s.src[start:s.pos], 0); err != nil {
		return err
	}
	s.tokens = append(s.tokens, Token{Kind: String, Text: s.src[start:s.pos], Line: line, Column: column})
	return nil
}

// stringBody reads from the opening quote to past the closing one.
func (s *scanner) stringBody(prefix string, depth int) error {
	if depth > maxNested {
		return s.errorf("too many nested f-strings")
	}
	quote := s.src[s.pos : s.pos+1]
	if strings.HasPrefix(s.src[s.pos:], strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	s.pos += len(quote)
	fields := strings.ContainsAny(prefix, "fFtT")
	return s.literal(quote, fields, false, depth)
}

// literal reads the literal part of a string up to its quote, or, inside the format
// specification of a replacement field, up to the brace that ends the field.
func (s *scanner) literal(quote string, fields, spec bool, depth int) error {
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case !spec && strings.HasPrefix(s.src[s.pos:], quote):
			s.pos += len(quote)
			return nil
		case spec && c == '}':
			return nil
		case c == '\\':
			s.pos++
			if s.pos < len(s.src) && eol(s.src[s.pos:]) > 0 {
				s.newline()
			} else if s.pos < len(s.src) && !(fields && strings.IndexByte("{}", s.src[s.pos]) >= 0) {
				s.pos++
			}
		case c == '\n' || c == '\r':
			if len(quote) == 1 {
				return s.errorf("a string is not closed on its line")
			}
			s.newline()
		case fields && !spec && (strings.HasPrefix(s.src[s.pos:], "{{") || strings.HasPrefix(s.src[s.pos:], "}}")):
			s.pos += 2
		case fields && c == '{':
			if err := s.field(quote, depth+1); err != nil {
				return err
			}
		default:
			s.pos++
		}
	}
	return s.errorf("a string is never closed")
}

// field reads a replacement field {expression!r:spec} of an f-string. Since Python 3.12 the
// expression may hold anything, the string's own quote and line ends included (PEP 701).
func (s *scanner) field(quote string, depth int) error {
	if depth > maxNested {
		return s.errorf("too many nested f-strings")
	}
	s.pos++
	var open []byte
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == '}' && len(open) == 0:
			s.pos++
			return nil
		case c == ':' && len(open) == 0:
			s.pos++
			if err := s.literal(quote, true, true, depth); err != nil {
				return err
			}
		case c == '#':
			s.comment()
		case c == '\n' || c == '\r':
			s.newline()
		case c == '"' || c == '\'':
			if err := s.stringBody(prefixBefore(s.src[:s.pos]), depth); err != nil {
				return err
			}
		case c == '(' || c == '[' || c == '{':
			if len(open) >= maxBrackets {
				return s.errorf("too many nested brackets")
			}
			open = append(open, c)
			s.pos++
		case c == ')' || c == ']' || c == '}':
			if len(open) == 0 || closing(open[len(open)-1]) != c {
				return s.errorf("unmatched %q in an f-string", string(c))
			}
			open = open[:len(open)-1]
			s.pos++
		default:
			s.pos++
		}
	}
	return s.errorf("an f-string is never closed")
}

// prefixBefore is the string prefix that the text ends with.
func prefixBefore(text string) string {
	i := len(text)
	for i > 0 && (isIdentifier(text[i-1]) || isDigit(text[i-1])) {
		i--
	}
	if isPrefix(text[i:]) {
		return text[i:]
	}
	return ""
}
