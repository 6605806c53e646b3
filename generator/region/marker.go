package region

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// kind says what a line is to Cut.
type kind int

const (
	plain kind = iota
	opens
	closes
	broken // a marker that is reported
)

// marker reads a line that may begin or end a region, and reports one that does so wrongly.
func (c *cutter) marker(line []byte) kind {
	word, names, ok := words(string(line))
	if !ok {
		return plain
	}
	switch {
	case word != "begin" && word != "end":
		c.errorf(c.line, "a region is written `"+Begin("NAME")+"` and `"+End("NAME")+"`", "%q is no marker of a region", strings.TrimSpace(string(line)))
		return broken
	case len(names) != 1:
		c.errorf(c.line, "write one name behind it; docs/regions.md lists them", "the marker names %d regions, and each is about one", len(names))
		return broken
	case word == "begin":
		return c.begin(names[0])
	}
	return c.end(names[0])
}

// words splits a marker; false for a line that is none, nor looks like one.
func words(line string) (word string, names []string, ok bool) {
	rest, comment := strings.CutPrefix(strings.TrimSpace(line), "#")
	rest = strings.TrimSpace(rest)
	const prefix = "uvdock:"
	if !comment || len(rest) < len(prefix) || !strings.EqualFold(rest[:len(prefix)], prefix) {
		return "", nil, false
	}
	fields := strings.Fields(rest[len(prefix):])
	if len(fields) == 0 {
		return "", nil, false
	}
	word = fields[0]
	if exact := rest[:len(prefix)] == prefix && strings.HasPrefix(rest[len(prefix):], word); exact && (word == "begin" || word == "end") {
		return word, fields[1:], true
	}
	known := []string{"begin", "end", "start", "stop"}
	lower := strings.ToLower(word)
	return "", nil, slices.Contains(known, lower) || len(diag.Alike(lower, known)) > 0
}

func (c *cutter) begin(name string) kind {
	if c.open != nil {
		c.errorf(c.line, "end the one before the other begins", "region %s begins within region %s, which began in line %d", name, c.open.Name, c.open.Line)
		return broken
	}
	if other := c.Named(name); other != nil {
		c.errorf(c.line, "put the lines of both into one", "region %s is there twice, first in line %d", name, other.Line)
	}
	c.open = &Region{Name: name, Line: c.line, Stage: c.stage}
	return opens
}

func (c *cutter) end(name string) kind {
	switch {
	case c.open == nil:
		c.errorf(c.line, "write `"+Begin(name)+"` above its first line, or remove this one", "region %s ends here and does not begin", name)
		return broken
	case c.open.Name != name:
		c.errorf(c.line, "end it with `"+End(c.open.Name)+"`", "region %s ends here, and the one that began in line %d is %s", name, c.open.Line, c.open.Name)
		return broken
	}
	return closes
}
