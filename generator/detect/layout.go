package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// importRoot is a directory whose content is importable.
type importRoot struct {
	dir string
	// only, if not nil, are the only top-level modules that are; file, if not empty, the only file.
	only []string
	file string
	// packages says that files at the top of the directory are not taken, only what lies in packages.
	packages bool
	// as is the package that the content is installed into, "" for none: a build backend may give
	// a directory or a file another name.
	as string
}

// module is the name by which the file is imported from the root; "" if it is not.
func (r importRoot) module(file string) string {
	if r.file != "" {
		if file != r.file {
			return ""
		}
		return r.as
	}
	rel := file
	if r.dir != "." {
		var ok bool
		if rel, ok = strings.CutPrefix(file, r.dir+"/"); !ok {
			return ""
		}
	}
	parts := strings.Split(strings.TrimSuffix(rel, ".py"), "/")
	if r.packages && len(parts) == 1 {
		return ""
	}
	if r.as != "" {
		parts = append(strings.Split(r.as, "."), parts...)
	}
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
