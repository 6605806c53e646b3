package resolve

import (
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
)

// step is what a walk visits: a package's own dependencies, or those of one extra.
type step struct {
	node int
	// extra is a number of node.extras, -1 for the package itself.
	extra int
}

func (g *graph) visit(s step) int { return g.nodes[s.node].visit + 1 + s.extra }

// of are the edges of a step.
func (n *node) of(extra int) []edge {
	if extra < 0 {
		return n.edges
	}
	return n.extras[extra].edges
}

// label names the extra of a step, empty for the package itself.
func (n *node) label(extra int) string {
	if extra < 0 {
		return ""
	}
	return n.extras[extra].name
}

// chosen are the extras of a root that are selected.
func (n *node) chosen(q *request) []int {
	var out []int
	for i, x := range n.extras {
		if q.extra(x.name) {
			out = append(out, i)
		}
	}
	return out
}

// steps are what following an edge visits: always the package, then the extras.
func (e edge) steps() []step {
	out := make([]step, 1, 1+len(e.extras))
	out[0] = step{e.to, -1}
	for _, x := range e.extras {
		out = append(out, step{e.to, x})
	}
	return out
}

// walk is the state of one traversal (spec/uvlock.md section 2.4).
type walk struct {
	r *Resolver
	q *request
	w *world
	// start is what both passes begin with; in marks the packages found.
	start    []step
	in       []bool
	followed []link
	known    map[link]bool
	warned   map[int]bool
	findings diag.List
}

// link is an edge that was followed. from is -1 for a group of a root without [project].
type link struct {
	from, to int
	label    string
}

// run walks the lock. With conflicts a first pass finds which extras are active at all, and
// the second, with these fixed, finds the packages.
func (k *walk) run() {
	k.activateRoots()
	k.roots()
	k.groups()
	k.manifest()
	k.lentGroups()
	if k.r.graph.conflicts {
		k.pass(k.activate)
		k.findings = append(k.findings, k.r.checkActive(k.w)...)
	}
	k.pass(k.follow)
}

// activateRoots switches on what the selection names, where the lock has conflicts.
func (k *walk) activateRoots() {
	if !k.r.graph.conflicts {
		return
	}
	for _, i := range k.q.roots {
		n := &k.r.graph.nodes[i]
		if k.q.prod {
			k.w.active[encode("project", n.pkg.Name, "")] = true
			for _, x := range n.chosen(k.q) {
				k.w.active[encode("extra", n.pkg.Name, n.extras[x].name)] = true
			}
		}
		for _, g := range n.groups {
			if k.q.group(g.name) {
				k.w.active[encode("group", n.pkg.Name, g.name)] = true
			}
		}
	}
}

func (k *walk) roots() {
	if !k.q.prod {
		return
	}
	for _, i := range k.q.roots {
		k.in[i] = true
		k.start = append(k.start, edge{to: i, extras: k.r.graph.nodes[i].chosen(k.q)}.steps()...)
	}
}

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
	root := r.rootPackage()
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
		k.found(link{b.owner, e.to, b.name})
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
		}
	}
	k.found(link{-1, e.to, group})
	k.start = append(k.start, e.steps()...)
}

// pass visits everything from the start on, breadth first. visit says where an edge leads.
func (k *walk) pass(visit func(from step, e *edge) bool) {
	seen := make([]bool, k.r.graph.visits())
	queue := make([]step, 0, len(seen))
	push := func(s step) {
		if n := k.r.graph.visit(s); !seen[n] {
			seen[n] = true
			queue = append(queue, s)
		}
	}
	for _, s := range k.start {
		push(s)
	}
	for i := 0; i < len(queue); i++ {
		from := queue[i]
		edges := k.r.graph.nodes[from.node].of(from.extra)
		for j := range edges {
			if !visit(from, &edges[j]) {
				continue
			}
			push(step{edges[j].to, -1})
			for _, x := range edges[j].extras {
				push(step{edges[j].to, x})
			}
		}
	}
}
