package project

import (
	"bytes"
	"slices"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"
)

// kind is the type of a TOML value, in the words of the TOML specification.
type kind string

const (
	kindTable   kind = "table"
	kindArray   kind = "array"
	kindString  kind = "string"
	kindInteger kind = "integer"
	kindFloat   kind = "float"
	kindBool    kind = "boolean"
	kindTime    kind = "date-time"
)

// position is a line and a column in bytes, both from 1.
type position struct{ line, column int }

// node is a TOML value that knows where it stands. Decoders give values or positions, never
// both; messages about a value of the wrong type need both.
type node struct {
	kind kind
	// key is where the key, the header or the array element stands; at is the value.
	key, at position
	// text is the decoded value of a string, and the source text of any other scalar.
	text string
	// keys are the keys of a table in the order of the file.
	keys    []string
	entries map[string]*node
	items   []*node
}

// get returns the value under a path of keys, nil when there is none.
func (n *node) get(path ...string) *node {
	for _, key := range path {
		if n == nil {
			return nil
		}
		n = n.entries[key]
	}
	return n
}

// table returns the table under key, and makes it when it is not there. In an array of tables
// it is the last element, as a header that follows it means.
func (n *node) table(key string, at position) *node {
	child := n.entries[key]
	if child == nil {
		child = &node{kind: kindTable, key: at, at: at}
		n.set(key, child)
	}
	if child.kind == kindArray && len(child.items) > 0 {
		return child.items[len(child.items)-1]
	}
	return child
}

// set stores a value under key.
func (n *node) set(key string, value *node) {
	if n.entries == nil {
		n.entries = map[string]*node{}
	}
	if _, ok := n.entries[key]; !ok {
		n.keys = append(n.keys, key)
	}
	n.entries[key] = value
}

// push appends a new table to the array of tables under key and returns it.
func (n *node) push(key string, at position) *node {
	list := n.entries[key]
	if list == nil {
		list = &node{kind: kindArray, key: at, at: at}
		n.set(key, list)
	}
	item := &node{kind: kindTable, key: at, at: at}
	list.items = append(list.items, item)
	return item
}

// sorted returns the keys of a table in order.
func (n *node) sorted() []string {
	if n == nil {
		return nil
	}
	keys := slices.Clone(n.keys)
	slices.Sort(keys)
	return keys
}

// treeBuilder turns the expressions of a document into one tree of nodes.
type treeBuilder struct {
	parser unstable.Parser
	data   []byte
	lines  []int
}

// parseTree reads a TOML document. It refuses nothing that the grammar admits; whether keys
// are defined twice is for the decoder that runs before it to say.
func parseTree(data []byte) (*node, error) {
	b := &treeBuilder{data: data, lines: lineStarts(data)}
	b.parser.Reset(data)
	root := &node{kind: kindTable, at: position{1, 1}}
	table := root
	for b.parser.NextExpression() {
		expr := b.parser.Expression()
		switch expr.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = b.header(root, expr)
		case unstable.KeyValue:
			b.assign(table, expr)
		}
	}
	return root, b.parser.Error()
}

// header finds or makes the table that a [header] or [[header]] opens.
func (b *treeBuilder) header(root *node, expr *unstable.Node) *node {
	table := root
	for it := expr.Key(); it.Next(); {
		key := it.Node()
		at := b.position(key.Raw.Offset)
		if expr.Kind == unstable.ArrayTable && it.IsLast() {
			return table.push(string(key.Data), at)
		}
		table = table.table(string(key.Data), at)
	}
	return table
}

// assign stores a key = value line, dotted or not.
func (b *treeBuilder) assign(table *node, expr *unstable.Node) {
	for it := expr.Key(); it.Next(); {
		key := it.Node()
		at := b.position(key.Raw.Offset)
		if !it.IsLast() {
			table = table.table(string(key.Data), at)
			continue
		}
		value := b.value(expr.Value(), b.afterEquals(key))
		value.key = at
		table.set(string(key.Data), value)
	}
}

// value converts a value; arrays carry no offset of their own, so theirs is handed in.
func (b *treeBuilder) value(v *unstable.Node, offset uint32) *node {
	if v.Kind != unstable.Array {
		offset = v.Raw.Offset
	}
	n := &node{at: b.position(offset), text: string(v.Data)}
	n.key = n.at
	switch v.Kind {
	case unstable.Array:
		n.kind = kindArray
		for it := v.Children(); it.Next(); {
			n.items = append(n.items, b.value(it.Node(), offset))
		}
	case unstable.InlineTable:
		n.kind = kindTable
		for it := v.Children(); it.Next(); {
			b.assign(n, it.Node())
		}
	case unstable.String:
		n.kind = kindString
	case unstable.Bool:
		n.kind = kindBool
	case unstable.Integer:
		n.kind = kindInteger
	case unstable.Float:
		n.kind = kindFloat
	default:
		n.kind = kindTime
	}
	return n
}

// afterEquals is the offset of the value that follows a key.
func (b *treeBuilder) afterEquals(key *unstable.Node) uint32 {
	i := int(key.Raw.Offset + key.Raw.Length)
	for i < len(b.data) && bytes.IndexByte([]byte(" \t="), b.data[i]) >= 0 {
		i++
	}
	return uint32(i)
}

// position converts an offset.
func (b *treeBuilder) position(offset uint32) position {
	line, found := slices.BinarySearch(b.lines, int(offset))
	if !found {
		line--
	}
	return position{line + 1, int(offset) - b.lines[line] + 1}
}

// lineStarts are the offsets at which lines begin.
func lineStarts(data []byte) []int {
	starts := []int{0}
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// strings calls yield with every string value below n.
func (n *node) strings(yield func(string)) {
	if n == nil {
		return
	}
	if n.kind == kindString {
		yield(n.text)
	}
	for _, item := range n.items {
		item.strings(yield)
	}
	for _, key := range n.keys {
		n.entries[key].strings(yield)
	}
}

// decodeAny is the document as plain maps, and the check that it is valid TOML.
func decodeAny(data []byte) (map[string]any, error) {
	out := map[string]any{}
	_, err := toml.Decode(string(data), &out)
	return out, err
}
