package project

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/pep508"
)

// readUV reads the fields of [tool.uv] that belong to one project.
func (r *reader) readUV(p *Pyproject, table *node) {
	if table == nil {
		return
	}
	uv := &p.UV
	uv.HasTable = true
	uv.Package = r.boolean(table.get("package"), "tool.uv.package")
	uv.Managed = r.boolean(table.get("managed"), "tool.uv.managed")
	uv.DefaultGroups = r.defaultGroups(table.get("default-groups"))
	uv.DevDependencies = r.strs(table.get("dev-dependencies"), "tool.uv.dev-dependencies")
	uv.GroupRequiresPython = r.groupPythons(r.sub(table, "dependency-groups", "tool.uv.dependency-groups"))
	uv.Sources = r.sources(r.sub(table, "sources", "tool.uv.sources"))
	if workspace := r.sub(table, "workspace", "tool.uv.workspace"); workspace != nil {
		uv.Workspace = &Workspace{
			Members: r.strs(workspace.get("members"), "tool.uv.workspace.members"),
			Exclude: r.strs(workspace.get("exclude"), "tool.uv.workspace.exclude"),
		}
	}
}

// defaultGroups reads a list of groups or "all".
func (r *reader) defaultGroups(n *node) *DefaultGroups {
	if n == nil {
		return nil
	}
	if n.kind == kindString {
		if n.text != "all" {
			r.errorf(n.at, "`tool.uv.default-groups` must be \"all\" or an array of group names, but is %q", n.text)
			return nil
		}
		return &DefaultGroups{All: true}
	}
	if n.kind != kindArray {
		r.errorf(n.at, "`tool.uv.default-groups` must be \"all\" or an array of group names, but is %s", article(n.kind))
		return nil
	}
	out := &DefaultGroups{Names: []string{}}
	for _, name := range r.strs(n, "tool.uv.default-groups") {
		out.Names = append(out.Names, pep508.Normalize(name))
	}
	return out
}

// groupPythons reads tool.uv.dependency-groups.NAME.requires-python; nil when there is none.
func (r *reader) groupPythons(table *node) map[string]string {
	var out map[string]string
	for _, key := range table.sorted() {
		what := "tool.uv.dependency-groups." + key
		group := r.sub(table, key, what)
		if text := r.specifiers(group.get("requires-python"), what+".requires-python"); text != "" {
			if out == nil {
				out = map[string]string{}
			}
			out[pep508.Normalize(key)] = text
		}
	}
	return out
}

// sources reads [tool.uv.sources]: a table, or several with markers, for each name.
func (r *reader) sources(table *node) []SourceEntry {
	var out []SourceEntry
	for _, key := range table.sorted() {
		what := "tool.uv.sources." + key
		n := table.get(key)
		entries := []*node{n}
		if n.kind == kindArray {
			entries = r.tables(n, what)
		}
		for _, entry := range entries {
			if r.is(entry, kindTable, what) {
				out = append(out, r.source(key, what, entry))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b SourceEntry) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// source reads one entry of [tool.uv.sources].
func (r *reader) source(name, what string, n *node) SourceEntry {
	field := func(key string) string { return r.str(n.get(key), what+"."+key) }
	return SourceEntry{
		Name:         pep508.Normalize(name),
		Workspace:    r.truth(n.get("workspace"), what+".workspace"),
		Path:         field("path"),
		Editable:     r.boolean(n.get("editable"), what+".editable"),
		Package:      r.boolean(n.get("package"), what+".package"),
		Git:          field("git"),
		URL:          field("url"),
		Index:        field("index"),
		Marker:       field("marker"),
		Subdirectory: field("subdirectory"),
		Tag:          field("tag"),
		Branch:       field("branch"),
		Rev:          field("rev"),
		LFS:          r.boolean(n.get("lfs"), what+".lfs"),
		Extra:        pep508.Normalize(field("extra")),
		Group:        pep508.Normalize(field("group")),
	}
}
