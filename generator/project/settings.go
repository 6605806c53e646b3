package project

import (
	"strconv"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
)

// newSettings reads the settings of uv that change an image from a table: [tool.uv], or the
// whole of uv.toml. prefix is how the table is called in messages. table may be nil.
func newSettings(table *node, file, code, prefix string) (Settings, diag.List) {
	r := &reader{file: file, code: code}
	s := Settings{File: file, places: map[string]diag.Place{}}
	if table == nil {
		return s, nil
	}
	indexPlaces(s.places, file, table)
	if table.key != (position{}) {
		s.places[""] = r.place(table.key)
	}
	s.RequiredVersion = r.requiredVersion(table.get("required-version"), prefix+"required-version")
	s.NoBuild = r.boolean(table.get("no-build"), prefix+"no-build")
	s.NoBinary = r.boolean(table.get("no-binary"), prefix+"no-binary")
	s.NoBuildPackage = r.names(table.get("no-build-package"), prefix+"no-build-package")
	s.NoBinaryPackage = r.names(table.get("no-binary-package"), prefix+"no-binary-package")
	for i, entry := range r.tables(table.get("index"), prefix+"index") {
		s.Indexes = append(s.Indexes, r.index(entry, prefix+"index["+strconv.Itoa(i)+"]"))
	}
	s.Keys = table.sorted()
	s.table = table
	return s, r.findings
}

// requiredVersion reads a specifier for uv itself. uv also takes a bare version, for that one
// release; it is given back with its operator.
func (r *reader) requiredVersion(n *node, what string) string {
	if n != nil && n.kind == kindString {
		text := strings.TrimSpace(n.text)
		if text != "" && text[0] >= '0' && text[0] <= '9' && parseSpecifiers("=="+text) == nil {
			return "==" + text
		}
	}
	return r.specifiers(n, what)
}

// index reads one [[index]].
func (r *reader) index(entry *node, what string) Index {
	index := Index{
		Name:         r.str(entry.get("name"), what+".name"),
		URL:          r.str(entry.get("url"), what+".url"),
		Authenticate: r.str(entry.get("authenticate"), what+".authenticate"),
		Explicit:     r.truth(entry.get("explicit"), what+".explicit"),
		Default:      r.truth(entry.get("default"), what+".default"),
	}
	if entry.get("url") == nil {
		r.errorf(entry.at, "`%s` has no `url`, which is required", what)
	}
	return index
}

// names returns an array of names of packages, normalised.
func (r *reader) names(n *node, what string) []string {
	out := r.strs(n, what)
	for i := range out {
		out[i] = pep508.Normalize(out[i])
	}
	return out
}

// Text is a setting that is a string, by the name that it has in uv.toml. A setting that is
// absent, or something else, is not found.
func (s *Settings) Text(key string) (text string, found bool) {
	n := s.table.get(key)
	if n == nil || n.kind != kindString {
		return "", false
	}
	return n.text, true
}
