package plan

import (
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// decideIgnore lists the lines of the .dockerignore. A directory that the project itself needs
// (a readme below docs/, code in a package called tests) is not ignored.
func (b *builder) decideIgnore() {
	var kept []string
	dirs := b.ignoredIn()
	for _, g := range b.in.Tables.Ignores {
		group := Group{Title: g.Title}
		for _, pattern := range g.Patterns {
			group.Patterns = append(group.Patterns, anchored(pattern, dirs)...)
		}
		for _, pattern := range g.BuildInput {
			if after, everywhere := strings.CutPrefix(pattern, "**/*"); everywhere {
				if b.vendored(after) {
					kept = append(kept, pattern)
				} else {
					group.Patterns = append(group.Patterns, pattern)
				}
				continue
			}
			for dir, prefix := range dirs.inOrder() {
				if b.needed(path.Join(dir, pattern)) || dir == b.in.dir() && b.started(pattern) {
					kept = append(kept, path.Join(dir, pattern))
				} else {
					group.Patterns = append(group.Patterns, path.Join(prefix, pattern))
				}
			}
		}
		b.plan.Ignore = append(b.plan.Ignore, group)
	}
	if len(kept) > 0 {
		b.because("ignore", "Kept in the context", strings.Join(kept, ", "), b.in.current().File,
			"the project names files there", "")
		return
	}
	b.because("ignore", "Context", "without version control, secrets, caches, tests", own,
		"what enters the context can enter the image, and every change of it rebuilds", "https://docs.docker.com/build/concepts/context/#dockerignore-files")
}

// prefixes maps directories relative to the lock root to what they are called in the context.
type prefixes map[string]string

// inOrder goes through the directories, sorted.
func (p prefixes) inOrder() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, dir := range slices.Sorted(maps.Keys(p)) {
			if !yield(dir, p[dir]) {
				return
			}
		}
	}
}

// ignoredIn are the directories of first-party code in the build context. A named context has a
// .dockerignore of its own.
func (b *builder) ignoredIn() prefixes {
	out := prefixes{}
	for dir := range b.sources() {
		if from, source, ok := b.place(dir); ok && from == "" {
			out[dir] = source
		}
	}
	return out
}

// anchored is a pattern as it is, if it holds everywhere, or else once for each directory.
func anchored(pattern string, dirs prefixes) []string {
	if strings.HasPrefix(pattern, "**/") {
		return []string{pattern}
	}
	var out []string
	for _, prefix := range dirs.inOrder() {
		out = append(out, path.Join(prefix, pattern))
	}
	return out
}

// needed says whether something that is built or installed reads files at or below a path: a
// manifest names one there, or a tree or member lies there.
func (b *builder) needed(hidden string) bool {
	below := func(s string) bool {
		s = path.Clean(s)
		return s == hidden && b.exists(s) || strings.HasPrefix(s, hidden+"/") && b.exists(literal(s))
	}
	for dir, pp := range b.sources() {
		if slices.ContainsFunc(pp.Strings, func(s string) bool { return below(path.Join(dir, s)) }) {
			return true
		}
	}
	if slices.ContainsFunc(b.in.trees(), func(t resolve.Package) bool { return below(t.Artifact.File) }) {
		return true
	}
	// The lock stage binds the manifest of every member.
	return slices.ContainsFunc(b.in.Project.Members, func(m project.Member) bool {
		_, in := within(m.Dir, hidden)
		return in
	})
}

// started says whether the start command names something at or below a path of the project.
func (b *builder) started(hidden string) bool {
	return slices.ContainsFunc(b.in.Service.Command.Args, func(arg string) bool {
		return arg == hidden || strings.HasPrefix(arg, hidden+".") || strings.HasPrefix(arg, hidden+"/") || strings.HasPrefix(arg, hidden+":")
	})
}

// literal cuts a glob to its part without wildcards.
func literal(glob string) string {
	if i := strings.IndexAny(glob, "*?["); i >= 0 {
		glob = path.Dir(glob[:i] + "x")
	}
	return glob
}

// vendored says whether pyproject.toml names files of that ending: a project that lists its
// shared objects ships them on purpose.
func (b *builder) vendored(ending string) bool {
	for _, pp := range b.sources() {
		if slices.ContainsFunc(pp.Strings, func(s string) bool { return strings.HasSuffix(s, ending) }) {
			return true
		}
	}
	return false
}

// sources are the manifests of all that is built here, by directory: that of what the image is
// for, and those of the trees that it needs.
func (b *builder) sources() map[string]*project.Pyproject {
	if b.manifestOf != nil {
		return b.manifestOf
	}
	out := map[string]*project.Pyproject{b.in.dir(): b.in.current()}
	for _, t := range b.in.trees() {
		if pp := b.in.Project.Manifest(t.Artifact.File); pp != nil {
			out[path.Clean(t.Artifact.File)] = pp
		}
	}
	b.manifestOf = out
	return out
}

func (b *builder) exists(file string) bool {
	_, ok := b.stat(file)
	return ok
}

func (b *builder) isDir(file string) bool {
	info, ok := b.stat(file)
	return ok && info.IsDir()
}

// stat looks at a file or directory of the lock root; false where there is none.
func (b *builder) stat(file string) (fs.FileInfo, bool) {
	name := path.Join(b.in.Project.Base, file)
	if !fs.ValidPath(name) {
		return nil, false
	}
	info, err := fs.Stat(b.in.Project.FS, name)
	return info, err == nil
}
