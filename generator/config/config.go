// Package config reads what a project says to uvdock itself, [tool.uvdock] of pyproject.toml or
// uvdock.toml, and changes such a file without touching anything else in it. Which options there are
// is said by one table, from which the flags, the variables of the environment and the JSON Schema
// come too.
package config

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// code is that of every finding of this package.
const code = "invalid-config"

// Config is what the tables say. The zero value is that of absent ones.
type Config struct {
	// Native are rows of system packages by normalised PyPI name. They replace those of the
	// built-in table.
	Native map[string]knowledge.NativeRow
	// Snippets are lines for a generated file by the place they are for.
	Snippets map[string]Snippet
	// Processes are those of the image's own table, in the order of the file: what an image starts is
	// not handed down from the root of a workspace.
	Processes []Process
	// Options are the configured options by key.
	Options map[string]Value
}

// Value is the configured value of an option.
type Value struct {
	// Value is a string, int, bool or []string, as the option's kind says.
	Value any
	// Place is that of the key.
	Place diag.Place
}

// keys are those of the table itself, beside the options.
var keys = []string{"native", "process", "snippets"}

// Read reads the table of the lock root and that of the project or member that the image is for;
// either may be nil, and they may be the same. What is wrong is an error with its place.
//
// The own table's values win: a scalar or a list as a whole, and a row of native. What is about one
// image (OneImage) is in the root's table for the image of the root itself.
func Read(root, own *Table) (Config, diag.List) {
	c := Config{Native: map[string]knowledge.NativeRow{}, Snippets: map[string]Snippet{}, Options: map[string]Value{}}
	var findings diag.List
	if root != nil {
		r := reader{t: root, shared: root != own}
		findings = append(findings, r.read(&c)...)
	}
	if own != nil && own != root {
		r := reader{t: own, member: true}
		findings = append(findings, r.read(&c)...)
	}
	return c, findings
}

// reader reads one table.
type reader struct {
	t *Table
	// shared says that the table is the root's and the image another's, member that it is the table
	// of a member that is not the root.
	shared, member bool
	findings       diag.List
}

// read reads the table; the findings are by place.
func (r *reader) read(c *Config) diag.List {
	r.root(r.t.Value, c)
	slices.SortStableFunc(r.findings, func(a, b diag.Finding) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
	return r.findings
}

// errorf reports what is wrong at a path below the table.
func (r *reader) errorf(path []string, fix, format string, args ...any) {
	f := diag.Errorf(code, r.t.Place(path...), format, args...)
	if fix != "" {
		f = f.WithFix("%s", fix)
	}
	r.findings = append(r.findings, f)
}

// root reads the table itself; a key of it that is no option has a reader of its own.
func (r *reader) root(value any, c *Config) {
	table, ok := value.(map[string]any)
	if !ok {
		r.errorf(nil, "", "`%s` must be a table", r.t.Name)
		return
	}
	here := map[string]Value{}
	for _, key := range slices.Sorted(maps.Keys(table)) {
		switch o, isOption := Find(key); {
		case isOption:
			r.option(o, table[key], here)
		case key == "native":
			r.native(table[key], c.Native)
		case key == "process":
			if processes := r.processes(table[key]); !r.shared {
				c.Processes = processes
			}
		case key == "snippets":
			r.snippets(table[key], c.Snippets)
		default:
			r.unknownKey(key)
		}
	}
	r.merge(here, c)
}

// unknownKey reports a key that is neither an option nor a table.
func (r *reader) unknownKey(key string) {
	if why, isFlag := FlagsOnly[key]; isFlag {
		r.errorf([]string{key}, "give --"+key+" where it is wanted", "`%s` is a flag only: %s", key, why)
		return
	}
	r.unknown([]string{key}, "", slices.Concat(Keys(), keys))
}

// unknown reports a key that means nothing, with what may have been meant. table is the path of its
// table below the configuration's, empty for that itself.
func (r *reader) unknown(path []string, table string, known []string) {
	const most = 16
	key := path[len(path)-1]
	fix := "its keys are " + strings.Join(known, ", ")
	if len(known) > most {
		fix = "`uvdock schema` prints its keys"
	}
	alike := diag.Alike(key, known)
	if len(alike) == 0 {
		alike = diag.Alike(strings.ReplaceAll(key, "_", "-"), known)
	}
	if len(alike) > 0 {
		fix = "did you mean " + strings.Join(alike, " or ") + "? " + strings.ToUpper(fix[:1]) + fix[1:]
	}
	r.errorf(path, fix, "`%s` has no key `%s`", r.t.named(table), key)
}
