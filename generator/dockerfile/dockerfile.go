// Package dockerfile reads the instructions of a Dockerfile as BuildKit splits them: continued
// lines, comments between them, here-documents, the escape directive. It judges none of them:
// whether an instruction is right is BuildKit's to say.
// Source: https://docs.docker.com/reference/dockerfile/ and moby/buildkit, frontend/dockerfile/parser.
package dockerfile

import (
	"bytes"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// Instruction is one logical line.
type Instruction struct {
	// Words are separated by blanks outside of quotes, the keyword first; quotes are kept.
	Words []string
	// Line is where it begins and End where it ends, here-documents included; both from 1.
	Line, End int
	// Text is the logical line: continued lines are joined, comments are left out.
	Text string
	// Documents are its here-documents, in order.
	Documents []Document
}

// Document is one here-document.
type Document struct {
	// Name is the word that ends it, Text the lines before that one, each with a line break.
	Name, Text string
}

// Is says whether the keyword is one of these, which are written in capitals.
func (i Instruction) Is(keywords ...string) bool {
	return len(i.Words) > 0 && slices.ContainsFunc(keywords, func(k string) bool { return strings.EqualFold(i.Words[0], k) })
}

// Options are the words between the keyword and the arguments that begin with "--"; Arguments are
// those behind them.
func (i Instruction) Options() []string { return i.Words[min(1, len(i.Words)):i.arguments()] }

// Arguments are the words behind the options.
func (i Instruction) Arguments() []string { return i.Words[i.arguments():] }

func (i Instruction) arguments() int {
	n := min(1, len(i.Words))
	for n < len(i.Words) && strings.HasPrefix(i.Words[n], "--") {
		n++
	}
	return n
}

// Unfinished is an instruction that the text ends in the middle of.
type Unfinished struct {
	// Line is the last line that is continued, or that of the instruction with the here-document.
	Line int
	// Until is the word that would end the here-document; empty for a continued line.
	Until string
}

var (
	escapeDirective = lazy.Regexp("(?i)^#\\s*escape\\s*=\\s*([\\\\`])\\s*$")
	directive       = lazy.Regexp(`(?i)^#\s*(syntax|escape|check)\s*=`)
	// heredoc is a word that begins a here-document.
	heredoc = lazy.Regexp(`^\d*<<(-?)([^<]+)$`)
)

// reader is the state between two lines.
type reader struct {
	escape string
	// top says that only directives were seen so far.
	top     bool
	out     []Instruction
	current strings.Builder
	// start is the line on which current begins, 0 for none; last the last one that is continued.
	start, last int
	// until are the ends of the here-documents that are open.
	until []ending
}

// ending ends a here-document.
type ending struct {
	word string
	// tabs says that tabs before it are dropped.
	tabs bool
	text *strings.Builder
}

// Read splits a text into instructions. A nil Unfinished says that the last one is complete.
func Read(text []byte) ([]Instruction, *Unfinished) {
	r := reader{escape: `\`, top: true}
	return r.read(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))
}

// ReadPart is Read for lines from within a Dockerfile, where no comment is a directive.
func ReadPart(text []byte) ([]Instruction, *Unfinished) {
	r := reader{escape: `\`}
	return r.read(text)
}

func (r *reader) read(text []byte) ([]Instruction, *Unfinished) {
	n := 0
	for line := range bytes.Lines(text) {
		n++
		r.line(n, string(line))
	}
	switch {
	case len(r.until) > 0:
		return r.out, &Unfinished{Line: r.out[len(r.out)-1].Line, Until: r.until[0].word}
	case r.start > 0:
		r.finish(n)
		return r.out, &Unfinished{Line: r.last}
	}
	return r.out, nil
}

// line reads a line with its end.
func (r *reader) line(n int, whole string) {
	raw := strings.TrimRight(whole, "\r\n")
	if len(r.until) > 0 {
		r.document(n, raw, whole)
		return
	}
	line := strings.TrimSpace(raw)
	if m := escapeDirective().FindStringSubmatch(line); m != nil && r.top {
		r.escape = m[1]
	}
	r.top = r.top && directive().MatchString(line)
	if line == "" || strings.HasPrefix(line, "#") {
		return
	}
	if r.start == 0 {
		r.start = n
	}
	part, more := r.continued(raw)
	r.current.WriteString(part)
	if more {
		r.last = n
		return
	}
	r.finish(n)
}

// continued cuts the escape character from the end of a line that has one. Two of them are none, and
// blanks may stand behind it.
func (r *reader) continued(raw string) (string, bool) {
	part, more := strings.CutSuffix(strings.TrimRight(raw, " \t"), r.escape)
	if !more || strings.HasSuffix(part, r.escape) {
		return raw, false
	}
	return part, true
}

// document is a line of a here-document.
func (r *reader) document(n int, raw, whole string) {
	i, open := &r.out[len(r.out)-1], r.until[0]
	i.End = n
	end := raw
	if open.tabs {
		end = strings.TrimLeft(raw, "\t")
	}
	if end == open.word {
		i.Documents = append(i.Documents, Document{open.word, open.text.String()})
		r.until = r.until[1:]
		return
	}
	open.text.WriteString(whole) // a carriage return belongs to the text
}

// finish ends the current instruction.
func (r *reader) finish(n int) {
	text := strings.TrimSpace(r.current.String())
	i := Instruction{Words: split(text, r.escape[0]), Line: r.start, End: n, Text: text}
	if closed(text) && (i.Is("RUN", "COPY", "ADD") || i.Is("ONBUILD") && len(i.Words) > 1 && (Instruction{Words: i.Words[1:]}).Is("RUN", "COPY", "ADD")) {
		for _, word := range i.Words {
			if m := heredoc().FindStringSubmatch(word); m != nil {
				r.until = append(r.until, ending{unquoted(m[2]), m[1] != "", &strings.Builder{}})
			}
		}
	}
	r.out = append(r.out, i)
	r.current.Reset()
	r.start = 0
}
