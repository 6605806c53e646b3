package plan

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect"
)

// decideCopies says what the project stage copies. A project of its own gets the whole context.
// A workspace member gets the directories of its closure and no others, so that another member's
// sources are in no layer's key. What build back ends read elsewhere comes too.
func (b *builder) decideCopies() {
	p := &b.plan.Project
	p.Home = path.Join(b.plan.Context.Workdir, p.Dir)
	var dirs []string
	for _, t := range b.in.trees() {
		dirs = append(dirs, path.Clean(t.Artifact.File))
	}
	dirs = append(dirs, p.Dir)
	dirs = append(dirs, b.reached(dirs)...)
	if b.hooked() {
		dirs = append(dirs, ".")
	}
	slices.Sort(dirs)
	dirs = outermost(slices.Compact(dirs))
	if slices.Contains(dirs, ".") {
		if p.Script && p.Home == "/src" {
			p.Home = "/app"
		}
	} else {
		manifests := []string{"pyproject.toml", "uv.lock"}
		if b.in.Project.HasUVToml {
			manifests = append(manifests, "uv.toml")
		}
		p.Copies = append(p.Copies, b.copy("./", manifests...))
	}
	for _, dir := range dirs {
		p.Copies = append(p.Copies, b.copy(dir, dir))
	}
	if !p.Script && b.startsFiles() {
		from, source := b.locate(p.Dir) // read already, as a part of the above
		p.Files = &Copy{From: from, Sources: []string{source}, Target: "/app/"}
		p.Home = "/app"
	}
}

// startsFiles says whether a process is a file that no package carries.
func (b *builder) startsFiles() bool {
	return b.in.Service.Files || slices.ContainsFunc(b.in.Service.Others, func(p detect.Process) bool { return p.Service.Files })
}

// reached are the files and directories that lie outside the given directories and that the
// build back ends of the manifests there are told to read: a readme of the repository, files
// that hatch is forced to include, what a setup.py opens. Relative to the lock root; only what exists.
func (b *builder) reached(dirs []string) []string {
	var out []string
	for dir, pp := range b.sources() {
		paths := pp.BackendPaths(b.in.Tables.Backends)
		for _, f := range b.hookFiles(dir, pp) {
			files, _ := b.leadsOut(path.Join(dir, f.File))
			paths = append(paths, files...)
		}
		for _, s := range paths {
			file := path.Join(dir, literal(s))
			covered := slices.ContainsFunc(dirs, func(d string) bool { _, in := within(file, d); return in })
			if strings.Contains(s, "..") && !path.IsAbs(s) && !covered && b.exists(file) {
				out = append(out, file)
			}
		}
	}
	return out
}
