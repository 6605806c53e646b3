package config

import (
	"strings"

	"github.com/BurntSushi/toml"
)

// expression is a header or a key with its value in a TOML text, by byte offsets. The scanner that
// finds them only ever sees a text that a real parser took, so it need not judge it.
type expression struct {
	// header says which table follows; array that it is an element of an array of tables.
	header, array bool
	// path is the full path, that of the header before it included; last are the keys as they are
	// written here.
	path, last []string
	// begin is where the expression begins, behind the indentation, and end is behind its last byte,
	// before a comment. value is where the value begins.
	begin, value, end int
}

// scanner walks over a TOML text.
type scanner struct {
	text string
	at   int
}

// expressions are all headers and all key-value pairs of a text that stand on lines of their own.
func expressions(text string) []expression {
	s := &scanner{text: text}
	var out []expression
	var table []string
	for {
		s.skip(" \t\r\n")
		switch {
		case s.at >= len(s.text):
			return out
		case s.text[s.at] == '#':
			s.comment()
		case s.text[s.at] == '[':
			e := s.header()
			table = e.path
			out = append(out, e)
		default:
			e := expression{begin: s.at}
			e.last = s.keys('=')
			e.path = join(table, e.last)
			s.skip(" \t")
			e.value = s.at
			s.value()
			e.end = s.at
			out = append(out, e)
		}
	}
}

// join is a new path of two.
func join(a, b []string) []string { return append(append([]string{}, a...), b...) }

// header reads [a.b] or [[a.b]].
func (s *scanner) header() expression {
	e := expression{header: true, begin: s.at}
	s.at++
	if s.at < len(s.text) && s.text[s.at] == '[' {
		e.array = true
		s.at++
	}
	e.path = s.keys(']')
	if e.array {
		s.at++
	}
	e.last, e.end = e.path, min(s.at, len(s.text))
	return e
}

// keys reads a dotted key up to the byte that ends it, which is passed over.
func (s *scanner) keys(end byte) (out []string) {
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case end:
			s.at++
			return out
		case ' ', '\t', '.':
			s.at++
		case '"', '\'':
			from := s.at
			s.quoted()
			out = append(out, unquote(s.text[from:s.at]))
		default:
			from := s.at
			for s.at++; s.at < len(s.text) && strings.IndexByte(" \t.=]", s.text[s.at]) < 0; s.at++ {
			}
			out = append(out, s.text[from:s.at])
		}
	}
	return out
}

// unquote is the text of a quoted key.
func unquote(raw string) string {
	var v struct{ Key string }
	if _, err := toml.Decode("Key = "+raw, &v); err != nil {
		return raw
	}
	return v.Key
}

// value passes over one value.
func (s *scanner) value() {
	if s.at >= len(s.text) {
		return
	}
	switch s.text[s.at] {
	case '"', '\'':
		s.quoted()
	case '[':
		s.nested(']')
	case '{':
		s.nested('}')
	default: // a number, a boolean, a date with at most one space in it
		from := s.at
		for s.at < len(s.text) && strings.IndexByte(",]}#\r\n", s.text[s.at]) < 0 {
			s.at++
		}
		s.at = from + len(strings.TrimRight(s.text[from:s.at], " \t"))
	}
}

// nested passes over an array or an inline table.
func (s *scanner) nested(end byte) {
	for s.at++; s.at < len(s.text); {
		switch s.text[s.at] {
		case end:
			s.at++
			return
		case '#':
			s.comment()
		case '"', '\'':
			s.quoted()
		case '[':
			s.nested(']')
		case '{':
			s.nested('}')
		default:
			s.at++
		}
	}
}

// quoted passes over a string of any of the four forms.
func (s *scanner) quoted() {
	quote := s.text[s.at : s.at+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(s.text[s.at:], triple) {
		s.at += len(triple)
		s.until(triple, quote == `"`)
		for extra := 0; extra < 2 && strings.HasPrefix(s.text[s.at:], quote); extra++ {
			s.at++ // up to two quotes may stand before the closing three
		}
		return
	}
	s.at++
	s.until(quote, quote == `"`)
}

// until goes behind the next occurrence of a text that no backslash escapes.
func (s *scanner) until(end string, escapes bool) {
	for s.at < len(s.text) {
		switch {
		case strings.HasPrefix(s.text[s.at:], end):
			s.at += len(end)
			return
		case escapes && s.text[s.at] == '\\':
			s.at += 2
		default:
			s.at++
		}
	}
	s.at = len(s.text)
}

func (s *scanner) comment() {
	for s.at < len(s.text) && s.text[s.at] != '\n' {
		s.at++
	}
}

func (s *scanner) skip(bytes string) {
	for s.at < len(s.text) && strings.IndexByte(bytes, s.text[s.at]) >= 0 {
		s.at++
	}
}

// comments are the comments inside of a value, as they are written.
func comments(raw string) (out []string) {
	for s := (&scanner{text: raw}); s.at < len(s.text); {
		switch s.text[s.at] {
		case '#':
			from := s.at
			s.comment()
			out = append(out, strings.TrimRight(raw[from:s.at], "\r"))
		case '"', '\'':
			s.quoted()
		default:
			s.at++
		}
	}
	return out
}
