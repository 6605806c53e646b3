package python

import "strings"

// operators of more than one character, the longest first.
var operators = []string{
	"**=", "//=", ">>=", "<<=", "...", "->", ":=", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "<>",
	"+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
}

func (s *scanner) operator() error {
	rest := s.src[s.pos:]
	for _, op := range operators {
		if strings.HasPrefix(rest, op) {
			s.pos += len(op)
			s.emit(Op, s.pos-len(op))
			return nil
		}
	}
	c := rest[0]
	switch c {
	case '(', '[', '{':
		if len(s.brackets) >= maxBrackets {
			return s.errorf("too many nested brackets")
		}
		s.brackets = append(s.brackets, c)
	case ')', ']', '}':
		if !s.close(c) {
			return s.errorf("unmatched %q", string(c))
		}
	default:
		if strings.IndexByte("+-*/%@&|^~<>=.,:;!", c) < 0 {
			return s.errorf("unexpected character %q", string(c))
		}
	}
	s.pos++
	s.emit(Op, s.pos-1)
	return nil
}

func (s *scanner) close(c byte) bool {
	n := len(s.brackets)
	if n == 0 || closing(s.brackets[n-1]) != c {
		return false
	}
	s.brackets = s.brackets[:n-1]
	return true
}

func closing(open byte) byte {
	switch open {
	case '(':
		return ')'
	case '[':
		return ']'
	}
	return '}'
}
