package audit

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
)

// ignores says what the build reads and a .dockerignore hides.
func (in Input) ignores() diag.List {
	contexts, out := in.contexts()
	own, err := ignoreOf(in.Plan.Ignore)
	if err != nil {
		return out // the rendered file is held to be readable by tests
	}
	for _, c := range contexts {
		if c.name != "" {
			own = &ignore{} // patterns of the plan hold in the build context alone
		}
		out = append(out, in.hidden(c, own)...)
	}
	return out
}

// maxHidden is how many hidden paths of one context are reported: a line may hide the manifests of
// hundreds of members.
const maxHidden = 10

// hidden goes through what the stages read of one context. own is what uvdock itself would hide.
func (in Input) hidden(c context, own *ignore) (out diag.List) {
	var seen []string
	report := func(file, why string) {
		if slices.Contains(seen, file) {
			return
		}
		if seen = append(seen, file); len(seen) > maxHidden {
			return
		}
		line, pattern := c.ignore.hiddenBy(in.inContext(c, file))
		out = append(out, diag.Warningf("hidden-input", diag.Place{File: c.ignore.file, Line: line}, "%q hides %s, %s", pattern, file, why).
			WithFix("remove the line, or add !%s below it", in.inContext(c, file)))
	}
	for _, r := range in.Plan.Reads {
		if r.From != c.name {
			continue
		}
		name := in.inContext(c, r.Path)
		switch {
		case name == "":
			continue
		case !r.Directory:
			if c.ignore.hides(name) {
				report(r.Path, "which the "+r.Stage+" stage reads: the build fails")
			}
			continue
		case name != "." && c.ignore.hides(name) && !in.survives(c, r.Path, every):
			report(r.Path, "which the "+r.Stage+" stage copies: the build fails")
			continue
		}
		for _, file := range in.named(r.Path) {
			if at := in.inContext(c, file); c.ignore.hides(at) && !own.hidesAny(at) {
				report(file, "which is read when "+r.Path+" is built")
			}
		}
		if dir := in.emptied(c, r.Path, own); dir != "" {
			out = append(out, diag.Warningf("hidden-input", diag.Place{File: c.ignore.file},
				"of %s no Python source is left in the build context", dir).
				WithFix("remove the lines that hide them, or let `uvdock generate` write a .dockerignore beside the Dockerfile"))
		}
	}
	if more := len(seen) - maxHidden; more > 0 {
		out = append(out, diag.Warningf("hidden-input", diag.Place{File: c.ignore.file}, "%d more files and directories are hidden that the build reads", more))
	}
	return out
}

// emptied is the tree, or the directory of its package, of which no Python source is left; "" where
// some are. A directory of any other name may be hidden on purpose.
func (in Input) emptied(c context, dir string, own *ignore) string {
	wanted := func(file string) bool { return path.Ext(file) == ".py" && !own.hidesAny(in.inContext(c, file)) }
	dirs := []string{dir, path.Join(dir, "src")}
	if pp := in.manifest(dir); pp != nil && pp.Name != "" {
		dirs = append(dirs, path.Join(dir, strings.ReplaceAll(pp.Name, "-", "_")))
	}
	for _, d := range dirs {
		if in.has(d, wanted) && !in.survives(c, d, wanted) {
			return d
		}
	}
	return ""
}

// manifest is that of a tree; nil where there is none.
func (in Input) manifest(dir string) *project.Pyproject {
	if dir == in.Member.Dir {
		return in.Member.Pyproject
	}
	return in.Project.Manifest(dir)
}

// hidesAny is hides for patterns that there may be none of.
func (i *ignore) hidesAny(file string) bool { return i.matcher != nil && i.hides(file) }

// inContext is a path of the lock root as seen from a context, "" where it does not lie in it.
func (in Input) inContext(c context, file string) string {
	full, dir := path.Join(in.Project.Base, file), path.Join(in.Project.Base, c.dir)
	switch rest, below := strings.CutPrefix(full, dir+"/"); {
	case full == dir:
		return "."
	case dir == ".":
		return full
	case below:
		return rest
	}
	return ""
}

// named are the files of a tree that its build back end reads because the manifest says so, and the
// manifest itself; none for what is no package.
func (in Input) named(dir string) (out []string) {
	pp := in.manifest(dir)
	if pp == nil || dir == in.Member.Dir && in.Plan.Project.Script {
		return nil
	}
	for _, name := range append([]string{"pyproject.toml"}, pp.BackendPaths(in.Tables.Backends)...) {
		file := path.Join(dir, name)
		full := path.Join(in.Project.Base, file)
		if path.IsAbs(name) || !fs.ValidPath(full) {
			continue
		}
		if info, err := fs.Stat(in.Project.FS, full); err == nil && info.Mode().IsRegular() {
			out = append(out, file)
		}
	}
	return out
}

// maxEntries bounds a search: a tree that large with nothing found in it is not judged.
const maxEntries = 20_000

// every wants each file.
func every(string) bool { return true }

// has says whether a directory of the lock root holds a wanted file.
func (in Input) has(dir string, wanted func(file string) bool) bool {
	found, _ := in.search(dir, wanted)
	return found
}

// survives says whether a wanted file below a directory stays in the context; also where there are
// too many to look at all.
func (in Input) survives(c context, dir string, wanted func(file string) bool) bool {
	found, all := in.search(dir, func(file string) bool { return wanted(file) && !c.ignore.hides(in.inContext(c, file)) })
	return found || !all
}

// search looks for a wanted file; all says that everything was looked at. Hidden directories and
// environments are passed over.
func (in Input) search(dir string, wanted func(file string) bool) (found, all bool) {
	seen := 0
	all = true
	top := path.Join(in.Project.Base, dir)
	_ = fs.WalkDir(in.Project.FS, top, func(name string, d fs.DirEntry, err error) error {
		seen++
		switch {
		case err != nil:
			return fs.SkipDir
		case seen > maxEntries:
			all = false
			return fs.SkipAll
		case d.IsDir() && name != top && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || d.Name() == "__pycache__" || d.Name() == "venv"):
			return fs.SkipDir
		case !d.IsDir() && wanted(path.Join(dir, strings.TrimPrefix(name, top))):
			found = true
			return fs.SkipAll
		}
		return nil
	})
	return found, all
}
