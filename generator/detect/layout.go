package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/project"
)

// importRoot is a directory whose content is importable. Only, if not nil, are the only
// top-level modules that are.
type importRoot struct {
	dir  string
	only []string
}

// module is the name by which the file is imported from the root; "" if it is not.
func (r importRoot) module(file string) string {
	rel := file
	if r.dir != "." {
		var ok bool
		if rel, ok = strings.CutPrefix(file, r.dir+"/"); !ok {
			return ""
		}
	}
	parts := strings.Split(strings.TrimSuffix(rel, ".py"), "/")
	for _, p := range parts {
		if !isIdentifier(p) || python.IsKeyword(p) {
			return ""
		}
	}
	if len(parts) > 1 && parts[len(parts)-1] == "__init__" {
		parts = parts[:len(parts)-1]
	}
	name := strings.Join(parts, ".")
	if r.only != nil && !slices.ContainsFunc(r.only, func(o string) bool { return name == o || strings.HasPrefix(name, o+".") }) {
		return ""
	}
	return name
}

func isIdentifier(s string) bool {
	for i, c := range s {
		letter := c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c > 127
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// packageRoots are the roots of a project that is built and installed: what its build
// backend takes, by the backend's settings or its defaults.
func packageRoots(p *project.Pyproject, t *tree) []importRoot {
	backend := ""
	if p.BuildSystem != nil {
		backend = p.BuildSystem.Backend
	}
	var roots []importRoot
	switch first, _, _ := strings.Cut(backend, "."); first {
	case "uv_build":
		roots = uvBuildRoots(p)
	case "hatchling":
		roots = pathRoots(stringsAt(p.Tool, "hatch", "build", "targets", "wheel", "packages"))
	case "setuptools":
		roots = setuptoolsRoots(p)
	case "poetry", "poetry_dynamic_versioning":
		roots = poetryRoots(p)
	case "flit_core":
		roots = namedRoots(stringsAt(p.Tool, "flit", "module", "name"), ".", "src")
	case "pdm":
		roots = dirRoots(stringsAt(p.Tool, "pdm", "build", "package-dir"))
	case "maturin":
		roots = dirRoots(stringsAt(p.Tool, "maturin", "python-source"))
	}
	if roots = slices.DeleteFunc(roots, func(r importRoot) bool { return !t.has[r.dir] }); len(roots) > 0 {
		return roots
	}
	return defaultRoots(p, t)
}

// defaultRoots follow what all backends do without settings: src/ if it is there, else the
// package or module named like the project, else whatever packages lie at the top.
func defaultRoots(p *project.Pyproject, t *tree) []importRoot {
	name := strings.ReplaceAll(p.Name, "-", "_")
	if t.has["src"] && !t.has["src/__init__.py"] {
		return []importRoot{{dir: "src"}}
	}
	for _, dir := range t.dirs {
		if dir == name || strings.EqualFold(dir, name) {
			return []importRoot{{dir: ".", only: []string{dir}}}
		}
	}
	var only []string
	for _, dir := range t.dirs {
		if !strings.Contains(dir, "/") && t.has[dir+"/__init__.py"] {
			only = append(only, dir)
		}
	}
	if t.has[name+".py"] {
		only = append(only, name)
	}
	if only == nil {
		return []importRoot{{dir: "."}}
	}
	return []importRoot{{dir: ".", only: only}}
}

// uvBuildRoots: https://docs.astral.sh/uv/reference/settings/#build-backend
func uvBuildRoots(p *project.Pyproject) []importRoot {
	dir := "src"
	if at := lookup(p.Tool, "uv", "build-backend", "module-root"); at != nil {
		if text, ok := at.(string); ok {
			dir = path.Clean(text)
		}
	}
	names := stringsAt(p.Tool, "uv", "build-backend", "module-name")
	if names == nil {
		names = []string{strings.ReplaceAll(p.Name, "-", "_")}
	}
	return namedRoots(names, dir)
}

// setuptoolsRoots: https://setuptools.pypa.io/en/latest/userguide/pyproject_config.html
func setuptoolsRoots(p *project.Pyproject) []importRoot {
	if where := stringsAt(p.Tool, "setuptools", "packages", "find", "where"); where != nil {
		return dirRoots(where)
	}
	dir := "."
	if dirs, ok := lookup(p.Tool, "setuptools", "package-dir").(map[string]any); ok {
		if text, ok := dirs[""].(string); ok {
			dir = path.Clean(text)
		}
	}
	names := append(stringsAt(p.Tool, "setuptools", "packages"), stringsAt(p.Tool, "setuptools", "py-modules")...)
	if names == nil {
		if dir == "." {
			return nil
		}
		return []importRoot{{dir: dir}}
	}
	return namedRoots(names, dir)
}

// poetryRoots: https://python-poetry.org/docs/pyproject/#packages
func poetryRoots(p *project.Pyproject) []importRoot {
	list, _ := lookup(p.Tool, "poetry", "packages").([]any)
	if tables, ok := lookup(p.Tool, "poetry", "packages").([]map[string]any); ok {
		for _, t := range tables {
			list = append(list, t)
		}
	}
	var out []importRoot
	for _, item := range list {
		table, _ := item.(map[string]any)
		include, _ := table["include"].(string)
		from, _ := table["from"].(string)
		top, _, _ := strings.Cut(include, "/")
		if top != "" && !strings.ContainsAny(top, "*?") {
			out = append(out, importRoot{dir: path.Clean(from), only: []string{strings.TrimSuffix(top, ".py")}})
		}
	}
	return out
}

func namedRoots(names []string, dirs ...string) []importRoot {
	var out []importRoot
	for _, dir := range dirs {
		if len(names) > 0 {
			out = append(out, importRoot{dir: dir, only: names})
		}
	}
	return out
}

func dirRoots(dirs []string) []importRoot {
	var out []importRoot
	for _, dir := range dirs {
		out = append(out, importRoot{dir: path.Clean(dir)})
	}
	return out
}

// pathRoots are for hatch: src/a/b is installed as b.
// https://hatch.pypa.io/latest/config/build/#packages
func pathRoots(paths []string) []importRoot {
	var out []importRoot
	for _, p := range paths {
		p = path.Clean(p)
		out = append(out, importRoot{dir: path.Dir(p), only: []string{path.Base(p)}})
	}
	return out
}

// lookup follows keys through nested tables; nil when one is missing.
func lookup(table map[string]any, keys ...string) any {
	var at any = table
	for _, k := range keys {
		m, ok := at.(map[string]any)
		if !ok {
			return nil
		}
		at = m[k]
	}
	return at
}

// stringsAt reads a string or a list of strings; nil when there is none.
func stringsAt(table map[string]any, keys ...string) []string {
	switch v := lookup(table, keys...).(type) {
	case string:
		return []string{v}
	case []string:
		return v
	case []any:
		var out []string
		for _, item := range v {
			if s, ok := item.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// scriptRoot is the directory that a file of a project without a package expects its imports
// to come from: the one where most of them are found. A directory with manage.py decides at
// once; src/ comes before the top when the imports do not tell.
func scriptRoot(t *tree, file string, m *python.Module) importRoot {
	tops, relative := importedTops(m)
	best, bestScore := ".", -1
	dir := path.Dir(file)
	for levels := 0; ; levels++ {
		if t.has[path.Join(dir, "manage.py")] {
			return importRoot{dir: dir}
		}
		score := 0
		for _, top := range tops {
			// A module called like the distribution that it imports is not what it imports.
			if at := path.Join(dir, top); at+".py" != file && t.has[at+".py"] || t.has[at] {
				score += 2
			}
		}
		if (dir == "src" || strings.HasSuffix(dir, "/src")) && !t.has[dir+"/__init__.py"] {
			score++
		}
		// On the way up, an equal directory further up wins: packages are imported from outside.
		if levels >= relative && score >= bestScore && (importRoot{dir: dir}).module(file) != "" {
			best, bestScore = dir, score
		}
		if dir == "." {
			return importRoot{dir: best}
		}
		dir = path.Dir(dir)
	}
}

// importedTops are the top-level names of absolute imports, and the deepest relative level.
func importedTops(m *python.Module) (tops []string, relative int) {
	if m == nil {
		return nil, 0
	}
	add := func(name string) {
		top, _, _ := strings.Cut(name, ".")
		if !slices.Contains(tops, top) {
			tops = append(tops, top)
		}
	}
	python.WalkStmts(m.Body, func(s *python.Stmt) bool {
		switch {
		case s.Kind == python.FromStmt && s.Level > 0:
			relative = max(relative, s.Level)
		case s.Kind == python.FromStmt:
			add(s.Name)
		case s.Kind == python.ImportStmt:
			for _, a := range s.Names {
				add(a.Name)
			}
		}
		return true
	})
	return tops, relative
}
