package resolve

import (
	"github.com/uvdock/uvdock/generator/diag"
)

// walk is the state of one traversal (spec/uvlock.md section 2.4).
type walk struct {
	r *Resolver
	q *request
	w *world
	// start is what both passes begin with; in marks the packages found.
	start    []step
	in       []bool
	followed []link
	// known are the links of the groups that the walk begins with; stamp, by package, is the
	// step that led there last. Together they keep followed free of repetitions.
	known    map[link]bool
	stamp    []int
	warned   map[int]bool
	findings diag.List
}

func newWalk(r *Resolver, q *request, w *world) *walk {
	n := len(r.graph.nodes)
	return &walk{r: r, q: q, w: w, in: make([]bool, n), stamp: make([]int, n), known: map[link]bool{}, warned: map[int]bool{}}
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

// pass visits everything from the start on, breadth first. visit says where an edge leads.
func (k *walk) pass(visit func(from step, e *edge) bool) {
	seen := make([]bool, k.r.graph.visits())
	queue := make([]step, 0, min(len(seen), 512))
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
