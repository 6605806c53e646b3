package project

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

const manifestFile = "pyproject.toml"

// disk reads the manifests of one file system, each once.
type disk struct {
	fsys fs.FS
	docs map[string]*document
	// visited counts the directories that globs have looked into.
	visited int
}

// manifest is the pyproject.toml of a directory, nil when there is none.
func (d *disk) manifest(dir string) *document {
	if doc, ok := d.docs[dir]; ok {
		return doc
	}
	doc := d.document(path.Join(dir, manifestFile))
	d.docs[dir] = doc
	return doc
}

// document reads a TOML file, nil when it is not there.
func (d *disk) document(name string) *document {
	data, err := readFile(d.fsys, name, maxManifestSize)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return &document{problems: []problem{{at: position{}, message: "cannot read the file: " + reason(err)}}}
	}
	return parseDocument(data)
}

// climb is the nearest directory, from dir upward, that holds a pyproject.toml.
func (d *disk) climb(dir string) (string, bool) {
	for {
		if d.manifest(dir) != nil {
			return dir, true
		}
		if dir == "." {
			return "", false
		}
		dir = path.Dir(dir)
	}
}

// workspaceRoot is the root of the workspace that the project in dir belongs to: dir itself, or
// the directory of the first pyproject.toml above it if that one claims dir as a member. Any
// other pyproject.toml above ends the search.
// Source: uv, crates/uv-workspace/src/workspace.rs, find_workspace.
func (d *disk) workspaceRoot(dir string) string {
	if d.manifest(dir).root.get("tool", "uv", "workspace") != nil || dir == "." {
		return dir
	}
	above, found := d.climb(path.Dir(dir))
	if !found {
		return dir
	}
	root := d.manifest(above).root
	workspace := root.get("tool", "uv", "workspace")
	if workspace == nil || unmanaged(root) {
		return dir
	}
	rel := relative(above, dir)
	if matchesAny(workspace.get("exclude"), rel, crossing) || !matchesAny(workspace.get("members"), rel, literal) {
		return dir
	}
	return above
}

// unmanaged says whether a manifest has tool.uv.managed = false.
func unmanaged(root *node) bool {
	managed := root.get("tool", "uv", "managed")
	return managed != nil && managed.kind == kindBool && managed.text == "false"
}

// matchesAny says whether one of the globs of an array fits a path.
func matchesAny(globs *node, rel string, mode globMode) bool {
	if globs == nil {
		return false
	}
	for _, item := range globs.items {
		if item.kind == kindString && matchGlob(cleanGlob(item.text), rel, mode) {
			return true
		}
	}
	return false
}

// relative is the slash path of to seen from base, both relative to the same directory.
func relative(base, to string) string {
	if base == to {
		return "."
	}
	var from, dest []string
	if base != "." {
		from = strings.Split(base, "/")
	}
	if to != "." {
		dest = strings.Split(to, "/")
	}
	for len(from) > 0 && len(dest) > 0 && from[0] == dest[0] {
		from, dest = from[1:], dest[1:]
	}
	return strings.TrimSuffix(strings.Repeat("../", len(from))+strings.Join(dest, "/"), "/")
}

// noProject is the finding for a directory that is part of no project. It names the projects
// one level below, where the user may have meant to go.
func (d *disk) noProject(dir string) diag.Finding {
	at := diag.Place{File: "."}
	finding := diag.Errorf("no-pyproject", at, "there is no pyproject.toml here or in any directory above")
	entries, err := fs.ReadDir(d.fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return diag.Errorf("no-pyproject", at, "this directory does not exist").
			WithFix("give the directory of a uv project")
	}
	var below []string
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		if info, err := fs.Stat(d.fsys, path.Join(name, manifestFile)); err == nil && info.Mode().IsRegular() {
			below = append(below, entry.Name())
		}
	}
	switch {
	case len(below) == 0:
		return finding.WithFix("run `uv init`, or give the directory of a uv project")
	case len(below) > maxNamedProjects:
		below = append(below[:maxNamedProjects], "...")
	}
	return finding.WithFix("give the directory of one of the projects below it: %s", strings.Join(below, ", "))
}

// maxNamedProjects is how many projects a message lists.
const maxNamedProjects = 8
