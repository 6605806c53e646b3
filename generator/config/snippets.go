package config

import (
	"maps"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/region"
)

// Snippet are lines of a generated file that stand in the configuration.
type Snippet struct {
	Text string
	// At is where the snippet stands, Table how its table is called there.
	At    diag.Place
	Table string
}

// snippets reads [tool.uvdock.snippets]: text by the name of its place (generator/region).
func (r *reader) snippets(value any, into map[string]Snippet) {
	table, ok := value.(map[string]any)
	if !ok {
		r.errorf([]string{"snippets"}, "", "`%s` must be a table of texts", r.t.named("snippets"))
		return
	}
	var known []string
	for _, p := range region.Places {
		known = append(known, p.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		path := []string{"snippets", name}
		text, isText := table[name].(string)
		switch {
		case !slices.Contains(known, name):
			r.unknown(path, "snippets", known)
		case !isText:
			r.errorf(path, `write its lines between """ and """`, "`%s` is %s, and must be text", name, typeName(table[name]))
		case strings.ContainsFunc(text, func(c rune) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f }):
			r.errorf(path, "remove it", "snippet %s holds a control character", name)
		case strings.TrimSpace(text) != "":
			into[name] = Snippet{text, r.t.Place(path...), r.t.named("snippets")}
		}
	}
}
