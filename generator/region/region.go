// Package region knows the parts of a generated file that belong to a person: what stands between
// "# uvdock:begin NAME" and "# uvdock:end NAME" is carried over byte for byte whenever the file is
// written anew. Each name has one place in one kind of file; docs/regions.md lists them.
package region

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// Code is that of every finding about a region.
const Code = "invalid-region"

// Region is what a person wrote at one place of a file.
type Region struct {
	Name string
	// Text are whole lines with their ends as they were written, empty for none.
	Text []byte
	// Line is that of the marker that begins it, from 1; the text begins one below.
	Line int
	// Stage is the stage of the Dockerfile in which it stands, empty before the first.
	Stage string
}

// Begin and End are the markers of a region, each a line without its end.
func Begin(name string) string { return "# uvdock:begin " + name }

// End is the marker that ends a region.
func End(name string) string { return "# uvdock:end " + name }

// File is a text, cut at its regions.
type File struct {
	// Regions are in the order of the text.
	Regions []Region
	// chunks are the parts before, between and behind the regions.
	chunks [][]byte
}

// Cut finds the regions of a text. name is the file in the findings, which are errors: a region that
// does not end, a name that is there twice, a marker within a region, a marker that is mistyped,
// text that is no UTF-8. With an error the result is not to be used.
func Cut(name string, text []byte) (File, diag.List) {
	c := cutter{file: name}
	if encoding := foreignEncoding(text); encoding != "" {
		c.errorf(1, "save the file as UTF-8, which is all that BuildKit reads", "the file is written in %s", encoding)
		return File{}, c.findings
	}
	rest, begin := 0, 0 // where the current chunk and the current region begin
	offset := 0
	for line := range bytes.Lines(text) {
		c.line++
		switch kind := c.marker(line); {
		case kind == opens:
			c.chunks = append(c.chunks, text[rest:offset])
			begin = offset + len(line)
		case kind == closes:
			c.open.Text = text[begin:offset]
			c.Regions = append(c.Regions, *c.open)
			c.open = nil
			rest = offset + len(line)
		case kind == broken:
		case c.open != nil:
			c.within(line)
		default:
			c.outside(line)
		}
		offset += len(line)
	}
	if c.open != nil {
		c.errorf(c.open.Line, "write `"+End(c.open.Name)+"` below its last line", "region %s begins here and does not end", c.open.Name)
	}
	c.chunks = append(c.chunks, text[min(rest, len(text)):])
	return c.File, c.findings
}

// cutter is Cut at work.
type cutter struct {
	File
	file     string
	findings diag.List
	line     int
	stage    string
	open     *Region
}

func (c *cutter) errorf(line int, fix, format string, args ...any) {
	f := diag.Errorf(Code, diag.Place{File: c.file, Line: line}, format, args...)
	c.findings = append(c.findings, f.WithFix("%s", fix))
}

// within looks at a line of a region.
func (c *cutter) within(line []byte) {
	switch {
	case !utf8.Valid(line):
		c.errorf(c.line, "save the file as UTF-8, which is all that BuildKit reads", "region %s holds bytes that are no UTF-8", c.open.Name)
	case bytes.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f }):
		c.errorf(c.line, "remove it", "region %s holds a control character", c.open.Name)
	case reserved().Match(line):
		c.errorf(c.line, "reword the comment", "a line of region %s begins as the lines do by which uvdock knows its own files", c.open.Name)
	}
}

var (
	// reserved are the lines that mean something to uvdock.
	reserved = lazy.Regexp(`(?i)^\s*#\s*uvdock:`)
	from     = lazy.Regexp(`(?i)^\s*FROM\s.*\sAS\s+(\S+)\s*$`)
)

// outside looks at a line of uvdock's for the stage that begins there.
func (c *cutter) outside(line []byte) {
	if m := from().FindSubmatch(line); m != nil {
		c.stage = string(m[1])
	}
}

// foreignEncoding names the encoding of a text that begins with the byte order mark of another one
// than UTF-8.
// Source: https://www.unicode.org/faq/utf_bom.html#bom4
func foreignEncoding(text []byte) string {
	for _, e := range []struct{ mark, name string }{
		{"\xff\xfe\x00\x00", "UTF-32"},
		{"\x00\x00\xfe\xff", "UTF-32"},
		{"\xff\xfe", "UTF-16"},
		{"\xfe\xff", "UTF-16"},
	} {
		if bytes.HasPrefix(text, []byte(e.mark)) {
			return e.name
		}
	}
	return ""
}

// Named is the region of a name; nil where there is none.
func (f File) Named(name string) *Region {
	if i := slices.IndexFunc(f.Regions, func(r Region) bool { return r.Name == name }); i >= 0 {
		return &f.Regions[i]
	}
	return nil
}
