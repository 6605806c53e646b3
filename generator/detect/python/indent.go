package python

// indentation measures the line's indentation in columns, tabs to the next multiple of 8.
// A line with a comment or nothing is skipped and is blank.
func (s *scanner) indentation() (width int, blank bool) {
	for s.pos < len(s.src) {
		switch s.src[s.pos] {
		case ' ':
			width++
		case '\t':
			width += tabSize - width%tabSize
		case '\f':
			width = 0
		case '#':
			s.comment()
			continue
		case '\n', '\r':
			s.newline()
			return 0, true
		case '\\':
			if n := eol(s.src[s.pos+1:]); n > 0 {
				s.pos++
				s.newline()
				continue
			}
			return width, false
		default:
			return width, false
		}
		s.pos++
	}
	return 0, true
}

// indent compares the width with the open blocks and emits Indent or Dedent tokens.
func (s *scanner) indent(width int) error {
	top := s.indents[len(s.indents)-1]
	if width > top {
		if len(s.indents) >= maxIndents {
			return s.errorf("too many levels of indentation")
		}
		s.indents = append(s.indents, width)
		s.emit(Indent, s.pos)
		return nil
	}
	for width < top {
		s.indents = s.indents[:len(s.indents)-1]
		s.emit(Dedent, s.pos)
		top = s.indents[len(s.indents)-1]
	}
	if width != top {
		return s.errorf("the indentation matches no outer block")
	}
	return nil
}
