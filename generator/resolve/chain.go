package resolve

import "slices"

// chains finds one shortest way from a root to every package that was found. The groups of a
// root without [project] begin a way themselves.
func (k *walk) chains() map[int][]string {
	next := map[int][]int{}
	for _, l := range k.followed {
		next[l.from] = append(next[l.from], l.to)
	}
	parent := map[int]int{-1: -1}
	queue := slices.Concat(k.q.roots, []int{-1})
	if root := k.r.rootPackage(); root >= 0 && !slices.Contains(queue, root) && len(next[root]) > 0 {
		// Where it lends a group, the lock root stands first in a way without being a target.
		queue = append(queue, root)
	}
	for _, i := range queue {
		parent[i] = -1
	}
	for i := 0; i < len(queue); i++ {
		for _, to := range next[queue[i]] {
			if _, known := parent[to]; !known {
				parent[to] = queue[i]
				queue = append(queue, to)
			}
		}
	}
	out := make(map[int][]string, len(queue))
	for _, i := range queue {
		if i >= 0 {
			out[i] = append(slices.Clone(out[parent[i]]), k.r.graph.nodes[i].pkg.Name)
		}
	}
	return out
}

// edges are the followed edges by name.
func (k *walk) edges() []Edge {
	out := make([]Edge, 0, len(k.followed))
	for _, l := range k.followed {
		e := Edge{To: k.r.graph.nodes[l.to].pkg.Name, Label: l.label}
		if l.from >= 0 {
			e.From = k.r.graph.nodes[l.from].pkg.Name
		}
		out = append(out, e)
	}
	return out
}

// direct marks the packages that a root or a selected group names.
func (k *walk) direct() map[int]bool {
	out := map[int]bool{}
	root := k.r.rootPackage()
	for _, l := range k.followed {
		if l.from == -1 || l.from == root || slices.Contains(k.q.roots, l.from) {
			out[l.to] = true
		}
	}
	return out
}
