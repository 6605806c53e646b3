package stale

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// conflictSet is a declared set as a sorted text, and where it is declared.
type conflictSet struct {
	text string
	at   diag.Place
}

// conflicts compares tool.uv.conflicts of all members with those of the lock. uv adds sets for
// groups that include a group of a declared set, so the lock may have more where groups do.
func (c *checker) conflicts() {
	var declared []conflictSet
	includes := false
	for _, m := range c.project.Members {
		sets, ok := conflictsOf(m.Pyproject)
		if !ok {
			return
		}
		declared = append(declared, sets...)
		includes = includes || slices.ContainsFunc(m.Pyproject.DependencyGroups, func(g project.Group) bool { return len(g.Include) > 0 })
	}
	if !c.project.Root.HasProject {
		sets, ok := conflictsOf(c.project.Root)
		if !ok {
			return
		}
		declared = append(declared, sets...)
	}
	var locked []string
	for _, set := range c.lock.Conflicts {
		locked = append(locked, conflictText(set))
	}
	for _, set := range declared {
		if !slices.Contains(locked, set.text) {
			c.report(set.at, "the conflict of %s is not in uv.lock", set.text)
		}
	}
	for _, text := range locked {
		if !includes && !slices.ContainsFunc(declared, func(s conflictSet) bool { return s.text == text }) {
			c.report(c.project.Root.Place("tool", "uv", "conflicts"), "uv.lock was made with the conflict of %s, which is not in pyproject.toml", text)
		}
	}
}

// conflictsOf reads tool.uv.conflicts of one manifest; false when it has another shape.
func conflictsOf(manifest *project.Pyproject) ([]conflictSet, bool) {
	uv, _ := manifest.Tool["uv"].(map[string]any)
	value, found := uv["conflicts"]
	if !found {
		return nil, true
	}
	sets, ok := value.([]any)
	if !ok {
		return nil, false
	}
	var out []conflictSet
	for _, set := range sets {
		items, ok := conflictItems(set, manifest.Name)
		if !ok {
			return nil, false
		}
		out = append(out, conflictSet{conflictText(items), manifest.Place("tool", "uv", "conflicts")})
	}
	return out, true
}

// conflictItems reads one set: tables of package, extra and group.
func conflictItems(set any, own string) ([]project.ConflictItem, bool) {
	var tables []map[string]any
	switch list := set.(type) {
	case []map[string]any:
		tables = list
	case []any:
		for _, item := range list {
			table, ok := item.(map[string]any)
			if !ok {
				return nil, false
			}
			tables = append(tables, table)
		}
	default:
		return nil, false
	}
	var out []project.ConflictItem
	for _, table := range tables {
		name := func(key string) string { text, _ := table[key].(string); return pep508.Normalize(text) }
		item := project.ConflictItem{Package: name("package"), Extra: name("extra"), Group: name("group")}
		if item.Package == "" {
			item.Package = own
		}
		out = append(out, item)
	}
	return out, true
}

// conflictText is a set in one order, as uv writes it.
func conflictText(set []project.ConflictItem) string {
	var names []string
	for _, item := range set {
		switch {
		case item.Extra != "":
			names = append(names, "`"+item.Package+"["+item.Extra+"]`")
		case item.Group != "":
			names = append(names, "`"+item.Package+":"+item.Group+"`")
		default:
			names = append(names, "`"+item.Package+"`")
		}
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}
