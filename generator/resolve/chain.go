package resolve

import "slices"

// parents says for every package that was found which one leads to it on a shortest way from a
// root: -1 for what begins a way, as roots and the groups of a root without [project] do, -2
// for what was not found.
func (k *walk) parents() []int {
	// The links of a package are a chain of numbers: first, by package, is where it begins, and next
	// where it goes on; 0 is its end. A list each would cost more than everything else here.
	first, next := make([]int32, len(k.in)+1), make([]int32, len(k.followed))
	for i, l := range slices.Backward(k.followed) {
		next[i], first[l.from+1] = first[l.from+1], int32(i+1)
	}
	parent := make([]int, len(k.in))
	for i := range parent {
		parent[i] = -2
	}
	queue := slices.Concat(k.q.roots, []int{-1})
	if root := k.r.shared.root; root >= 0 && !slices.Contains(queue, root) && first[root+1] > 0 {
		// Where it lends a group, the lock root stands first in a way without being a target.
		queue = append(queue, root)
	}
	for _, i := range queue {
		if i >= 0 {
			parent[i] = -1
		}
	}
	for i := 0; i < len(queue); i++ {
		for at := first[queue[i]+1]; at > 0; at = next[at-1] {
			if to := k.followed[at-1].to; parent[to] == -2 {
				parent[to] = queue[i]
				queue = append(queue, to)
			}
		}
	}
	return parent
}

// chain is the names on the way to a package, itself last.
func (k *walk) chain(parents []int, i int) []string {
	n := 0
	for j := i; j >= 0; j = parents[j] {
		n++
	}
	out := make([]string, n)
	for j := i; j >= 0; j = parents[j] {
		n--
		out[n] = k.r.graph.nodes[j].pkg.Name
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
	root := k.r.shared.root
	for _, l := range k.followed {
		if l.from == -1 || l.from == root || slices.Contains(k.q.roots, l.from) {
			out[l.to] = true
		}
	}
	return out
}
