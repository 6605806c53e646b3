package config

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// Values are values of options by key: a string, int, bool or []string, as the option's kind says.
type Values map[string]any

// Save changes options in the text of a pyproject.toml, where they stand in [tool.uvdock], or of a
// uvdock.toml: name says which. An option of values is written where it differs from what would hold
// without it, and its key removed where it does not. What would hold is said by below, as for a
// member whose lock root has a configuration, and else is the default. One that a written option
// excludes is removed. Other options that are not in values stay as they are.
//
// Every other byte survives: comments, order, blanks, line ends, a byte order mark, a last line
// without end. The comment of a value that is removed or rewritten stays, on a line of its own where
// it stood inside of the value. A text in which the options cannot be changed without rewriting
// something else is refused with an error that says where; so is one that is not valid TOML. The
// result is read again before it is returned.
func Save(name string, text []byte, values, below Values) ([]byte, error) {
	e := &editor{name: name, table: []string{"tool", "uvdock"}}
	if path.Base(name) == FileName {
		e.table = nil
	}
	if !utf8.Valid(text) {
		return nil, fmt.Errorf("%s is not UTF-8", name)
	}
	e.text = strings.TrimPrefix(string(text), bom)
	mark := string(text)[:len(text)-len(e.text)]
	before, err := decode(e.text)
	if err != nil {
		return nil, fmt.Errorf("%s is not valid TOML: %w", name, err)
	}
	e.newline = "\n"
	if i := strings.IndexByte(e.text, '\n'); i > 0 && e.text[i-1] == '\r' {
		e.newline = "\r\n"
	}
	old, err := e.tableOf(before)
	if err != nil {
		return nil, err
	}
	values = excluding(values, old)
	want, err := e.want(old, values, below)
	if err != nil {
		return nil, err
	}
	for _, o := range options {
		if value, asked := values[o.Key]; asked {
			if err := e.set(o, value, old[o.Key], want[o.Key]); err != nil {
				return nil, err
			}
		}
	}
	if err := e.confirm(before, want); err != nil {
		return nil, err
	}
	return []byte(mark + e.text), nil
}

// excluding are the values with those that make no sense beside them taken back.
func excluding(values Values, old map[string]any) Values {
	out := maps.Clone(values)
	for key, v := range values {
		o, _ := Find(key)
		_, said := values[o.Excludes]
		if _, stands := old[o.Excludes]; stands && !said && o.says(v) {
			out[o.Excludes] = o.excluded().Zero()
		}
	}
	return out
}

const bom = "\ufeff"

// decode reads a text as a whole.
func decode(text string) (map[string]any, error) {
	var out map[string]any
	_, err := toml.NewDecoder(bytes.NewReader([]byte(text))).Decode(&out)
	return out, err
}

// editor changes one text.
type editor struct {
	name, text, newline string
	// table is the path of the configuration in the file.
	table []string
}

// want are the options that the table is to hold in the end, decoded as a parser would.
func (e *editor) want(table map[string]any, values, below Values) (map[string]any, error) {
	out := map[string]any{}
	maps.Copy(out, table)
	for key, value := range values {
		o, found := Find(key)
		if !found {
			return nil, fmt.Errorf("there is no option %q", key)
		}
		without, inherited := below[key]
		if !inherited {
			without = o.Zero()
		}
		if _, isTable := table[key].(map[string]any); isTable {
			return nil, fmt.Errorf("%s: `%s` is a table there, and an option here; remove it", e.name, key)
		}
		if o.Same(value, without) {
			delete(out, key)
			continue
		}
		if old, problem := o.fromTOML(table[key]); problem == nil && o.Same(old, value) {
			continue // as it is written
		}
		decoded, err := decode("x = " + o.TOML(value))
		if err != nil {
			return nil, fmt.Errorf("%s %v cannot be written as TOML: %w", key, value, err)
		}
		back, problem := o.fromTOML(decoded["x"])
		if problem != nil {
			return nil, fmt.Errorf("%s; %s", problem.message, problem.fix)
		}
		if !o.Same(back, value) {
			return nil, fmt.Errorf("%s %q cannot be written as TOML", key, value)
		}
		out[key] = decoded["x"]
	}
	return out, nil
}

// tableOf is the configuration in a decoded file, nil without one.
func (e *editor) tableOf(file map[string]any) (map[string]any, error) {
	here := file
	for i, key := range e.table {
		next, found := here[key]
		if !found {
			return nil, nil
		}
		table, isTable := next.(map[string]any)
		if !isTable {
			return nil, fmt.Errorf("%s: `%s` is no table, so that no option can stand in it", e.name, strings.Join(e.table[:i+1], "."))
		}
		here = table
	}
	return here, nil
}

// confirm reads the text again: the options must be those that were wanted, and everything else what
// it was.
func (e *editor) confirm(before, want map[string]any) error {
	after, err := decode(e.text)
	if err != nil {
		return e.refuse(fmt.Sprintf("the result would not be valid TOML (%v)", err))
	}
	got, err := e.tableOf(after)
	if err != nil || !same(got, want) {
		return e.refuse("the options cannot be changed there")
	}
	if !same(without(before, e.table), without(after, e.table)) {
		return e.refuse("something else would change")
	}
	return nil
}

// without is a decoded file without the table and without tables that are empty then.
func without(file map[string]any, table []string) map[string]any {
	out := map[string]any{}
	for key, v := range file {
		if len(table) == 0 || key != table[0] {
			if len(table) > 0 {
				out[key] = v
			}
			continue
		}
		if below, isTable := v.(map[string]any); isTable && len(table) > 1 {
			if rest := without(below, table[1:]); len(rest) > 0 {
				out[key] = rest
			}
		}
	}
	return out
}

// same compares decoded values. NaN is the same as itself here.
func same(a, b any) bool {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		return ok && maps.EqualFunc(x, y, same)
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, same)
	case []map[string]any:
		y, ok := b.([]map[string]any)
		return ok && slices.EqualFunc(x, y, func(m, n map[string]any) bool { return same(m, n) })
	case float64:
		y, ok := b.(float64)
		return ok && (x == y || x != x && y != y)
	}
	return reflect.DeepEqual(a, b)
}

// refuse is the error for a text that would have to be rewritten.
func (e *editor) refuse(why string) error {
	return fmt.Errorf("%s: %s without rewriting it; write the table as [tool.uvdock] with a key a line, and try again", e.name, why)
}

// find is the expression that defines a key of the table.
func (e *editor) find(key string) (expression, bool) {
	all := expressions(e.text)
	i := slices.IndexFunc(all, func(x expression) bool { return !x.header && slices.Equal(x.path, join(e.table, []string{key})) })
	if i < 0 {
		return expression{}, false
	}
	return all[i], true
}
