package detect

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/project"
)

// setuptoolsRoots: https://setuptools.pypa.io/en/latest/userguide/pyproject_config.html
func setuptoolsRoots(p *project.Pyproject) []importRoot {
	if where := stringsAt(p.Tool, "setuptools", "packages", "find", "where"); where != nil {
		roots := dirRoots(where)
		for i := range roots {
			roots[i].packages = lookup(p.Tool, "setuptools", "py-modules") == nil
		}
		return roots
	}
	dir := "."
	var named []importRoot
	dirs, _ := lookup(p.Tool, "setuptools", "package-dir").(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(dirs)) {
		text, ok := dirs[name].(string)
		switch {
		case ok && name == "":
			dir = path.Clean(text)
		case ok:
			named = append(named, importRoot{dir: path.Clean(text), as: name})
		}
	}
	if named != nil && dir == "." {
		return named
	}
	names := append(stringsAt(p.Tool, "setuptools", "packages"), stringsAt(p.Tool, "setuptools", "py-modules")...)
	if names == nil {
		if dir == "." {
			return nil
		}
		return append(named, importRoot{dir: dir})
	}
	return append(named, namedRoots(names, dir)...)
}

// hatchRoots follows the settings of hatch's wheel: files that are put in by force, prefixes that
// are taken away or replaced, packages. https://hatch.pypa.io/latest/config/build/
func hatchRoots(p *project.Pyproject) []importRoot {
	wheel := []string{"hatch", "build", "targets", "wheel"}
	all := []string{"hatch", "build"}
	at := func(key string) any {
		if v := lookup(p.Tool, append(slices.Clone(wheel), key)...); v != nil {
			return v
		}
		return lookup(p.Tool, append(slices.Clone(all), key)...)
	}
	forced, _ := at("force-include").(map[string]any)
	out := forcedRoots(forced)
	if renamed, ok := at("sources").(map[string]any); ok {
		for _, from := range slices.Sorted(maps.Keys(renamed)) {
			if to, ok := renamed[from].(string); ok {
				out = append(out, importRoot{dir: path.Clean(from), as: dottedPath(to)})
			}
		}
	}
	removed := stringsOf(at("sources"))
	included := stringsOf(at("only-include"))
	for _, dir := range removed {
		out = append(out, importRoot{dir: path.Clean(dir), only: topsBelow(path.Clean(dir), included)})
	}
	for _, pkg := range stringsOf(at("packages")) {
		pkg = path.Clean(pkg)
		if pkg == "." { // the directory itself: its files are installed at the top (hatchling 1.27)
			out = append(out, importRoot{dir: "."})
			continue
		}
		out = append(out, importRoot{dir: path.Dir(pkg), only: []string{path.Base(pkg)}})
	}
	if len(removed) == 0 {
		for _, dir := range included {
			if dir = path.Clean(dir); !strings.Contains(dir, "/") {
				out = append(out, importRoot{dir: ".", only: []string{strings.TrimSuffix(dir, ".py")}})
			}
		}
	}
	return out
}

// forcedRoots are files and directories that are installed under other names.
func forcedRoots(forced map[string]any) []importRoot {
	var out []importRoot
	for _, from := range slices.Sorted(maps.Keys(forced)) {
		to, ok := forced[from].(string)
		from = path.Clean(from)
		switch {
		case !ok || strings.HasPrefix(from, ".."):
		case strings.HasSuffix(from, ".py") && strings.HasSuffix(to, ".py"):
			out = append(out, importRoot{dir: path.Dir(from), file: from, as: strings.TrimSuffix(dottedPath(strings.TrimSuffix(to, ".py")), ".__init__")})
		default:
			out = append(out, importRoot{dir: from, as: dottedPath(to)})
		}
	}
	return out
}

// dottedPath is a directory as a package: a/b is a.b, the top is "".
func dottedPath(dir string) string {
	dir = strings.Trim(path.Clean(dir), "/")
	if dir == "." {
		return ""
	}
	return strings.ReplaceAll(dir, "/", ".")
}

// topsBelow are the top-level names, below a directory, of paths; nil where there are none.
func topsBelow(dir string, paths []string) []string {
	var out []string
	for _, p := range paths {
		if rel, below := strings.CutPrefix(path.Clean(p), dir+"/"); below {
			top, _, _ := strings.Cut(rel, "/")
			out = append(out, strings.TrimSuffix(top, ".py"))
		}
	}
	return out
}
