package project

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// seenKeys finds keys and tables that a lock defines twice, which TOML forbids and which a
// merge that kept both sides leaves behind. The parser below checks the grammar alone.
type seenKeys struct {
	// keys are those set below the current header.
	keys map[string]bool
	// headers are the plain tables opened so far. Those below the top-level array of tables
	// that is being read are in below, and are forgotten when its next element begins.
	headers, below map[string]bool
	array          string
}

func newSeenKeys() seenKeys {
	return seenKeys{keys: map[string]bool{}, headers: map[string]bool{}, below: map[string]bool{}}
}

// header notes a [header] or [[header]]; false means that it is a duplicate.
func (s *seenKeys) header(d *lockDecoder, expr *unstable.Node) bool {
	clear(s.keys)
	path, at := joinKey(expr)
	if expr.Kind == unstable.ArrayTable {
		s.element(path)
		return true
	}
	known := s.headers
	if s.array != "" && strings.HasPrefix(path, s.array+"\x00") {
		known = s.below
	}
	if known[path] {
		d.fail(at, "not valid TOML: table `[%s]` is defined twice", strings.ReplaceAll(path, "\x00", "."))
		return false
	}
	known[path] = true
	return true
}

// element forgets the tables below the array of tables that goes on with a new element.
func (s *seenKeys) element(path string) {
	if !strings.Contains(path, "\x00") {
		s.array = path
		clear(s.below)
		return
	}
	for known := range s.below {
		if strings.HasPrefix(known, path+"\x00") {
			delete(s.below, known)
		}
	}
}

// line notes a key = value line; false means that the key is a duplicate.
func (s *seenKeys) line(d *lockDecoder, expr *unstable.Node) bool {
	first := expr.Key()
	first.Next()
	if first.IsLast() && !s.keys[string(first.Node().Data)] {
		s.keys[d.key(first.Node())] = true
		return true
	}
	path, at := joinKey(expr)
	if s.keys[path] {
		d.fail(at, "not valid TOML: key `%s` is defined twice", strings.ReplaceAll(path, "\x00", "."))
		return false
	}
	s.keys[path] = true
	return true
}

// checkInline reports a key that an inline table has twice. The tables are small, so the first
// keys are compared in pairs, which allocates nothing.
func checkInline(d *lockDecoder, table *unstable.Node) {
	const pairs = 16
	var keys [pairs][]byte
	var more map[string]bool
	n := 0
	for it := table.Children(); it.Next(); n++ {
		key := it.Node().Key()
		if !key.Next() || !key.IsLast() {
			continue
		}
		name := key.Node().Data
		if more[string(name)] || slices.ContainsFunc(keys[:min(n, pairs)], func(k []byte) bool { return k != nil && bytes.Equal(k, name) }) {
			d.fail(int(key.Node().Raw.Offset), "not valid TOML: key `%s` is defined twice", name)
			return
		}
		if n < pairs {
			keys[n] = name
			continue
		}
		if more == nil {
			more = map[string]bool{}
		}
		more[string(name)] = true
	}
}

// key is the text of a key as part of the file's.
func (d *lockDecoder) key(k *unstable.Node) string {
	if int(k.Raw.Length) == len(k.Data) {
		return d.text[k.Raw.Offset : k.Raw.Offset+k.Raw.Length]
	}
	return string(k.Data)
}

// joinKey is a dotted key as one text, and the offset of its last part.
func joinKey(expr *unstable.Node) (path string, at int) {
	var b strings.Builder
	for it := expr.Key(); it.Next(); {
		if b.Len() > 0 {
			b.WriteByte(0)
		}
		b.Write(it.Node().Data)
		at = int(it.Node().Raw.Offset)
	}
	return b.String(), at
}
