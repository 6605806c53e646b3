// Package paths says on which files and directories of a repository an image depends: what the
// build reads of the contexts, as the plan has it, and what its .dockerignore hides.
//
// A change of any other file leaves every step of the build cached. A change of one of these is seen
// by the stages that read it. What only the lock stage reads are manifests: it runs again, and
// the stages behind it stay cached as long as its result, pylock.toml, comes out the same. What the
// dependency or the project stage reads is installed or run, so those stages run again.
package paths

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
)

// Image is what one image depends on. Paths are slash-separated and relative to the root of the
// repository, or to the directory of uv.lock where there is no repository; what lies outside
// begins with "..".
type Image struct {
	// Name is that of the member, Dir its directory.
	Name, Dir string
	// Dockerfile says how the image is built, Dockerignores what is hidden from it: first the one
	// of the Dockerfile, then those that BuildKit looks for in the named contexts and that need not
	// exist.
	Dockerfile    string
	Dockerignores []string
	// Files are read by their names, Directories with all below them. Sorted, unique. Links are the
	// symbolic links and submodules on the way to them: a change of one is a change of its own path.
	Files, Directories, Links []Entry
	// Ignored are patterns in the syntax of a .dockerignore. They hold in the directories of the
	// build context, not in those of named contexts.
	Ignored []plan.Group
}

// Entry is a file or a directory of a context.
type Entry struct {
	Path string
	// Context is the named context that holds it, empty for the build context.
	Context string
	// Stages are those that read it, in the order of the Dockerfile.
	Stages []string
}

// Of collects what the image of a plan depends on. dockerignore is the path of its .dockerignore,
// relative to the lock root. The findings say which paths no list of this repository can name.
func (t *Tree) Of(image plan.Image, dockerignore string) (Image, diag.List) {
	p := image.Plan
	root := rootOf(p.Context)
	out := Image{
		Name: image.Name, Dir: root.at(p.Project.Dir),
		Dockerfile: root.at(p.Output), Dockerignores: []string{root.at(dockerignore)},
		Ignored: root.ignored(p.Ignore),
		Files:   make([]Entry, 0, len(p.Reads)), // a workspace may have hundreds of manifests
	}
	for _, n := range p.Context.Named {
		out.Dockerignores = append(out.Dockerignores, root.at(path.Join(n.Dir, ".dockerignore")))
	}
	for _, r := range p.Reads {
		places, links := t.follow(r.Path)
		for _, place := range places {
			entry := Entry{Path: root.at(place), Context: r.From, Stages: only(r.Stage)}
			if r.Directory {
				out.Directories = add(out.Directories, entry)
			} else {
				out.Files = add(out.Files, entry)
			}
		}
		for _, link := range links {
			out.Links = add(out.Links, Entry{Path: root.at(link), Context: r.From, Stages: only(r.Stage)})
		}
	}
	out.spread()
	return out, out.findings(p.Context)
}

// add puts an entry into a sorted list, or its stages to the entry of the same path.
func add(list []Entry, e Entry) []Entry {
	i, found := slices.BinarySearchFunc(list, e, func(x, y Entry) int { return strings.Compare(x.Path, y.Path) })
	if !found {
		return slices.Insert(list, i, e)
	}
	list[i].Stages = merge(list[i].Stages, e.Stages)
	return list
}

// stages are in the order of the Dockerfile. Those that are none of the plan's read what a person's
// lines say (generator/region).
var stages = []string{"early-stages", "builder", plan.StageLock, plan.StageDependencies, plan.StageProject, "late-stages", "runtime"}

// only is a list of one stage, which is never changed.
func only(stage string) []string {
	i := slices.Index(stages, stage)
	return stages[i : i+1 : i+1]
}

func merge(a, b []string) []string {
	if slices.Equal(a, b) {
		return a
	}
	return slices.DeleteFunc(slices.Clone(stages), func(s string) bool { return !slices.Contains(a, s) && !slices.Contains(b, s) })
}

// spread gives what lies in a directory the stages that read the directory.
func (i *Image) spread() {
	dirs := directoriesOf(i.Directories)
	for at, f := range i.Files {
		dirs.above(f.Path, func(d *Entry) { i.Files[at].Stages = merge(i.Files[at].Stages, d.Stages) })
	}
	for at, inner := range i.Directories {
		dirs.above(inner.Path, func(d *Entry) { i.Directories[at].Stages = merge(i.Directories[at].Stages, d.Stages) })
	}
}

// findings are about what lies outside the root.
func (i Image) findings(c plan.Context) diag.List {
	var out diag.List
	if c.Repository == "" {
		out = append(out, diag.Notef("no-repository", diag.Place{}, "no directory above uv.lock holds a .git; the paths are relative to the directory of uv.lock").
			WithFix("run it in a clone: workflows match paths from the root of the repository"))
	}
	for _, e := range slices.Concat(i.Directories, i.Files) {
		if leaves(e.Path) {
			out = append(out, diag.Warningf("outside-repository", diag.Place{}, "the image depends on %s, which is outside the repository: no workflow here starts when it changes", e.Path).
				WithFix("move it into the repository, or build on a schedule too"))
		}
	}
	return out
}

// Lines are the files and directories that any of the images depends on, sorted, each once; a
// directory is written dir/**, and what lies in it is not named again. What the .dockerignore hides is
// not taken out: the lines may name more than an image depends on, never less.
func Lines(images ...Image) []string {
	named, read := map[string]bool{}, map[string]Entry{}
	for _, i := range images {
		for _, d := range i.Directories {
			read[d.Path] = d
		}
		for _, file := range i.named() {
			named[file] = true
		}
	}
	dirs := directoriesOf(slices.Collect(maps.Values(read)))
	var out []string
	for d := range read {
		if !dirs.hold(d) {
			out = append(out, path.Join(d, "**"))
		}
	}
	for file := range named {
		if !dirs.hold(file) {
			out = append(out, file)
		}
	}
	slices.Sort(out)
	return out
}

// named are all paths that are read by their names.
func (i Image) named() []string {
	var out []string
	for _, f := range slices.Concat(i.Files, i.Links) {
		out = append(out, f.Path)
	}
	return append(append(out, i.Dockerfile), i.Dockerignores...)
}
