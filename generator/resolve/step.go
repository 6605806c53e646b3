package resolve

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
