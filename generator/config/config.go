// Package config reads [tool.uvdock] of pyproject.toml: what a project says to uvdock itself.
package config

import (
	"maps"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
)

// code is that of every finding of this package.
const code = "invalid-config"

// Config is what [tool.uvdock] says. The zero value is an absent table.
type Config struct {
	// Native are rows of system packages by normalised PyPI name. They replace those of the
	// built-in table.
	Native map[string]knowledge.NativeRow
	// Snippets are lines for a generated file by the place they are for.
	Snippets map[string]Snippet
	// Processes are those of the last manifest, in the order of the file: what an image starts is not
	// handed down from the root of a workspace. Layout is one of Layouts, empty where nothing says.
	Processes []Process
	Layout    string
}

// keys are those of [tool.uvdock] itself.
var keys = []string{"native", "process", "processes", "snippets"}

// Read reads the tables of the manifests: that of the lock root first, then that of the workspace
// member, whose rows win. What is wrong is an error with its place; nil manifests are passed over,
// and one that is given twice is read once.
func Read(manifests ...*project.Pyproject) (Config, diag.List) {
	c := Config{Native: map[string]knowledge.NativeRow{}, Snippets: map[string]Snippet{}}
	var findings diag.List
	for i, p := range manifests {
		if p == nil || slices.Contains(manifests[:i], p) {
			continue
		}
		c.Processes = nil
		table, found := p.Tool["uvdock"]
		if !found {
			continue
		}
		r := reader{p: p}
		r.root(table, &c)
		findings = append(findings, r.findings...)
	}
	return c, findings
}

// reader reads the table of one manifest.
type reader struct {
	p        *project.Pyproject
	findings diag.List
}

// errorf reports what is wrong at a path below [tool.uvdock].
func (r *reader) errorf(path []string, fix, format string, args ...any) {
	at := r.p.Place(append([]string{"tool", "uvdock"}, path...)...)
	f := diag.Errorf(code, at, format, args...)
	if fix != "" {
		f = f.WithFix("%s", fix)
	}
	r.findings = append(r.findings, f)
}

func (r *reader) root(value any, c *Config) {
	table, ok := value.(map[string]any)
	if !ok {
		r.errorf(nil, "", "`tool.uvdock` must be a table")
		return
	}
	for _, key := range slices.Sorted(maps.Keys(table)) {
		switch key {
		case "native":
			r.native(table[key], c.Native)
		case "process":
			c.Processes = r.processes(table[key])
		case "processes":
			c.Layout = r.layout(table[key])
		case "snippets":
			r.snippets(table[key], c.Snippets)
		default:
			r.unknown([]string{key}, "tool.uvdock", keys)
		}
	}
}

// unknown reports a key that means nothing, with what may have been meant.
func (r *reader) unknown(path []string, table string, known []string) {
	key := path[len(path)-1]
	fix := "its keys are " + strings.Join(known, ", ")
	if alike := diag.Alike(key, known); len(alike) > 0 {
		fix = "did you mean " + strings.Join(alike, " or ") + "? " + strings.ToUpper(fix[:1]) + fix[1:]
	}
	r.errorf(path, fix, "`%s` has no key `%s`", table, key)
}
