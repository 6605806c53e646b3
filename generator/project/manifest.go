package project

import (
	"io/fs"
	"path"
)

// Manifest is the pyproject.toml of a directory, given relative to the lock root: a member's,
// or that of a path dependency. It is nil when there is none, when it cannot be read, and for a
// directory outside of the project's file system.
func (p *Project) Manifest(dir string) *Pyproject {
	dir = path.Clean(dir)
	if dir == "." {
		return p.Root
	}
	for _, m := range p.Members {
		if m.Dir == dir {
			return m.Pyproject
		}
	}
	full := path.Join(p.Base, dir)
	if !fs.ValidPath(full) {
		return nil
	}
	d := &disk{fsys: p.FS, docs: map[string]*document{}}
	doc := d.document(path.Join(full, manifestFile))
	if doc == nil {
		return nil
	}
	pp, _ := newPyproject(doc, path.Join(dir, manifestFile))
	return pp
}
