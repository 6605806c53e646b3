package resolve

import (
	"slices"

	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// extrasOf are the extras that a project defines: those of its metadata, empty ones included,
// and those with a table of their own, which is all that a lock without metadata has. What the
// manifest on disk says does not count. (uv 0.13.8, observed)
func (r *Resolver) extrasOf(i int) []string {
	p := r.graph.nodes[i].pkg
	var out []string
	if p.Metadata != nil {
		out = append(out, p.Metadata.ProvidesExtras...)
	}
	for _, x := range p.OptionalDependencies {
		out = append(out, x.Name)
	}
	return unique(out)
}

// groupsOf are the groups that a project defines, found like its extras.
func (r *Resolver) groupsOf(i int) []string {
	p := r.graph.nodes[i].pkg
	var out []string
	if p.Metadata != nil {
		for _, g := range p.Metadata.RequiresDev {
			out = append(out, g.Name)
		}
	}
	for _, g := range p.DevDependencies {
		out = append(out, g.Name)
	}
	return unique(out)
}

// unique sorts names and drops repetitions.
func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// member is the manifest of a member on disk, nil where it is absent.
func (r *Resolver) member(name string) *project.Pyproject {
	for _, m := range r.p.Members {
		if m.Name == name {
			return m.Pyproject
		}
	}
	return nil
}

// groupNames are the groups of a manifest: [dependency-groups], without the legacy
// tool.uv.dev-dependencies, which uv does not count here.
func groupNames(p *project.Pyproject) []string {
	var out []string
	for _, g := range p.DependencyGroups {
		out = append(out, pep508.Normalize(g.Name))
	}
	return out
}
