package report

import (
	"bufio"
	"bytes"
	"io"
)

// indented writes compact JSON with a line for each value, two spaces a level, as json.Indent does. That
// reads the text with a parser, which for the packages of a large lock takes longer than uv takes to read
// the lock; here the text comes from encoding/json, so it is JSON, and only strings need care.
func indented(w io.Writer, compact []byte) error {
	out := bufio.NewWriterSize(w, 64<<10)
	depth := 0
	line := func() {
		out.WriteByte('\n')
		for range depth {
			out.WriteString("  ")
		}
	}
	for i := 0; i < len(compact); i++ {
		switch c := compact[i]; c {
		case '"':
			end := i + stringEnd(compact[i:])
			out.Write(compact[i:end])
			i = end - 1
		case '{', '[':
			out.WriteByte(c)
			if next := compact[i+1]; next == '}' || next == ']' { // an empty one stays on its line
				out.WriteByte(next)
				i++
				continue
			}
			depth++
			line()
		case '}', ']':
			depth--
			line()
			out.WriteByte(c)
		case ',':
			out.WriteByte(c)
			line()
		case ':':
			out.WriteString(": ")
		default:
			out.WriteByte(c)
		}
	}
	return out.Flush()
}

// stringEnd is the length of the string that a text begins with, its quotes included.
func stringEnd(text []byte) int {
	for end := 1; ; end++ {
		end += bytes.IndexByte(text[end:], '"')
		escapes := 0
		for text[end-1-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			return end + 1
		}
	}
}
