package report

import (
	"bytes"
	"io"
)

// indented writes compact JSON with a line for each value, two spaces a level, as json.Indent does. That
// reads the text with a parser, which for the packages of a large lock takes longer than uv takes to read
// the lock; here the text comes from encoding/json, so it is JSON, and only strings need care.
func indented(w io.Writer, compact []byte) error {
	const block = 64 << 10
	out := make([]byte, 0, block)
	depth := 0
	for i := 0; i < len(compact); i++ {
		if len(out) >= block {
			if _, err := w.Write(out); err != nil {
				return err
			}
			out = out[:0]
		}
		switch c := compact[i]; c {
		case '"':
			end := i + stringEnd(compact[i:])
			out = append(out, compact[i:end]...)
			i = end - 1
		case '{', '[':
			out = append(out, c)
			if next := compact[i+1]; next == '}' || next == ']' { // an empty one stays on its line
				out = append(out, next)
				i++
				continue
			}
			depth++
			out = newLine(out, depth)
		case '}', ']':
			depth--
			out = append(newLine(out, depth), c)
		case ',':
			out = newLine(append(out, c), depth)
		case ':':
			out = append(out, ": "...)
		default:
			out = append(out, c)
		}
	}
	_, err := w.Write(out)
	return err
}

// newLine begins a line at a depth.
func newLine(out []byte, depth int) []byte {
	out = append(out, '\n')
	for range depth {
		out = append(out, "  "...)
	}
	return out
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
