package syntax

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/dockerfile"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// Parse reads a file. The error is an *Error.
func Parse(text []byte) (*File, error) {
	f, err := lines(text)
	if err == nil {
		err = f.directives()
	}
	if err != nil {
		return nil, err
	}
	list, open := dockerfile.Read(text)
	if open != nil && open.Until != "" {
		return nil, &Error{open.Line, fmt.Sprintf("the here-document %s has no end", shorten(open.Until))}
	}
	for _, i := range list {
		if err := f.add(i); err != nil {
			return nil, err
		}
	}
	if len(f.Instructions) == 0 {
		return nil, &Error{0, "it has no instructions"}
	}
	if err := f.order(); err != nil {
		return nil, err
	}
	return f, nil
}

// lines splits the text, and refuses what is no text that BuildKit reads.
func lines(text []byte) (*File, error) {
	if len(text) > MaxSize {
		return nil, &Error{0, fmt.Sprintf("it has %d bytes, and at most %d are read", len(text), MaxSize)}
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return nil, &Error{1 + bytes.Count(text[:i], []byte("\n")), "it holds a NUL byte: this is no text, or text in another encoding than UTF-8"}
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	f := &File{Escape: '\\'}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(text), "\n"), "\n") {
		if len(line) > maxLine {
			return nil, &Error{len(f.Lines) + 1, fmt.Sprintf("the line has %d bytes; BuildKit reads at most %d", len(line), maxLine)}
		}
		f.Lines = append(f.Lines, strings.TrimRight(line, "\r"))
	}
	return f, nil
}

var directiveLine = lazy.Regexp(`(?i)^#\s*(syntax|escape|check)\s*=\s*(.+?)\s*$`)

// directives reads the lines of the top: "# escape=`". The first that is none ends them.
func (f *File) directives() error {
	seen := map[string]bool{}
	for n, line := range f.Lines {
		m := directiveLine().FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			break
		}
		name := strings.ToLower(m[1])
		switch {
		case seen[name]:
			return &Error{n + 1, "a second directive " + name}
		case name == "escape" && m[2] != `\` && m[2] != "`":
			return &Error{n + 1, fmt.Sprintf("the escape character is \\ or `, and not %s", shorten(m[2]))}
		case name == "escape":
			f.Escape = m[2][0]
		}
		seen[name] = true
		f.top = n + 1
	}
	return nil
}

// add takes an instruction apart.
func (f *File) add(read dockerfile.Instruction) error {
	if read.Text == "" {
		return &Error{read.Line, "nothing follows the escape character"}
	}
	i := split(read.Text, f.Escape)
	i.Start, i.End, i.Heredocs = read.Line, read.End, read.Documents
	switch {
	case !slices.Contains(Keywords, i.Keyword):
		return &Error{i.Start, fmt.Sprintf("%q is no instruction", shorten(i.Keyword))}
	case i.Args == "":
		return &Error{i.Start, i.Keyword + " has no arguments"}
	}
	if word := i.withoutValue(f.Escape); word != "" {
		return &Error{i.Start, fmt.Sprintf("%s takes NAME=VALUE, and %q is none", i.Keyword, shorten(word))}
	}
	if i.mixedArray() {
		return &Error{i.Start, fmt.Sprintf("%s takes an array of strings, and %s holds something else", i.Keyword, shorten(i.Args))}
	}
	for n := i.Start - 1; n > f.top && strings.HasPrefix(strings.TrimSpace(f.Lines[n-1]), "#"); n-- {
		i.Comment = n
	}
	f.Instructions = append(f.Instructions, i)
	return nil
}

// withoutValue is a word of ENV or LABEL that should be NAME=VALUE; empty for none. The form NAME VALUE has no other words.
func (i Instruction) withoutValue(escape byte) string {
	if !i.Is("ENV", "LABEL") {
		return ""
	}
	words := wordsBy(escape, i.Args)
	if !strings.Contains(words[0], "=") {
		if len(words) == 1 {
			return words[0]
		}
		return ""
	}
	for _, w := range words {
		if !strings.Contains(w, "=") {
			return w
		}
	}
	return ""
}

// mixedArray says whether the arguments are a JSON array of more than strings, which BuildKit takes for no command of a
// shell either.
func (i Instruction) mixedArray() bool {
	var list []any
	if !i.Is("ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME") || json.Unmarshal([]byte(i.Args), &list) != nil {
		return false
	}
	return slices.ContainsFunc(list, func(v any) bool { _, text := v.(string); return !text })
}

// order refuses what has no stage to stand in.
func (f *File) order() error {
	for _, i := range f.Instructions {
		switch i.Keyword {
		case "FROM":
			return nil
		case "ARG":
			continue
		}
		return &Error{i.Start, i.Keyword + " stands before the first FROM"}
	}
	return &Error{0, "it has no FROM"}
}

// shorten keeps a message on one line.
func shorten(text string) string {
	if len(text) > 40 {
		return text[:40] + "..."
	}
	return text
}
