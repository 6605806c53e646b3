package project

import (
	"slices"
	"strings"
)

// BackendPaths are the strings of a manifest that its build back end may take for paths: readme,
// licence files, backend-path, and every key and value of the given tables below [tool], named
// by dotted keys. Sorted, unique; most are no paths at all, so look whether they exist.
func (p *Pyproject) BackendPaths(tables []string) []string {
	out := slices.Clone(p.LicenseFiles)
	if p.Readme != "" {
		out = append(out, p.Readme)
	}
	if p.BuildSystem != nil {
		out = append(out, p.BuildSystem.BackendPath...)
	}
	for _, dotted := range tables {
		out = collectStrings(lookup(p.Tool, dotted), out)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Has says whether there is a value at a path of keys below [tool].
func (p *Pyproject) Has(keys ...string) bool { return lookup(p.Tool, strings.Join(keys, ".")) != nil }

// lookup is the value at a dotted key, nil where there is none.
func lookup(table map[string]any, dotted string) any {
	var value any = table
	for key := range strings.SplitSeq(dotted, ".") {
		inner, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = inner[key]
	}
	return value
}

// collectStrings appends the keys and strings of a value of TOML.
func collectStrings(value any, out []string) []string {
	switch v := value.(type) {
	case string:
		return append(out, v)
	case []any:
		for _, item := range v {
			out = collectStrings(item, out)
		}
	case []map[string]any:
		for _, item := range v {
			out = collectStrings(item, out)
		}
	case map[string]any:
		for key, item := range v {
			out = collectStrings(item, append(out, key))
		}
	}
	return out
}
