package plan

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
)

// hooked says whether code of the project runs in the build of one of the trees, and may read whatever
// the repository holds. A member's build gets the whole workspace then, which the finding tells: a build
// that lacks a file is worse than a layer that an unrelated edit builds again. A project of its own has the whole
// context anyway.
func (b *builder) hooked() bool {
	if !b.in.Workspace {
		return false
	}
	found := false
	list := b.sources()
	for _, dir := range slices.Sorted(maps.Keys(list)) {
		pp := list[dir]
		what, keys := b.hook(dir, pp)
		if what == "" {
			continue
		}
		found = true
		b.report(diag.Notef("build-hook", pp.Place(keys...),
			"%s is code of the project that runs in its build: what it reads is not known, so the build gets the whole workspace, and an edit anywhere builds the project again", what).
			WithFix("where the files are fixed, name them in the back end's settings, such as force-include of hatch, and leave the hook out"))
	}
	return found
}

// hook is the setting or the file by which a manifest runs code of its own in the build; "" without one.
func (b *builder) hook(dir string, pp *project.Pyproject) (what string, keys []string) {
	if pp.BuildSystem == nil {
		return "", nil
	}
	for _, dotted := range b.in.Tables.Hooks.Settings {
		keys := append([]string{"tool"}, strings.Split(dotted, ".")...)
		if pp.Has(keys[1:]...) {
			return "[tool." + dotted + "]", keys
		}
	}
	if len(pp.BuildSystem.BackendPath) > 0 {
		return "the build back end in " + strings.Join(pp.BuildSystem.BackendPath, ", "), []string{"build-system", "backend-path"}
	}
	for _, f := range b.hookFiles(dir, pp) {
		if _, unknown := b.leadsOut(path.Join(dir, f.File)); unknown || !f.Read {
			return path.Join(dir, f.File), []string{"build-system"}
		}
	}
	return "", nil
}

// hookFiles are those of the tables that lie in a directory and that its back end runs. Without a name it
// is that of setuptools: https://peps.python.org/pep-0517/#source-trees
func (b *builder) hookFiles(dir string, pp *project.Pyproject) []knowledge.HookFile {
	if pp.BuildSystem == nil {
		return nil
	}
	backend, _, _ := strings.Cut(pp.BuildSystem.Backend, ":")
	if backend == "" {
		backend = "setuptools.build_meta"
	}
	var out []knowledge.HookFile
	for _, f := range b.in.Tables.Hooks.Files {
		if backend == f.Backend && b.exists(path.Join(dir, f.File)) {
			out = append(out, f)
		}
	}
	return out
}

// leadsOut reads such a file, relative to the lock root. One that cannot be read leads nowhere that is known.
func (b *builder) leadsOut(file string) (files []string, unknown bool) {
	src, err := fs.ReadFile(b.in.Project.FS, path.Join(b.in.Project.Base, file))
	if err != nil {
		return nil, true
	}
	return detect.LeadsOut(src)
}
