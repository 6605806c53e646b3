package resolve

import (
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// extrasOf are the extras that a project defines, empty ones included. A lock without metadata
// (revision 4, preview) has empty tables, or the manifest tells.
func (r *Resolver) extrasOf(i int) []string {
	p := r.graph.nodes[i].pkg
	if p.Metadata != nil {
		return p.Metadata.ProvidesExtras
	}
	var out []string
	for _, x := range p.OptionalDependencies {
		out = append(out, x.Name)
	}
	if m := r.member(p.Name); m != nil {
		for _, x := range m.OptionalDependencies {
			out = append(out, x.Name)
		}
	}
	return out
}

// groupsOf are the groups that a project defines, empty ones included.
func (r *Resolver) groupsOf(i int) []string {
	p := r.graph.nodes[i].pkg
	var out []string
	if p.Metadata != nil {
		for _, g := range p.Metadata.RequiresDev {
			out = append(out, g.Name)
		}
		return out
	}
	for _, g := range p.DevDependencies {
		out = append(out, g.Name)
	}
	if m := r.member(p.Name); m != nil {
		out = append(out, groupNames(m)...)
	}
	return out
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

// groupNames are the groups of a manifest, dev of the legacy setting included.
func groupNames(p *project.Pyproject) []string {
	var out []string
	for _, g := range p.DependencyGroups {
		out = append(out, pep508.Normalize(g.Name))
	}
	if len(p.UV.DevDependencies) > 0 {
		out = append(out, "dev")
	}
	return out
}
