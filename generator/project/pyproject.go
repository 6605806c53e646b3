package project

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
)

// newPyproject takes what uvdock needs out of a document. file is its path relative to the
// lock root. The result is never nil; of a file that is not valid TOML it holds the path alone.
func newPyproject(doc *document, file string) (*Pyproject, diag.List) {
	r := &reader{file: file, code: "invalid-pyproject"}
	p := &Pyproject{File: file, Tool: map[string]any{}, places: map[string]diag.Place{}}
	for _, problem := range doc.problems {
		r.add(problem.at, problem.message, problem.fix)
	}
	if doc.root == nil {
		return p, r.findings
	}
	if tool, ok := doc.any["tool"].(map[string]any); ok {
		p.Tool = tool
	}
	indexPlaces(p.places, file, doc.root)
	p.Strings = allStrings(doc.root)
	r.readProject(p, doc.root)
	r.readBuildSystem(p, doc.root)
	p.DependencyGroups = r.groups(doc.root.get("dependency-groups"))
	if tool := r.sub(doc.root, "tool", "tool"); tool != nil {
		r.readUV(p, r.sub(tool, "uv", "tool.uv"))
	}
	return p, r.findings
}

// readProject reads [project] (PEP 621).
func (r *reader) readProject(p *Pyproject, root *node) {
	table := r.sub(root, "project", "project")
	if table == nil {
		return
	}
	p.HasProject = true
	r.readName(p, table)
	p.Dynamic = r.strs(table.get("dynamic"), "project.dynamic")
	p.Version = r.str(table.get("version"), "project.version")
	p.Description = r.str(table.get("description"), "project.description")
	p.RequiresPython = r.specifiers(table.get("requires-python"), "project.requires-python")
	p.Readme = readme(table.get("readme"))
	p.LicenseFiles = licenseFiles(table)
	p.Dependencies = r.strs(table.get("dependencies"), "project.dependencies")
	p.OptionalDependencies = r.extras(r.sub(table, "optional-dependencies", "project.optional-dependencies"))
	p.Scripts = r.scripts(r.sub(table, "scripts", "project.scripts"), "project.scripts")
	p.GUIScripts = r.scripts(r.sub(table, "gui-scripts", "project.gui-scripts"), "project.gui-scripts")
}

// readName reads [project].name, which is required and cannot be dynamic.
func (r *reader) readName(p *Pyproject, table *node) {
	name := table.get("name")
	if name == nil {
		r.add(table.key, "[project] has no `name`, which is required", "add `name = \"...\"` below [project]")
		return
	}
	p.RawName = r.str(name, "project.name")
	if name.kind != kindString {
		return
	}
	if !pep508.ValidName(p.RawName) {
		r.errorf(name.at, "project name %q is not valid: letters, digits, \"-\", \"_\" and \".\" are, beginning and ending with a letter or digit", p.RawName)
		p.RawName = ""
		return
	}
	p.Name = pep508.Normalize(p.RawName)
}

// specifiers returns a string of version specifiers, and reports one that does not parse.
func (r *reader) specifiers(n *node, what string) string {
	text := r.str(n, what)
	if strings.TrimSpace(text) == "" {
		return text
	}
	if err := parseSpecifiers(text); err != nil {
		r.errorf(n.at, "`%s` is %q, which is no list of version specifiers such as \">=3.12\"", what, text)
		return ""
	}
	return text
}

// parseSpecifiers says whether the text is a list of version specifiers (PEP 440).
func parseSpecifiers(text string) error {
	_, err := pep508.ParseSpecifiers(text)
	return err
}

// readme is a path, or a table with the key file. Anything else names no file.
func readme(n *node) string {
	if file := n.get("file"); file != nil {
		n = file
	}
	if n == nil || n.kind != kindString {
		return ""
	}
	return n.text
}

// licenseFiles are the globs of license-files (PEP 639) and the older license = {file = ...}.
func licenseFiles(table *node) []string {
	var out []string
	if file := table.get("license", "file"); file != nil && file.kind == kindString {
		out = append(out, file.text)
	}
	if list := table.get("license-files"); list != nil {
		for _, item := range list.items {
			if item.kind == kindString {
				out = append(out, item.text)
			}
		}
	}
	return out
}

// extras reads [project.optional-dependencies], sorted by normalised name.
func (r *reader) extras(table *node) []NamedRequirements {
	var out []NamedRequirements
	for _, key := range table.sorted() {
		list := table.get(key)
		if !r.is(list, kindArray, "project.optional-dependencies."+key) {
			continue
		}
		extra := NamedRequirements{Name: pep508.Normalize(key), Place: r.place(list.key)}
		for i, item := range list.items {
			if r.is(item, kindString, fmt.Sprintf("project.optional-dependencies.%s[%d]", key, i)) {
				extra.Requirements = append(extra.Requirements, item.text)
				extra.Places = append(extra.Places, r.place(item.at))
			}
		}
		out = append(out, extra)
	}
	slices.SortStableFunc(out, func(a, b NamedRequirements) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// scripts reads a table of entry points, sorted by name.
func (r *reader) scripts(table *node, what string) []Script {
	var out []Script
	for _, key := range table.sorted() {
		if target := r.str(table.get(key), what+"."+key); target != "" {
			out = append(out, Script{key, target})
		}
	}
	return out
}

// readBuildSystem reads [build-system] (PEP 518).
func (r *reader) readBuildSystem(p *Pyproject, root *node) {
	table := r.sub(root, "build-system", "build-system")
	if table == nil {
		return
	}
	p.BuildSystem = &BuildSystem{
		Requires: r.strs(table.get("requires"), "build-system.requires"),
		Backend:  r.str(table.get("build-backend"), "build-system.build-backend"),

		BackendPath: r.strs(table.get("backend-path"), "build-system.backend-path"),
	}
}

// groups reads [dependency-groups] (PEP 735), sorted by normalised name.
func (r *reader) groups(table *node) []Group {
	if !r.is(table, kindTable, "dependency-groups") {
		return nil
	}
	var out []Group
	for _, key := range table.sorted() {
		if list := table.get(key); r.is(list, kindArray, "dependency-groups."+key) {
			out = append(out, r.group(key, list))
		}
	}
	slices.SortStableFunc(out, func(a, b Group) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// group reads the entries of one group: requirements, and tables {include-group = name}.
func (r *reader) group(key string, list *node) Group {
	g := Group{Name: pep508.Normalize(key), Place: r.place(list.key)}
	for _, item := range list.items {
		switch include := item.get("include-group"); {
		case item.kind == kindString:
			g.Requirements = append(g.Requirements, item.text)
			g.Places = append(g.Places, r.place(item.at))
		case include != nil && include.kind == kindString:
			g.Include = append(g.Include, pep508.Normalize(include.text))
		default:
			r.errorf(item.at, "an entry of group `%s` must be a requirement or {include-group = \"...\"}, but is %s", key, article(item.kind))
		}
	}
	return g
}

// allStrings are the string values of a document, sorted and unique.
func allStrings(root *node) []string {
	var out []string
	root.strings(func(s string) { out = append(out, s) })
	slices.Sort(out)
	return slices.Compact(out)
}
