package project

import (
	"strconv"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// Place is where the value under a path of keys stands, the keys as written in the file and
// the elements of arrays by number: Place("project", "dependencies", "0"). A table or array
// is where its key stands. Of a path that is not there it is the nearest part that is, at
// last the file alone.
func (p *Pyproject) Place(keys ...string) diag.Place {
	return nearest(p.places, p.File, keys)
}

// Place is where a setting stands, by the name that it has in uv.toml: Place("no-build"),
// Place("index", "0", "url"). Of one that is not set it is where the settings begin.
func (s *Settings) Place(keys ...string) diag.Place {
	return nearest(s.places, s.File, keys)
}

// Place is where a package of the lock begins.
func (l *Lock) Place(p *Package) diag.Place {
	return diag.Place{File: l.File, Line: p.Line, Column: 1}
}

// nearest looks for the longest known part of a path; the empty path is the whole.
func nearest(places map[string]diag.Place, file string, keys []string) diag.Place {
	for n := len(keys); n > 0; n-- {
		if at, ok := places[strings.Join(keys[:n], "\x00")]; ok {
			return at
		}
	}
	if at, ok := places[""]; ok {
		return at
	}
	return diag.Place{File: file}
}

// indexPlaces records the place of every key and array element of a tree.
func indexPlaces(places map[string]diag.Place, file string, root *node) {
	var walk func(prefix string, n *node)
	walk = func(prefix string, n *node) {
		for _, key := range n.keys {
			child := n.entries[key]
			places[prefix+key] = diag.Place{File: file, Line: child.key.line, Column: child.key.column}
			walk(prefix+key+"\x00", child)
		}
		for i, item := range n.items {
			name := prefix + strconv.Itoa(i)
			places[name] = diag.Place{File: file, Line: item.at.line, Column: item.at.column}
			walk(name+"\x00", item)
		}
	}
	walk("", root)
}
