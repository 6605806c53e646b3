package project

import (
	"fmt"
	"slices"

	"github.com/uvdock/uvdock/generator/pep508"
)

// link sets Dependency.To of every edge, and drops the extras that the target has no table
// for. An edge that leads nowhere, or to several packages, is a fault.
func (l *Lock) link() *lockFault {
	seen := map[*Package]int{}
	list := 0
	for _, p := range l.Packages {
		for edges := range p.edgeLists() {
			list++
			for i := range edges {
				if fault := l.linkEdge(p, &edges[i]); fault != nil {
					return fault
				}
				to := edges[i].To
				if seen[to] == list && slices.ContainsFunc(edges[:i], edges[i].same) {
					return &lockFault{p.Line, fmt.Sprintf("package `%s` has the dependency `%s` twice", p.title(), to.title())}
				}
				seen[to] = list
			}
			for i := range edges {
				edges[i].dropExtras()
			}
		}
	}
	return nil
}

// edgeLists are the dependencies of a package, of its extras and of its groups.
func (p *Package) edgeLists() func(yield func([]Dependency) bool) {
	return func(yield func([]Dependency) bool) {
		if !yield(p.Dependencies) {
			return
		}
		for _, groups := range [][]DependencyGroup{p.OptionalDependencies, p.DevDependencies} {
			for i := range groups {
				if !yield(groups[i].Edges) {
					return
				}
			}
		}
	}
}

// same says whether two linked edges are one.
func (d *Dependency) same(other Dependency) bool {
	return d.To == other.To && d.Marker == other.Marker && slices.Equal(d.Extras, other.Extras)
}

// linkEdge finds the package that an edge means. Without a source it is the only one of the
// name; without a version it is the only version, or a tree that has none.
func (l *Lock) linkEdge(p *Package, d *Dependency) *lockFault {
	for _, candidate := range l.ByName[d.Name] {
		if d.Source.Kind != "" && d.Source != candidate.Source || d.Version != "" && d.Version != candidate.Version {
			continue
		}
		if d.To != nil {
			return &lockFault{p.Line, fmt.Sprintf("dependency `%s` of `%s` fits more than one package of the lock", d.title(), p.title())}
		}
		d.To = candidate
	}
	if d.To == nil {
		return &lockFault{p.Line, fmt.Sprintf("dependency `%s` of `%s` is not in the lock", d.title(), p.title())}
	}
	return nil
}

// dropExtras drops the extras that the target has no table for, as uv does: they add nothing.
func (d *Dependency) dropExtras() {
	d.Extras = slices.DeleteFunc(d.Extras, func(extra string) bool {
		return !slices.ContainsFunc(d.To.OptionalDependencies, func(g DependencyGroup) bool { return g.Name == extra })
	})
}

// title is name==version, or the name alone.
func (d *Dependency) title() string {
	if d.Version == "" {
		return d.Name
	}
	return d.Name + "==" + d.Version
}

// checkMarkers parses every marker of the lock once. There are few different ones.
func (l *Lock) checkMarkers() *lockFault {
	known := map[string]bool{"": true}
	check := func(line int, markers ...string) *lockFault {
		for _, text := range markers {
			if known[text] {
				continue
			}
			if _, err := pep508.ParseMarker(text); err != nil {
				return &lockFault{line, fmt.Sprintf("invalid marker: %v", err)}
			}
			known[text] = true
		}
		return nil
	}
	if fault := check(1, slices.Concat(l.ResolutionMarkers, l.SupportedMarkers, l.RequiredMarkers)...); fault != nil {
		return fault
	}
	for _, p := range l.Packages {
		if fault := check(p.Line, p.ResolutionMarkers...); fault != nil {
			return fault
		}
		for edges := range p.edgeLists() {
			for i := range edges {
				if fault := check(p.Line, edges[i].Marker); fault != nil {
					return fault
				}
			}
		}
	}
	return nil
}
