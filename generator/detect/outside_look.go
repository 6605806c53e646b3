package detect

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/pep508"
)

// beside is the directory outside of the project, as seen from it, that holds the module; "" where
// there is none, or where the project or a package may have it.
func (d *detector) beside(m *module, name string) string {
	top, _, nested := strings.Cut(name, ".")
	if !nested || d.holds(m, top) || d.mayBring(top) {
		return ""
	}
	dir := path.Clean(d.in.Dir)
	for up := ".."; strings.Count(up, "..") <= maxAbove && path.Clean(dir) != "."; up += "/.." {
		if d.there(path.Join(dir, ".git")) {
			return "" // the top of the repository
		}
		dir = path.Dir(dir)
		if d.module(path.Join(dir, name2path(name))) && !d.installs(dir) {
			return path.Join(up, top)
		}
		entries, err := fs.ReadDir(d.in.FS, dir)
		if err != nil {
			return ""
		}
		for i, e := range entries {
			if i == maxBeside {
				break
			}
			for _, below := range []string{e.Name(), e.Name() + "/src"} {
				inside := path.Join(dir, below)
				if e.IsDir() && inside != path.Clean(d.in.Dir) && d.module(path.Join(inside, name2path(name))) && !d.installs(path.Join(dir, e.Name())) {
					return path.Join(up, below)
				}
			}
		}
	}
	return ""
}

func name2path(module string) string { return strings.ReplaceAll(module, ".", "/") }

// holds says whether the project has something of that name where modules are looked for.
func (d *detector) holds(m *module, top string) bool {
	for _, root := range []string{".", "src", m.root, path.Dir(m.file)} {
		at := path.Join(d.in.Dir, root, top)
		if d.there(at) || d.there(at+".py") {
			return true
		}
	}
	return d.src.find(m, top) != ""
}

// holdsPackage says whether the project has a directory of that name there: a module has no modules.
func (d *detector) holdsPackage(m *module, top string) bool {
	return slices.ContainsFunc([]string{".", "src", m.root, path.Dir(m.file)}, func(root string) bool {
		return d.there(path.Join(d.in.Dir, root, top))
	})
}

// mayBring says whether the name is, or is a part of, that of a package of the lock.
func (d *detector) mayBring(top string) bool {
	name := pep508.Normalize(top)
	for p := range d.in.Closure {
		if p == name || slices.Contains(strings.Split(p, "-"), name) {
			return true
		}
	}
	return false
}

// installs says whether the image installs the project of a directory, by the name in its pyproject.toml.
func (d *detector) installs(dir string) bool {
	data, err := fs.ReadFile(d.in.FS, path.Join(dir, "pyproject.toml"))
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(data)) {
		key, value, _ := strings.Cut(line, "=")
		if strings.TrimSpace(key) == "name" && d.in.has([]string{pep508.Normalize(strings.Trim(strings.TrimSpace(value), `"'`))}) {
			return true
		}
	}
	return false
}

func (d *detector) there(at string) bool {
	_, err := fs.Stat(d.in.FS, at)
	return err == nil
}

// module says whether a path is a module or a package.
func (d *detector) module(at string) bool { return d.there(at+".py") || d.there(at+"/__init__.py") }
