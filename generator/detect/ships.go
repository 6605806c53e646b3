package detect

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
)

// unbuildable reports a project that its build back end refuses to build, because it finds nothing to
// put into the wheel, or more than it likes to guess from. What a hook of the build may change is left alone,
// and so is a project whose sources are not there at all.
func (s *sources) unbuildable() diag.List {
	p := s.in.Pyproject
	if !s.in.Packaged || p.BuildSystem == nil || len(s.tree.files) == 0 {
		return nil
	}
	if f, refused := readmeOutside(p); refused {
		return diag.List{f}
	}
	why := ""
	switch first, _, _ := strings.Cut(p.BuildSystem.Backend, "."); first {
	case "hatchling":
		why = hatchLacks(p, s.tree)
	case "uv_build":
		why = uvBuildLacks(p, s.tree)
	case "setuptools":
		why = s.setuptoolsRefuses()
	case "poetry":
		if lookup(p.Tool, "poetry", "packages") == nil && lookup(p.Tool, "poetry", "include") == nil {
			why = moduleLacks("poetry-core", s.tree, underscored(p.Name))
		}
	case "flit_core":
		if names := stringsAt(p.Tool, "flit", "module", "name"); names == nil {
			why = moduleLacks("flit", s.tree, underscored(p.Name))
		}
	}
	if why == "" {
		return s.notIncluded()
	}
	fix := "name what belongs to the package in the settings of the build back end; or " + unpackaged
	if nested := s.nested(); nested != "" {
		why += "; below it: " + nested
		fix = `for one of those below it run "uvdock generate" in its directory; else ` + fix
	}
	return diag.List{diag.Errorf("nothing-to-build", p.Place("build-system"), "the build of %s would fail: %s", p.Name, why).WithFix("%s", fix)}
}

// notIncluded warns of what hatch is forced to include and does not find: it then refuses to build. It may be
// made before the image is built, as the bundle of a front end is.
func (s *sources) notIncluded() diag.List {
	p := s.in.Pyproject
	if !strings.HasPrefix(p.BuildSystem.Backend, "hatchling") {
		return nil
	}
	var out diag.List
	for _, at := range [][]string{{"hatch", "build", "targets", "wheel", "force-include"}, {"hatch", "build", "force-include"}} {
		forced, _ := lookup(p.Tool, at...).(map[string]any)
		for _, from := range slices.Sorted(maps.Keys(forced)) {
			if strings.HasPrefix(path.Clean(from), "..") || path.IsAbs(from) || s.tree.isDir(path.Clean(from)) || s.tree.exists(path.Clean(from)) {
				continue
			}
			out = append(out, diag.Warningf("missing-included", p.Place(slices.Concat([]string{"tool"}, at)...),
				"hatchling is told to put %s into the package, which is not there: the build of %s fails without it", from, p.Name).
				WithFix("make it before the image is built; it is read from the build context"))
		}
	}
	return out
}

// unpackaged says how a project's files are started without being installed.
const unpackaged = "let the files run from where they lie, with these lines in pyproject.toml, and run `uv lock`:\n[tool.uv]\npackage = false"

// readmeOutside reports a readme that hatchling takes no longer: since 1.32 (measured; 1.31 takes it) it
// refuses one from outside of the project's directory. A requirement that is bound to something may be older.
func readmeOutside(p *project.Pyproject) (diag.Finding, bool) {
	if p.BuildSystem.Backend != "hatchling.build" || !strings.HasPrefix(path.Clean(p.Readme), "..") {
		return diag.Finding{}, false
	}
	if !slices.Contains(p.BuildSystem.Requires, "hatchling") {
		return diag.Finding{}, false
	}
	return diag.Errorf("nothing-to-build", p.Place("project", "readme"), "the build of %s would fail: hatchling 1.32 and later takes no readme from outside of the project, and it is %s", p.Name, p.Readme).
		WithFix("move the readme into the directory, or write into [build-system]: requires = [\"hatchling<1.32\"]"), true
}

// rawNames are the names by which build back ends look for a project's files: as it is written, and normalised.
func rawNames(p *project.Pyproject) []string {
	raw := p.RawName
	if raw == "" {
		raw = p.Name
	}
	return slices.Compact([]string{underscored(raw), underscored(p.Name)})
}

func underscored(name string) string { return strings.ReplaceAll(name, "-", "_") }

// hatchDefault is the package or module that hatch takes where its settings name none, nil without one.
// https://hatch.pypa.io/latest/plugins/builder/wheel/#default-file-selection
func hatchDefault(p *project.Pyproject, t *tree) []importRoot {
	for _, name := range rawNames(p) {
		switch {
		case t.exists(name + "/__init__.py"):
			return namedRoots([]string{name}, ".")
		case t.exists("src/" + name + "/__init__.py"):
			return namedRoots([]string{name}, "src")
		case t.exists(name + ".py"):
			return namedRoots([]string{name}, ".")
		}
		var tops []string
		for _, dir := range t.subdirs() {
			if t.exists(path.Join(dir, name, "__init__.py")) {
				tops = append(tops, dir)
			}
		}
		if len(tops) == 1 {
			return namedRoots(tops, ".")
		}
	}
	return nil
}

// hatchLacks says what hatch looks for and does not find; "" where it builds.
func hatchLacks(p *project.Pyproject, t *tree) string {
	for _, key := range []string{"include", "packages", "only-include", "force-include", "bypass-selection", "artifacts", "hooks"} {
		if lookup(p.Tool, "hatch", "build", key) != nil || lookup(p.Tool, "hatch", "build", "targets", "wheel", key) != nil {
			return ""
		}
	}
	if lookup(p.Tool, "polylith") != nil || t.exists("hatch.toml") || hatchDefault(p, t) != nil {
		return ""
	}
	name := rawNames(p)[0]
	return fmt.Sprintf("hatchling looks for %s/__init__.py, src/%s/__init__.py or %s.py, and none of them is there", name, name, name)
}

// uvBuildLacks: https://docs.astral.sh/uv/concepts/build-backend/#modules
func uvBuildLacks(p *project.Pyproject, t *tree) string {
	if lookup(p.Tool, "uv", "build-backend", "namespace") == true || strings.HasSuffix(p.Name, "-stubs") {
		return ""
	}
	for _, r := range uvBuildRoots(p) {
		for _, name := range r.only {
			dir := path.Join(r.dir, strings.ReplaceAll(name, ".", "/"))
			if !t.exists(dir+"/__init__.py") && !t.exists(dir+"/__init__.pyi") {
				return fmt.Sprintf("uv_build looks for %s/__init__.py, which is not there", dir)
			}
		}
	}
	return ""
}

// moduleLacks is about back ends that want a module or package with the project's name.
func moduleLacks(backend string, t *tree, name string) string {
	for _, dir := range []string{name, "src/" + name} {
		if t.isDir(dir) || t.exists(dir+".py") {
			return ""
		}
	}
	return fmt.Sprintf("%s looks for %s or src/%s as a package, or %s.py, and none of them is there", backend, name, name, name)
}

// setuptoolsRefuses follows setuptools' automatic discovery, which takes one package, or one module, of
// the top. https://setuptools.pypa.io/en/latest/userguide/package_discovery.html#flat-layout
func (s *sources) setuptoolsRefuses() string {
	p, t := s.in.Pyproject, s.tree
	for _, key := range []string{"packages", "py-modules", "package-dir", "ext-modules"} {
		if lookup(p.Tool, "setuptools", key) != nil {
			return ""
		}
	}
	if t.exists("setup.py") || t.exists("setup.cfg") || t.isDir("src") {
		return ""
	}
	var packages []string
	for _, dir := range t.subdirs() {
		if isIdentifier(dir) && !matchAny(s.in.Services.Sources.FlatDirs, dir) {
			packages = append(packages, dir)
		}
	}
	if len(packages) > 1 {
		return fmt.Sprintf("setuptools finds the directories %s at the top, and does not guess which of them are the package", strings.Join(packages, ", "))
	}
	var modules []string
	for _, file := range t.topFiles() {
		if name, ok := strings.CutSuffix(file, ".py"); ok && isIdentifier(name) && !matchAny(s.in.Services.Sources.FlatModules, name) {
			modules = append(modules, name)
		}
	}
	if len(packages) == 0 && len(modules) > 1 {
		return fmt.Sprintf("setuptools finds the modules %s at the top, and does not guess which of them belong to the package", strings.Join(modules, ", "))
	}
	return ""
}
