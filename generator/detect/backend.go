package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/project"
)

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
		if roots = hatchRoots(p); roots == nil {
			roots = hatchDefault(p, t)
		}
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
	return stringsOf(lookup(table, keys...))
}

// stringsOf is a value as a list of strings; nil when it is neither one nor a list of them.
func stringsOf(v any) []string {
	switch v := v.(type) {
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
