package project

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lockDecoder builds a Lock in one pass over the expressions of the file. A lock is machine
// written and megabytes long, so there is no tree in between: every expression is led to the
// field that it belongs to. Strings are parts of the file's text, which lives as long as the
// lock; that costs less than a string for each of ten thousand URLs.
type lockDecoder struct {
	lock *Lock
	// table is the sink of the table that the next keys belong to.
	table  any
	parser unstable.Parser
	// text is the part that is being read, and data the same for the parser, which takes bytes.
	text string
	data []byte
	// line and counted advance with the file, to number lines in a single pass.
	line, counted int
	// field is the key that a sink of plain fields was last asked for.
	field []byte
	// block holds packages yet to be used; they are made many at a time.
	block []Package
	seen  seenKeys
	err   *lockError
}

// lockError is the first thing that makes a lock unreadable.
type lockError struct {
	offset  int
	message string
}

// A sink is a place in the Lock that a TOML value can be put to: a pointer to the field, under
// a named type that has the methods for the kinds of value that fit. A nil sink keeps nothing.
type (
	// tableSink takes tables. child is the sink for the value of a key.
	tableSink interface {
		child(key []byte, d *lockDecoder) any
	}
	// listSink takes arrays. element is a new element, which begins at an offset of the file;
	// last is the newest, for the headers that follow [[array]]; more are n elements to come.
	listSink interface {
		element(at int, d *lockDecoder) any
		last() any
		more(n int)
	}
	// scalarSink takes what is neither table nor array.
	scalarSink interface {
		scalar(v *unstable.Node, d *lockDecoder)
	}
)

// newLockDecoder prepares to read a lock from its beginning, or from a [[package]] on.
func newLockDecoder() *lockDecoder {
	lock := &Lock{File: lockFile, Version: -1}
	return &lockDecoder{lock: lock, table: (*lockSink)(lock), seen: newSeenKeys()}
}

// read reads the next part of the lock, whole expressions that begin at a line, as far as there
// is no error. The error's offset is one of this part.
func (d *lockDecoder) read(text string, line int) bool {
	d.text, d.data = text, append(d.data[:0], text...)
	d.line, d.counted = line, 0
	d.parser.Reset(d.data)
	for d.err == nil && d.parser.NextExpression() {
		expr := d.parser.Expression()
		if expr.Kind == unstable.KeyValue {
			if d.seen.line(d, expr) {
				d.keyValue(d.table, expr)
			}
			continue
		}
		d.table = d.header(expr)
	}
	if err := d.parser.Error(); err != nil && d.err == nil {
		d.err = d.syntax(err)
	}
	return d.err == nil
}

// syntax turns an error of the parser into one of the lock.
func (d *lockDecoder) syntax(err error) *lockError {
	p := syntaxProblem(d.data, err)
	return &lockError{offset: offsetOf(d.data, p.at), message: p.message}
}

// header leads to the table that a [header] or [[header]] opens.
func (d *lockDecoder) header(expr *unstable.Node) any {
	if !d.seen.header(d, expr) {
		return nil
	}
	at := any((*lockSink)(d.lock))
	for it := expr.Key(); it.Next() && at != nil; {
		key := it.Node()
		at = d.child(at, key)
		list, isList := at.(listSink)
		switch {
		case expr.Kind == unstable.ArrayTable && it.IsLast():
			return d.element(at, key)
		case isList:
			if at = list.last(); at == nil {
				d.mismatch(key, "an array of tables", "a table")
			}
		}
	}
	return at
}

// keyValue leads the value of key = value, dotted or not, to its place.
func (d *lockDecoder) keyValue(at any, expr *unstable.Node) {
	var key *unstable.Node
	for it := expr.Key(); it.Next() && at != nil; {
		key = it.Node()
		at = d.child(at, key)
	}
	if at != nil {
		d.value(at, expr.Value(), key)
	}
}

// value puts the value of a key to its place.
func (d *lockDecoder) value(at any, v, key *unstable.Node) {
	switch v.Kind {
	case unstable.InlineTable:
		if _, ok := at.(tableSink); !ok {
			d.mismatch(key, wanted(at), "a table")
			return
		}
		checkInline(d, v)
		for it := v.Children(); it.Next() && d.err == nil; {
			d.keyValue(at, it.Node())
		}
	case unstable.Array:
		d.array(at, v, key)
	default:
		if to, ok := at.(scalarSink); ok {
			to.scalar(v, d)
		} else {
			d.mismatch(key, wanted(at), "`"+shorten(string(v.Data))+"`")
		}
	}
}

// array puts the elements of an array to their places.
func (d *lockDecoder) array(at any, v, key *unstable.Node) {
	list, ok := at.(listSink)
	if !ok {
		d.mismatch(key, wanted(at), "an array")
		return
	}
	n := 0
	for it := v.Children(); it.Next(); {
		n++
	}
	list.more(n)
	for it := v.Children(); it.Next() && d.err == nil; {
		item := it.Node()
		if next := list.element(int(item.Raw.Offset), d); next != nil {
			d.value(next, item, key)
		}
	}
}

// child is the place of a key of a table.
func (d *lockDecoder) child(at any, key *unstable.Node) any {
	table, ok := at.(tableSink)
	if !ok {
		d.mismatch(key, wanted(at), "a table")
		return nil
	}
	return table.child(key.Data, d)
}

// element is a new element of the array that a [[header]] adds to.
func (d *lockDecoder) element(at any, key *unstable.Node) any {
	if at == nil {
		return nil
	}
	list, ok := at.(listSink)
	if !ok {
		d.mismatch(key, wanted(at), "an array of tables")
		return nil
	}
	return list.element(int(key.Raw.Offset), d)
}

// mismatch reports a value of the wrong kind by its key.
func (d *lockDecoder) mismatch(key *unstable.Node, want, got string) {
	d.fail(int(key.Raw.Offset), "`%s` must be %s, but is %s", key.Data, want, got)
}

// wanted names the kind of value that a sink takes.
func wanted(at any) string {
	switch at.(type) {
	case tableSink:
		return "a table"
	case listSink:
		return "an array"
	}
	return "a string or number"
}

// string is the decoded text of a string, as part of the file's text where no escape
// stands in the way.
func (d *lockDecoder) string(v *unstable.Node) string {
	if int(v.Raw.Length) == len(v.Data)+2 {
		start := int(v.Raw.Offset) + 1
		return d.text[start : start+len(v.Data)]
	}
	return string(v.Data)
}

// number is an integer that is not negative; anything else is an error.
func (d *lockDecoder) number(v *unstable.Node) int64 {
	text := d.text[v.Raw.Offset : v.Raw.Offset+v.Raw.Length]
	n, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 0, 64)
	if v.Kind != unstable.Integer || err != nil || n < 0 {
		d.fail(int(v.Raw.Offset), "expected a number, but found `%s`", shorten(text))
		return 0
	}
	return n
}

// lineOf is the line of a key. One with escapes is no part of the file, and then it is the line
// that was last asked for.
func (d *lockDecoder) lineOf(key []byte) int {
	if offset := cap(d.data) - cap(key); offset > 0 && offset <= len(d.data) {
		return d.lineAt(offset)
	}
	return d.line
}

// lineAt is the line of an offset. Offsets come in ascending order.
func (d *lockDecoder) lineAt(offset int) int {
	if offset > d.counted {
		d.line += bytes.Count(d.data[d.counted:offset], []byte("\n"))
		d.counted = offset
	}
	return d.line
}

// fail records the first error.
func (d *lockDecoder) fail(offset int, format string, args ...any) {
	if d.err == nil {
		d.err = &lockError{offset, fmt.Sprintf(format, args...)}
	}
}

// offsetOf is the inverse of positionAt.
func offsetOf(data []byte, at position) int {
	offset := 0
	for line := 1; line < at.line; line++ {
		next := bytes.IndexByte(data[offset:], '\n')
		if next < 0 {
			break
		}
		offset += next + 1
	}
	return min(offset+max(at.column-1, 0), len(data))
}
