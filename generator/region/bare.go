package region

import (
	"bytes"
	"slices"
)

// maxDoubts bounds how many regions with blank lines beside them are tried in each way.
const maxDoubts = 6

// Bare are the texts that a file may have been before somebody wrote regions into it, each without
// them. A person who writes a region likes to set it apart by blank lines, which are no part of the
// file that it was written into, so there may be several. A text that cannot be cut is its own.
func Bare(text []byte) [][]byte {
	file, findings := Cut("", text)
	if findings.HasErrors() || len(file.Regions) == 0 {
		return [][]byte{text}
	}
	out := [][]byte{file.chunks[0]}
	doubts := 0
	for _, chunk := range file.chunks[1:] {
		var next [][]byte
		for _, before := range out {
			whole := slices.Concat(before, chunk)
			next = append(next, whole)
			head, tail := trimEnd(before), trimStart(chunk)
			if doubts >= maxDoubts || len(head) == len(before) && len(tail) == len(chunk) {
				continue
			}
			next = append(next, slices.Concat(head, tail))
			if len(head) > 0 && len(tail) > 0 {
				next = append(next, slices.Concat(head, []byte("\n"), tail))
			}
		}
		if len(next) > len(out) {
			doubts++
		}
		out = next
	}
	return out
}

// trimEnd drops the blank lines at the end of a text.
func trimEnd(text []byte) []byte {
	for {
		body := bytes.TrimSuffix(text, []byte("\n"))
		at := bytes.LastIndexByte(body, '\n') + 1
		if len(body) == len(text) || len(bytes.TrimSpace(body[at:])) > 0 {
			return text
		}
		text = body[:at]
	}
}

// trimStart drops the blank lines at the start of a text.
func trimStart(text []byte) []byte {
	for {
		line, rest, found := bytes.Cut(text, []byte("\n"))
		if !found || len(bytes.TrimSpace(line)) > 0 {
			return text
		}
		text = rest
	}
}
