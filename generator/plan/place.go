package plan

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// place finds a file or directory of the lock root in the contexts: the name of the context,
// empty for the build context itself, and the path in it. ok is false where none holds it.
func (b *builder) place(file string) (from, source string, ok bool) {
	file = path.Clean(file)
	c := b.plan.Context
	if climb := strings.Count(c.Dir+"/", "../"); climb > 0 {
		base := strings.Split(b.in.Project.Base, "/")
		source = path.Join(path.Join(base[len(base)-climb:]...), file)
		return "", source, !leaves(source)
	}
	if source, ok = within(file, c.Dir); ok {
		return "", source, true
	}
	found := NamedContext{}
	for _, n := range c.Named {
		// The nearest wins: the lock root may lie in a directory that is a context as well.
		if inside, yes := within(file, n.Dir); yes && (!ok || len(inside) < len(source)) {
			found, source, ok = n, inside, true
		}
	}
	return found.Name, source, ok
}

// within is the path of a file seen from a directory that holds it; both are relative to the
// same place and clean.
func within(file, dir string) (string, bool) {
	switch {
	case file == dir:
		return ".", true
	case dir == ".":
		return file, !leaves(file)
	}
	rest, ok := strings.CutPrefix(file, dir+"/")
	return rest, ok && !leaves(rest)
}

// leaves says whether a path relative to a directory is not in it.
func leaves(file string) bool {
	return file == ".." || strings.HasPrefix(file, "../") || path.IsAbs(file)
}

// outermost drops what lies below another directory of the list: it comes with that one.
func outermost(dirs []string) []string {
	var out []string
	for _, dir := range dirs {
		if !slices.ContainsFunc(dirs, func(o string) bool {
			_, inside := within(dir, o)
			return inside && dir != o
		}) {
			out = append(out, dir)
		}
	}
	return out
}

// bind is the mount of a file or directory at the same place in the stage, seen from the lock
// root. A path that a Dockerfile cannot carry as it is, or that is in no context, is an error.
func (b *builder) bind(stage, file string, directory bool) string {
	if known, ok := b.in.Ground.mounts[file]; ok && b.plan.Context.Dir == "." {
		b.reads(stage, file, "", directory)
		return known
	}
	from, source := b.locate(file)
	b.reads(stage, file, from, directory)
	return mount(from, source, file)
}

// mount is the value of a bind mount.
func mount(from, source, target string) string {
	if from != "" {
		from = "from=" + from + ","
	}
	return fmt.Sprintf("type=bind,%ssource=%s,target=%s", from, source, target)
}

// locate is place with its findings.
func (b *builder) locate(file string) (from, source string) {
	from, source, ok := b.place(file)
	if !ok {
		if !b.findings.HasErrors() { // decideContext has said why
			b.reportOutside(file, "which is the build context", "move it below the project, or publish it to an index")
		}
		return "", file
	}
	if !safePath(source) || !safePath(file) {
		f := diag.Errorf("unsupported-path", diag.Place{File: file}, "the path %q has characters that a Dockerfile cannot carry", source).
			WithFix("rename it to letters, digits, dots, dashes and underscores")
		if !slices.Contains(b.findings, f) { // a directory is bound and copied
			b.report(f)
		}
	}
	return from, source
}

// reads notes what a stage takes from a context.
func (b *builder) reads(stage, file, from string, directory bool) {
	b.plan.Reads = append(b.plan.Reads, Read{Stage: stage, Path: file, Directory: directory, From: from})
}

// copy is the COPY of paths to the same place in the project stage; all of them lie in one context.
func (b *builder) copy(target string, files ...string) Copy {
	c := Copy{Target: target}
	for _, file := range files {
		from, source := b.locate(file)
		b.reads(StageProject, file, from, b.isDir(file))
		c.From, c.Sources = from, append(c.Sources, source)
	}
	return c
}
