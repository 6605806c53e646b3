package project

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// How far the globs of a workspace may go: in all, and through links one below the other, which may
// lead in a circle.
const (
	maxVisited = 100_000
	maxLinks   = 3
)

// expand is the sorted directories, relative to the file system, that a glob of members finds
// below base, and links that it finds there and that lead nowhere. Links to directories are
// followed. (uv 0.13.8, also by "**")
func (d *disk) expand(base, glob string) []string {
	var out []string
	d.walk(base, strings.Split(cleanGlob(glob), "/"), 0, &out)
	slices.Sort(out)
	return slices.Compact(out)
}

// walk follows the components of a glob from a directory, to which so many links led.
func (d *disk) walk(dir string, parts []string, links int, out *[]string) {
	if len(parts) == 0 {
		*out = append(*out, dir)
		return
	}
	if d.visited++; d.visited > maxVisited || links > maxLinks {
		return
	}
	part, rest := parts[0], parts[1:]
	if !hasMeta(part) {
		next := path.Join(dir, part)
		if fs.ValidPath(next) && (d.isDir(next) || len(rest) == 0 && d.leadsNowhere(next)) {
			d.walk(next, rest, links, out)
		}
		return
	}
	if part == "**" {
		d.walk(dir, rest, links, out)
	}
	entries, err := fs.ReadDir(d.fsys, dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		name, through := path.Join(dir, entry.Name()), links
		if entry.Type()&fs.ModeSymlink != 0 {
			through++
		}
		switch {
		case part == "**":
			if d.isDir(name) {
				d.walk(name, parts, through, out)
			}
		case !matchComponent(part, entry.Name()):
		case d.isDir(name) || len(rest) == 0 && through > links && d.leadsNowhere(name):
			d.walk(name, rest, through, out)
		}
	}
}

// leadsNowhere says whether a path is a link to what is not there, or in a circle.
func (d *disk) leadsNowhere(name string) bool {
	info, err := fs.Lstat(d.fsys, name)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	_, err = fs.Stat(d.fsys, name)
	return err != nil
}

// isDir says whether a path is a directory, or a link to one.
func (d *disk) isDir(name string) bool {
	info, err := fs.Stat(d.fsys, name)
	return err == nil && info.IsDir()
}

// members finds the members of the workspace at p.Base, the root included if it has a
// [project] table, sorted by directory.
// Source: uv, crates/uv-workspace/src/workspace.rs, collect_members_only.
func (d *disk) members(p *Project) diag.List {
	var findings diag.List
	add := func(dir string, manifest *Pyproject) {
		if manifest.Name != "" {
			p.Members = append(p.Members, Member{Name: manifest.Name, Dir: dir, Pyproject: manifest})
		}
	}
	if p.Root.HasProject {
		add(".", p.Root)
	}
	workspace := p.Root.UV.Workspace
	if workspace != nil {
		for i, glob := range workspace.Members {
			at := p.Root.Place("tool", "uv", "workspace", "members", fmt.Sprint(i))
			findings = append(findings, d.glob(p, glob, at, add)...)
		}
	}
	if d.visited > maxVisited {
		findings = append(findings, diag.Errorf("invalid-workspace", p.Root.Place("tool", "uv", "workspace", "members"),
			"the globs of `members` look into more than %d directories", maxVisited).WithFix("name the directories of the members"))
	}
	slices.SortFunc(p.Members, func(a, b Member) int { return strings.Compare(a.Dir, b.Dir) })
	return append(findings, duplicates(p.Members)...)
}

// glob adds the members that one glob finds and that are not there yet.
func (d *disk) glob(p *Project, glob string, at diag.Place, add func(string, *Pyproject)) diag.List {
	if problem := globProblem(cleanGlob(glob)); problem != "" {
		return diag.List{diag.Errorf("invalid-workspace", at, "glob `%s`: %s", glob, problem)}
	}
	var findings diag.List
	seen := map[string]bool{}
	for _, m := range p.Members {
		seen[m.Dir] = true
	}
	for _, dir := range d.expand(p.Base, glob) {
		rel := relative(p.Base, dir)
		known := seen[rel]
		if rel == "." || known || slices.ContainsFunc(p.Root.UV.Workspace.Exclude, func(exclude string) bool {
			return matchGlob(cleanGlob(exclude), rel, crossing)
		}) {
			continue
		}
		manifest, list := d.member(dir, rel, glob, at)
		findings = append(findings, list...)
		if manifest != nil {
			add(rel, manifest)
		}
	}
	return findings
}

// member reads the manifest of one directory that a glob found; nil when it is no member.
func (d *disk) member(dir, rel, glob string, at diag.Place) (*Pyproject, diag.List) {
	doc := d.manifest(dir)
	if (doc == nil || doc.root == nil) && d.leadsNowhere(dir) {
		return nil, diag.List{diag.Errorf("invalid-workspace", at, "workspace member `%s` (matches `%s`) is a link that leads nowhere", rel, glob).
			WithFix("remove the link, or exclude it by `tool.uv.workspace.exclude`")}
	}
	if doc == nil {
		return nil, d.missingManifest(dir, rel, glob, at)
	}
	if unmanaged(doc.root) {
		return nil, nil
	}
	manifest, findings := newPyproject(doc, path.Join(rel, manifestFile))
	switch {
	case doc.root == nil:
		return nil, findings
	case !manifest.HasProject:
		findings = append(findings, diag.Errorf("invalid-workspace", diag.Place{File: manifest.File},
			"workspace member `%s` has no [project] table (matches `%s`)", rel, glob).
			WithFix("add [project] to it, or exclude it by `tool.uv.workspace.exclude`"))
	case manifest.UV.Workspace != nil && rel != ".":
		findings = append(findings, diag.Errorf("invalid-workspace", manifest.Place("tool", "uv", "workspace"),
			"workspace member `%s` is a workspace itself, and workspaces do not nest", rel).
			WithFix("exclude it by `tool.uv.workspace.exclude`, or remove its [tool.uv.workspace]"))
	}
	return manifest, findings
}

// missingManifest is what to say of a directory without pyproject.toml. uv passes over hidden
// directories and those with ignored files alone; for what it then refuses there is a warning,
// since an image is built from the members that exist.
func (d *disk) missingManifest(dir, rel, glob string, at diag.Place) diag.List {
	if strings.HasPrefix(path.Base(dir), ".") {
		return nil
	}
	entries, err := fs.ReadDir(d.fsys, dir)
	if err != nil || !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return !leftover(e.Name()) }) {
		return nil
	}
	return diag.List{diag.Warningf("member-without-pyproject", at,
		"workspace member `%s` is missing a `pyproject.toml` (matches: `%s`)", rel, glob).
		WithFix("remove the directory, or exclude it by `tool.uv.workspace.exclude`")}
}

// leftover says whether a name is one that builds and tools leave behind, and that is ignored
// by git in any project of Python or JavaScript.
func leftover(name string) bool {
	switch name {
	case "__pycache__", "build", "dist", "node_modules":
		return true
	}
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".egg-info") || strings.HasSuffix(name, ".pyc")
}

// duplicates reports members of the same name.
func duplicates(members []Member) diag.List {
	var findings diag.List
	first := map[string]Member{}
	for _, m := range members {
		if other, ok := first[m.Name]; ok {
			findings = append(findings, diag.Errorf("invalid-workspace", m.Pyproject.Place("project", "name"),
				"two workspace members are both named `%s`: `%s` and `%s`", m.Name, other.Dir, m.Dir).
				WithFix("rename one of them"))
			continue
		}
		first[m.Name] = m
	}
	return findings
}
