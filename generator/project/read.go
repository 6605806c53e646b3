package project

import (
	"io/fs"
	"path"
	"slices"
	"sync"

	"github.com/uvdock/uvdock/generator/diag"
)

// Read reads the uv project that a directory of fsys belongs to: the nearest pyproject.toml
// from dir upward, the workspace that claims it, and the lock and settings at its root. dir is
// a slash path without "..", "." for the top of fsys, above which nothing is looked for.
//
// The project is nil when no pyproject.toml was found, and never otherwise: what is missing or
// broken is absent in it and an error in the list, so that a caller can go on and report what
// else it finds.
func Read(fsys fs.FS, dir string) (*Project, diag.List) {
	dir = path.Clean(dir)
	if !fs.ValidPath(dir) {
		return nil, diag.List{diag.Errorf("no-pyproject", diag.Place{}, "`%s` is not a path below the directory that is read", dir)}
	}
	d := &disk{fsys: fsys, docs: map[string]*document{}}
	home, found := d.climb(dir)
	if !found {
		return nil, diag.List{d.noProject(dir)}
	}
	base := d.workspaceRoot(home)
	p := &Project{FS: fsys, Base: base, Dir: relative(base, home)}
	// The lock takes longer than everything else, and nothing else depends on it.
	var ofLock diag.List
	var wait sync.WaitGroup
	wait.Go(func() { p.Lock, ofLock = readLock(fsys, base) })
	findings := d.readManifests(p, home)
	if unmanaged(d.manifest(home).root) {
		findings = append(findings, diag.Errorf("unmanaged-project", p.Current.Place("tool", "uv", "managed"),
			"`tool.uv.managed` is false, so uv neither locks nor syncs this project").
			WithFix("remove `managed = false`"))
	}
	findings = append(findings, d.readSettings(p)...)
	request, list := d.pythonRequest(home, base)
	p.PythonRequest = request
	findings = append(findings, list...)
	wait.Wait()
	findings = append(findings, ofLock...)
	p.RequiresPython = p.requiresPython()
	return p, findings
}

// readManifests reads the root's manifest, those of the members, and finds the current one
// among them.
func (d *disk) readManifests(p *Project, home string) diag.List {
	doc := d.manifest(p.Base)
	root, findings := newPyproject(doc, manifestFile)
	p.Root, p.Current = root, root
	findings = append(findings, d.members(p)...)
	if p.Dir == "." {
		return findings
	}
	for _, m := range p.Members {
		if m.Dir == p.Dir {
			p.Current = m.Pyproject
			return findings
		}
	}
	current, list := newPyproject(d.manifest(home), path.Join(p.Dir, manifestFile))
	p.Current = current
	for _, f := range list {
		if !contains(findings, f) {
			findings = append(findings, f)
		}
	}
	return findings
}

// contains says whether a finding is in a list.
func contains(list diag.List, f diag.Finding) bool {
	return slices.Contains(list, f)
}

// readSettings reads uv.toml beside the root's manifest, which hides the settings of
// [tool.uv], or else those.
func (d *disk) readSettings(p *Project) diag.List {
	var findings diag.List
	if doc := d.document(path.Join(p.Base, "uv.toml")); doc != nil {
		p.HasUVToml = true
		for _, problem := range doc.problems {
			at := diag.Place{File: "uv.toml", Line: problem.at.line, Column: problem.at.column}
			findings = append(findings, diag.New("invalid-uv-toml", diag.Error, at, problem.message, problem.fix))
		}
		settings, list := newSettings(doc.root, "uv.toml", "invalid-uv-toml", "")
		p.Settings = settings
		return append(findings, list...)
	}
	table := d.manifest(p.Base).root.get("tool", "uv")
	if table != nil && table.kind != kindTable {
		table = nil
	}
	settings, list := newSettings(table, manifestFile, "invalid-pyproject", "tool.uv.")
	p.Settings = settings
	return list
}

// PythonRequestOf is what PythonRequest is for a directory of the project, relative to the lock
// root: that of the version file nearest to a member.
func (p *Project) PythonRequestOf(dir string) (*PythonRequest, diag.List) {
	d := &disk{fsys: p.FS}
	return d.pythonRequest(path.Join(p.Base, dir), p.Base)
}

// pythonRequest reads the nearest version file from the project up to the workspace root.
func (d *disk) pythonRequest(home, base string) (*PythonRequest, diag.List) {
	for dir := home; ; dir = path.Dir(dir) {
		for _, name := range pythonFiles {
			data, err := readFile(d.fsys, path.Join(dir, name), maxManifestSize)
			if err == nil {
				return ParsePythonRequest(string(data), path.Join(relative(base, dir), name))
			}
		}
		if dir == base || dir == "." {
			return nil, nil
		}
	}
}

// requiresPython is the range of the lock, or that of the current project without a lock.
func (p *Project) requiresPython() string {
	if p.Lock != nil {
		return p.Lock.RequiresPython
	}
	return p.Current.RequiresPython
}
