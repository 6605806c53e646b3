package paths

import (
	"path"
	"strings"

	"github.com/uvdock/uvdock/generator/plan"
)

// root is the directory that all paths are relative to.
type root struct {
	// lock is the lock root as seen from there.
	lock string
	// context is the build context as seen from there; above are the names of the directories
	// that lead from the context to the root, where the context is the outer one.
	context string
	above   []string
}

func rootOf(c plan.Context) root {
	r := root{lock: path.Join(".", c.Repository)}
	r.context = r.at(c.Dir)
	if leaves(r.context) {
		// A context above the lock root is repeated in the stages, names and all.
		names := strings.Split(strings.TrimPrefix(c.Workdir, "/src/"), "/")
		r.above = names[:strings.Count(r.context+"/", "../")]
	}
	return r
}

// at is a path relative to the lock root as seen from the root.
func (r root) at(file string) string {
	if r.lock == "." {
		return path.Clean(file)
	}
	return path.Join(r.lock, file)
}

// ignored are the groups of patterns as seen from the root.
func (r root) ignored(groups []plan.Group) []plan.Group {
	var out []plan.Group
	for _, g := range groups {
		seen := plan.Group{Title: g.Title}
		for _, p := range g.Patterns {
			seen.Patterns = append(seen.Patterns, r.pattern(p))
		}
		out = append(out, seen)
	}
	return out
}

// pattern is a line of the .dockerignore, which is relative to the context, as seen from the root.
func (r root) pattern(p string) string {
	if rest, back := strings.CutPrefix(p, "!"); back {
		return "!" + r.pattern(rest)
	}
	names := r.above
	switch {
	case len(names) == 0:
		return path.Join(literally(r.context), p)
	case strings.HasPrefix(p, "**/"):
		return p // "**" stands for ".." as well
	}
	for len(names) > 0 && strings.HasPrefix(p, literally(names[0])+"/") {
		p, names = p[len(literally(names[0]))+1:], names[1:]
	}
	return strings.Repeat("../", len(names)) + p
}

// literally is a path as a pattern of a .dockerignore that matches nothing else.
func literally(file string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(file)
}
