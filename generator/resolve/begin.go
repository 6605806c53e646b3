package resolve

import (
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
)

// ownedBundle is a selected group and the project that declares it.
type ownedBundle struct {
	bundle
	owner int
}

// chosenGroups are the selected groups of the roots, then those that the lock root lends.
func (r *Resolver) chosenGroups(q *request) []ownedBundle {
	var out []ownedBundle
	for _, i := range q.roots {
		for _, g := range r.graph.nodes[i].groups {
			if q.group(g.name) {
				out = append(out, ownedBundle{g, i})
			}
		}
	}
	return append(out, r.lentBundles(q)...)
}

// lentBundles: one member is the target, and groups of the root project were asked for by name
// that the member does not declare itself (uv 0.12.2).
func (r *Resolver) lentBundles(q *request) []ownedBundle {
	root := r.shared.root
	if !q.single() || r.rootName() == "" || root < 0 || slices.Contains(q.roots, root) {
		return nil
	}
	var out []ownedBundle
	for _, name := range r.groupsOf(root) {
		if !q.lends(name) || r.declares(q, name) {
			continue
		}
		b := bundle{name: name}
		for _, g := range r.graph.nodes[root].groups {
			if g.name == name {
				b = g
			}
		}
		out = append(out, ownedBundle{b, root})
	}
	return out
}

// lends says whether a group of the root was named, not merely a default.
func (q *request) lends(group string) bool {
	return q.group(group) && (q.lendAll || q.lent[group])
}

// declares says whether a root has a group of the name itself.
func (r *Resolver) declares(q *request, group string) bool {
	return slices.ContainsFunc(q.roots, func(i int) bool { return slices.Contains(r.groupsOf(i), group) })
}

func (k *walk) groups() {
	for _, b := range k.r.chosenGroups(k.q) {
		if slices.Contains(k.q.roots, b.owner) {
			k.begin(b)
		}
	}
}

func (k *walk) lentGroups() {
	for _, b := range k.r.lentBundles(k.q) {
		if k.r.graph.conflicts {
			k.w.active[encode("group", k.r.graph.nodes[b.owner].pkg.Name, b.name)] = true
		}
		k.begin(b)
	}
}

// begin follows the edges of a group. An edge counts its own extras as active.
func (k *walk) begin(b ownedBundle) {
	for _, e := range b.edges {
		if !k.holds(e.marker, e.active, b.owner, e.to) {
			continue
		}
		for _, name := range e.active {
			k.w.active[name] = true
		}
		k.began(link{b.owner, e.to, b.name})
		k.start = append(k.start, e.steps()...)
	}
}

// manifest follows the groups and requirements of a root without [project].
func (k *walk) manifest() {
	if k.r.rootName() != "" {
		return
	}
	m := k.r.lock.Manifest
	for _, req := range m.Requirements {
		k.require(req, "")
	}
	for _, g := range m.DependencyGroups {
		if k.r.manifestGroup(k.q, g.Name) {
			for _, req := range g.Requirements {
				k.require(req, g.Name)
			}
		}
	}
}

// manifestGroup says whether a group of a root without [project] is installed. One member as
// the target inherits what was named, as it does of a root project.
func (r *Resolver) manifestGroup(q *request, name string) bool {
	if !q.single() {
		return q.group(name)
	}
	return q.lends(name) && !r.declares(q, name)
}

// require follows a requirement of the manifest: to the package of the name whose fork covers
// the target.
func (k *walk) require(req project.Requirement, group string) {
	lock := k.r.lock
	if !k.plain(req.Marker) {
		return
	}
	var fit []*project.Package
	for _, p := range lock.ByName[req.Name] {
		if len(p.ResolutionMarkers) == 0 || slices.ContainsFunc(p.ResolutionMarkers, k.plain) {
			fit = append(fit, p)
		}
	}
	if len(fit) != 1 {
		k.findings = append(k.findings, diag.Errorf("invalid-lock", diag.Place{File: lock.File},
			"the lock has %d packages for %q of the root's dependency groups on %s, expected one", len(fit), req.Name, k.w.title).
			WithFix("run `uv lock`"))
		return
	}
	e := edge{to: k.r.graph.of[fit[0]]}
	for _, x := range req.Extras {
		if i := extraIndex(fit[0], x); i >= 0 {
			e.extras = append(e.extras, i)
			if k.r.graph.conflicts {
				k.w.active[encode("extra", fit[0].Name, x)] = true
			}
		}
	}
	k.began(link{-1, e.to, group})
	k.start = append(k.start, e.steps()...)
}
