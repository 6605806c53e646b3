package resolve

import (
	"fmt"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// graph is the lock with numbers for pointers and with each distinct marker parsed once.
type graph struct {
	nodes   []node
	of      map[*project.Package]int
	markers []marker
	ids     map[string]int
	// conflicts says whether the lock declares any: only then extras and groups are encoded.
	conflicts bool
	findings  diag.List
}

// node is one package of the lock. Its own dependencies and those of each extra are what a
// walk visits apart; visit numbers them all.
type node struct {
	pkg    *project.Package
	visit  int
	edges  []edge
	extras []bundle
	groups []bundle
}

// bundle is the edges of an extra or of a group.
type bundle struct {
	name  string
	edges []edge
}

// edge leads to a package and to some of its extras.
type edge struct {
	to     int
	marker int
	// extras are numbers of node.extras of the target.
	extras []int
	// active are the encoded names that following the edge activates; nil without conflicts.
	active []string
}

// marker is a distinct marker of the lock and what it asks about.
type marker struct {
	text   string
	parsed pep508.Marker
	extra  bool
}

// newGraph links the lock. Markers that cannot be read are findings.
func newGraph(lock *project.Lock) *graph {
	g := &graph{of: make(map[*project.Package]int, len(lock.Packages)), ids: map[string]int{}, conflicts: len(lock.Conflicts) > 0}
	g.nodes = make([]node, len(lock.Packages))
	visit := 0
	for i, p := range lock.Packages {
		g.of[p] = i
		g.nodes[i] = node{pkg: p, visit: visit}
		visit += 1 + len(p.OptionalDependencies)
	}
	for i, p := range lock.Packages {
		n := &g.nodes[i]
		n.edges = g.link(lock, p, p.Dependencies)
		n.extras = g.bundles(lock, p, p.OptionalDependencies)
		n.groups = g.bundles(lock, p, p.DevDependencies)
		for _, text := range p.ResolutionMarkers {
			g.intern(lock, text, p)
		}
	}
	g.internManifest(lock)
	return g
}

// internManifest numbers the markers that no edge has. A graph is not changed once it is there,
// so that targets can be resolved side by side.
func (g *graph) internManifest(lock *project.Lock) {
	for _, list := range [][]string{lock.SupportedMarkers, lock.ResolutionMarkers} {
		for _, text := range list {
			g.intern(lock, text, nil)
		}
	}
	requirements := func(list []project.Requirement) {
		for _, req := range list {
			g.intern(lock, req.Marker, nil)
		}
	}
	requirements(lock.Manifest.Requirements)
	for _, group := range lock.Manifest.DependencyGroups {
		requirements(group.Requirements)
	}
}

func (g *graph) bundles(lock *project.Lock, p *project.Package, groups []project.DependencyGroup) []bundle {
	if len(groups) == 0 {
		return nil
	}
	out := make([]bundle, len(groups))
	for i, d := range groups {
		out[i] = bundle{name: d.Name, edges: g.link(lock, p, d.Edges)}
	}
	return out
}

func (g *graph) link(lock *project.Lock, p *project.Package, deps []project.Dependency) []edge {
	if len(deps) == 0 {
		return nil
	}
	out := make([]edge, 0, len(deps))
	for _, d := range deps {
		to, ok := g.of[d.To]
		if !ok {
			g.findings = append(g.findings, diag.Errorf("invalid-lock", at(lock, p),
				"dependency %s of %s is not a package of the lock", d.Name, p.Name).WithFix("run `uv lock`"))
			continue
		}
		e := edge{to: to, marker: g.intern(lock, d.Marker, p)}
		for _, x := range d.Extras {
			if i := extraIndex(d.To, x); i >= 0 {
				e.extras = append(e.extras, i)
				if g.conflicts {
					e.active = append(e.active, encode("extra", d.To.Name, x))
				}
			}
		}
		out = append(out, e)
	}
	return out
}

// extraIndex is -1 for an extra that the package has no table for: uv drops it from the edge.
func extraIndex(p *project.Package, extra string) int {
	for i := range p.OptionalDependencies {
		if p.OptionalDependencies[i].Name == extra {
			return i
		}
	}
	return -1
}

// intern numbers a marker and parses it where it is new. p may be nil.
func (g *graph) intern(lock *project.Lock, text string, p *project.Package) int {
	if id, ok := g.ids[text]; ok {
		return id
	}
	parsed, err := pep508.ParseMarker(text)
	if err != nil {
		g.findings = append(g.findings, diag.Errorf("invalid-lock", at(lock, p), "a marker cannot be read: %s", err).
			WithFix("run `uv lock`"))
	}
	id := len(g.markers)
	g.ids[text] = id
	g.markers = append(g.markers, marker{text: text, parsed: parsed, extra: parsed.Uses(pep508.Extra)})
	return id
}

// visits is how many numbers node.visit gave away.
func (g *graph) visits() int {
	if len(g.nodes) == 0 {
		return 0
	}
	last := g.nodes[len(g.nodes)-1]
	return last.visit + 1 + len(last.extras)
}

// encode is how a lock with conflicts names an extra, group or project in a marker; the length
// tells where a name that holds dashes ends. (uv-resolver/universal_marker.rs)
func encode(kind, pkg, item string) string {
	if kind == "project" {
		return fmt.Sprintf("project-%d-%s", len(pkg), pkg)
	}
	return fmt.Sprintf("%s-%d-%s-%s", kind, len(pkg), pkg, item)
}

// at is where a package stands in the lock; p may be nil.
func at(lock *project.Lock, p *project.Package) diag.Place {
	if p == nil {
		return diag.Place{File: lock.File}
	}
	return lock.Place(p)
}
