package resolve

import (
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
)

// activate is the first pass: following an edge switches its extras on, which later edges see.
func (k *walk) activate(_ step, e *edge) bool {
	if k.w.evaluate(e.marker, e.active).value == pep508.False {
		return false
	}
	for _, name := range e.active {
		k.w.active[name] = true
	}
	return true
}

// follow is the second pass.
func (k *walk) follow(from step, e *edge) bool {
	if !k.holds(e.marker, nil, from.node, e.to) {
		return false
	}
	k.in[e.to] = true
	// A bundle may name a package twice, with different markers or extras.
	visit := k.r.graph.visit(from) + 1
	if k.stamp[e.to] == visit {
		return true
	}
	k.stamp[e.to] = visit
	l := link{from.node, e.to, k.r.graph.nodes[from.node].label(from.extra)}
	if len(k.known) == 0 || !k.known[l] {
		k.followed = append(k.followed, l)
	}
	return true
}

// began is follow for a group that the walk begins with.
func (k *walk) began(l link) {
	k.in[l.to] = true
	if !k.known[l] {
		k.known[l] = true
		k.followed = append(k.followed, l)
	}
}

// holds evaluates the marker of an edge that was reached, and says once a marker when the
// answer depends on what the target leaves open. An unknown marker counts as true: what may be
// installed is looked at.
func (k *walk) holds(id int, with []string, from, to int) bool {
	return k.judge(id, k.w.evaluate(id, with), from, to)
}

// plain evaluates a marker of the manifest, for which no extra is active.
func (k *walk) plain(text string) bool {
	id := k.r.graph.ids[text]
	return k.judge(id, k.w.ask(&k.r.graph.markers[id], nil), -1, -1)
}

// judge takes an answer. from and to are -1 for the manifest.
func (k *walk) judge(id int, t truth, from, to int) bool {
	if (t.value == pep508.Unknown || t.sensitive) && !k.warned[id] {
		k.warned[id] = true
		k.findings = append(k.findings, k.openMarker(id, t, from, to))
	}
	return t.value != pep508.False
}

func (k *walk) openMarker(id int, t truth, from, to int) diag.Finding {
	text := k.r.graph.markers[id].text
	what, place := "a dependency group", diag.Place{File: k.r.lock.File}
	if from >= 0 {
		p := k.r.graph.nodes[from].pkg
		what, place = p.Name, at(k.r.lock, p)
	}
	if to >= 0 {
		what += " -> " + k.r.graph.nodes[to].pkg.Name
	}
	if t.value == pep508.Unknown {
		return diag.Warningf("marker-depends-on-host", place,
			"%s depends on the kernel of the machine that builds the image: %s; it is taken to be true", what, text).
			WithFix("give the dependency a marker that names the platform alone, and run `uv lock`")
	}
	return diag.Warningf("patch-sensitive", place,
		"%s depends on the patch release of Python: %s; the answer is that of the newest", what, text).
		WithFix("name the patch release, such as --python %s.N", k.w.minor)
}
