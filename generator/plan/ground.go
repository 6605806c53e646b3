package plan

import (
	"io/fs"
	"path"
	"slices"

	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// Ground is what all plans of one project share, found out once. It is not changed afterwards.
type Ground struct {
	// others are the local packages of the lock that are no members.
	others []*project.Package
	// trees are the directories of path dependencies; those beyond the file system are left out.
	trees []string
	// manifests are the pyproject.toml of the members, in their order, and mounts the same as they
	// are bound where the context is the lock root: a line a member in the file of every member.
	manifests []string
	mounts    map[string]string
	// bare is the place of the first tree that has no [project]; dynamicMember and dynamicTree are
	// the first manifests with dynamic dependencies. nil for none.
	bare, dynamicMember, dynamicTree *project.Pyproject
}

// NewGround reads a project that has a lock.
func NewGround(p *project.Project) *Ground {
	g := &Ground{mounts: map[string]string{}}
	members := map[string]bool{".": true}
	for _, m := range p.Members {
		members[m.Dir] = true
		file := path.Join(m.Dir, "pyproject.toml")
		g.manifests = append(g.manifests, file)
		if safePath(file) && !leaves(file) {
			g.mounts[file] = mount("", file, file)
		}
		if g.dynamicMember == nil && dynamicDependencies(m.Pyproject) {
			g.dynamicMember = m.Pyproject
		}
	}
	for _, pkg := range p.Lock.Packages {
		if !pkg.Source.Tree() && pkg.Source.Kind != project.Path {
			continue
		}
		dir := path.Clean(pkg.Source.Location)
		if !members[dir] {
			g.others = append(g.others, pkg)
		}
		if pkg.Source.Kind == project.Directory && dir != "." && fs.ValidPath(path.Join(p.Base, dir)) && !slices.Contains(g.trees, dir) {
			g.trees = append(g.trees, dir)
		}
	}
	g.readTrees(p)
	return g
}

// readTrees looks for dynamic dependencies of the path dependencies.
func (g *Ground) readTrees(p *project.Project) {
	for _, dir := range g.trees {
		pp := p.Manifest(dir)
		switch {
		case pp == nil || !pp.HasProject: // setup.py alone: everything about it is dynamic
			if g.bare == nil {
				g.bare = &project.Pyproject{File: path.Join(dir, "pyproject.toml")}
			}
		case g.dynamicTree == nil && dynamicDependencies(pp):
			g.dynamicTree = pp
		}
	}
}

// dynamicDependencies says whether a build back end computes the dependencies of a project.
func dynamicDependencies(pp *project.Pyproject) bool {
	return slices.Contains(pp.Dynamic, "dependencies") || slices.Contains(pp.Dynamic, "optional-dependencies")
}

// closure is the packages of all targets, for the questions that a plan asks again and again.
type closure struct {
	all, thirdParty, trees []resolve.Package
}

func newClosure(targets []resolve.Result) *closure {
	c := &closure{all: union(targets)}
	for _, p := range c.all {
		if p.Source.Tree() {
			c.trees = append(c.trees, p)
		} else {
			c.thirdParty = append(c.thirdParty, p)
		}
	}
	return c
}

// union is the packages of all targets, each name once, sorted by name.
func union(targets []resolve.Result) []resolve.Package {
	seen := map[string]bool{}
	var out []resolve.Package
	for _, t := range targets {
		for _, p := range t.Packages {
			if !seen[p.Name] {
				seen[p.Name] = true
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, func(a, b resolve.Package) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return out
}
