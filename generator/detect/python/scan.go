package python

import (
	"strings"
	"unicode/utf8"
)

// CPython's own limits; they bound the recursion here too.
const (
	maxBrackets = 200
	maxIndents  = 100
	maxNested   = 150 // f-strings in f-strings
	tabSize     = 8
)

// maxTokens is far beyond any file written by a person, and bounds time and memory.
const maxTokens = 300_000

// maxDotted is the longest dotted name, in bytes, that is read as one.
const maxDotted = 1000

// Tokenize splits a source into tokens, an EOF token last. With an error the tokens before
// it are returned.
func Tokenize(src []byte) ([]Token, error) {
	text, err := decode(src)
	if err != nil {
		return nil, err
	}
	s := scanner{src: text, line: 1, indents: []int{0}}
	s.tokens = make([]Token, 0, len(text)/5+8)
	err = s.run()
	return s.tokens, err
}

// scanner walks over one source.
type scanner struct {
	src       string
	pos       int
	line      int
	lineStart int
	tokens    []Token
	indents   []int
	brackets  []byte
}

func (s *scanner) run() error {
	for s.pos < len(s.src) {
		if err := s.logicalLine(); err != nil {
			return err
		}
		if len(s.tokens) > maxTokens {
			return s.errorf("more than %d tokens", maxTokens)
		}
	}
	if len(s.brackets) > 0 {
		return s.errorf("a bracket %q is never closed", string(s.brackets[len(s.brackets)-1]))
	}
	for len(s.indents) > 1 {
		s.indents = s.indents[:len(s.indents)-1]
		s.emit(Dedent, s.pos)
	}
	s.emit(EOF, s.pos)
	return nil
}

// logicalLine reads indentation and tokens up to the end of a logical line.
func (s *scanner) logicalLine() error {
	width, blank := s.indentation()
	if blank {
		return nil
	}
	if err := s.indent(width); err != nil {
		return err
	}
	for s.pos < len(s.src) && len(s.tokens) <= maxTokens {
		end, err := s.token()
		if err != nil {
			return err
		}
		if end {
			return nil
		}
	}
	if len(s.brackets) == 0 {
		s.emit(Newline, s.pos)
	}
	return nil
}

// token reads one token; end says that the logical line is over.
func (s *scanner) token() (end bool, err error) {
	c := s.src[s.pos]
	switch {
	case c == ' ' || c == '\t' || c == '\f':
		s.pos++
	case c == '\n' || c == '\r':
		if len(s.brackets) == 0 {
			s.emit(Newline, s.pos)
			s.newline()
			return true, nil
		}
		s.newline()
	case c == '#':
		s.comment()
	case c == '\\':
		if eol(s.src[s.pos+1:]) == 0 {
			return false, s.errorf("a backslash that does not end the line")
		}
		s.pos++
		s.newline()
	case c == '"' || c == '\'':
		return false, s.stringToken(s.pos)
	case isIdentifier(c):
		return false, s.word()
	case isDigit(c) || c == '.' && s.pos+1 < len(s.src) && isDigit(s.src[s.pos+1]):
		s.number()
	default:
		return false, s.operator()
	}
	return false, nil
}

// word reads a name or keyword, or the prefix of a string together with the string.
func (s *scanner) word() error {
	start := s.pos
	for s.pos < len(s.src) && (isIdentifier(s.src[s.pos]) || isDigit(s.src[s.pos])) {
		s.pos++
	}
	if s.pos < len(s.src) && (s.src[s.pos] == '"' || s.src[s.pos] == '\'') && isPrefix(s.src[start:s.pos]) {
		return s.stringToken(start)
	}
	s.emit(Name, start)
	return nil
}

// number reads a number loosely: what is no valid number is no concern here.
func (s *scanner) number() {
	start := s.pos
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		sign := (c == '+' || c == '-') && s.pos > start && strings.IndexByte("eE", s.src[s.pos-1]) >= 0 &&
			!strings.HasPrefix(s.src[start:], "0x") && !strings.HasPrefix(s.src[start:], "0X")
		if !isDigit(c) && !isIdentifier(c) && c != '.' && !sign {
			break
		}
		s.pos++
	}
	s.emit(Number, start)
}

// comment skips to the end of the line, which stays.
func (s *scanner) comment() {
	n := strings.IndexAny(s.src[s.pos:], "\r\n")
	if n < 0 {
		n = len(s.src) - s.pos
	}
	s.pos += n
}

// newline steps over a line end and counts it.
func (s *scanner) newline() {
	s.pos += eol(s.src[s.pos:])
	s.line++
	s.lineStart = s.pos
}

// eol is the length of the line end that the text begins with, 0 without one.
func eol(text string) int {
	switch {
	case strings.HasPrefix(text, "\r\n"):
		return 2
	case strings.HasPrefix(text, "\n"), strings.HasPrefix(text, "\r"):
		return 1
	}
	return 0
}

// emit adds the token from start to here; for tokens that begin on this line.
func (s *scanner) emit(kind Kind, start int) {
	text := ""
	if kind >= Name {
		text = s.src[start:s.pos]
	}
	s.tokens = append(s.tokens, Token{Kind: kind, Text: text, Line: s.line, Column: start - s.lineStart + 1})
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isIdentifier takes every non-ASCII character for a letter.
func isIdentifier(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf
}
