package wheel

import (
	"fmt"
	"strings"
)

// Tags is what a target accepts, with the order of preference. It is immutable and safe to
// share; make it once a target, for matching a wheel then costs a few map look-ups.
type Tags struct {
	// pairs and platforms number (python, abi) and platform tags from the best on. A wheel
	// with a platform ranks by the pair first, then by the platform.
	pairs     map[pair]int
	platforms map[string]int
	// pures numbers the pairs that go with the platform any; all come after those above.
	pures map[pair]int
	// order of the keys of the maps above, for List.
	pairOrder, pureOrder []pair
	platformOrder        []string
}

type pair struct{ python, abi string }

// Tag is one compatibility tag of PEP 425.
type Tag struct{ Python, ABI, Platform string }

// NewTags makes the tags of CPython on a platform.
func NewTags(py Python, platform Platform) *Tags {
	t := &Tags{platformOrder: platformTags(platform)}
	suffix := ""
	if py.FreeThreaded {
		suffix = "t"
	}
	cp := func(minor int) string { return fmt.Sprintf("cp%d%d", py.Major, minor) }
	t.pairOrder = append(t.pairOrder, pair{cp(py.Minor), cp(py.Minor) + suffix})
	// The stable ABI began with 3.2. Free-threaded builds have one of their own (PEP 803).
	for m := py.Minor; m >= 2; m-- {
		t.pairOrder = append(t.pairOrder, pair{cp(m), "abi3" + suffix})
		if m == py.Minor {
			t.pairOrder = append(t.pairOrder, pair{cp(m), "none"})
		}
	}
	t.pureOrder = append(t.pureOrder, pair{cp(py.Minor), "none"})
	for m := py.Minor; m >= 0; m-- {
		generic := []pair{{fmt.Sprintf("py%d%d", py.Major, m), "none"}}
		if m == py.Minor {
			generic = append(generic, pair{fmt.Sprintf("py%d", py.Major), "none"})
		}
		t.pairOrder = append(t.pairOrder, generic...)
		t.pureOrder = append(t.pureOrder, generic...)
	}
	t.pairs, t.pures, t.platforms = number(t.pairOrder), number(t.pureOrder), number(t.platformOrder)
	return t
}

func number[T comparable](order []T) map[T]int {
	m := make(map[T]int, len(order))
	for i, v := range order {
		m[v] = i
	}
	return m
}

// List is all tags, best first, each once.
func (t *Tags) List() []Tag {
	out := make([]Tag, 0, len(t.pairOrder)*len(t.platformOrder)+len(t.pureOrder))
	for _, p := range t.pairOrder {
		for _, platform := range t.platformOrder {
			out = append(out, Tag{p.python, p.abi, platform})
		}
	}
	for _, p := range t.pureOrder {
		out = append(out, Tag{p.python, p.abi, "any"})
	}
	return out
}

// Priority is how much an installer prefers the wheel: the priority of the best of its tags,
// more is better, and 0 where it does not fit. A variant never fits. Platform is the platform
// tag that decided.
func (t *Tags) Priority(n *Name) (priority int, platform string) {
	if n.Variant != "" {
		return 0, ""
	}
	total := len(t.pairs)*len(t.platforms) + len(t.pures)
	for plats := n.Platform; plats != ""; {
		var plat string
		plat, plats, _ = strings.Cut(plats, ".")
		place, compiled := t.platforms[plat]
		if !compiled && plat != "any" {
			continue
		}
		if rank := t.bestRank(n, place, compiled); rank >= 0 && total-rank > priority {
			priority, platform = total-rank, plat
		}
	}
	return priority, platform
}

// bestRank is the least position of the name's Python and ABI tags on one platform, -1 for none.
func (t *Tags) bestRank(n *Name, platform int, compiled bool) int {
	best := -1
	for pythons := n.Python; pythons != ""; {
		var python string
		python, pythons, _ = strings.Cut(pythons, ".")
		for abis := n.ABI; abis != ""; {
			var abi string
			abi, abis, _ = strings.Cut(abis, ".")
			if rank, ok := t.rank(pair{python, abi}, platform, compiled); ok && (best < 0 || rank < best) {
				best = rank
			}
		}
	}
	return best
}

// rank is the position in List.
func (t *Tags) rank(p pair, platform int, compiled bool) (rank int, ok bool) {
	if compiled {
		i, ok := t.pairs[p]
		return i*len(t.platforms) + platform, ok
	}
	i, ok := t.pures[p]
	return len(t.pairs)*len(t.platforms) + i, ok
}

// Best is the index of the wheel that an installer takes, -1 where none fits: the highest
// priority, then the highest build tag, then the first. Zero names are passed over.
func (t *Tags) Best(names []Name) int {
	best, priority := -1, 0
	for i := range names {
		p, _ := t.Priority(&names[i])
		if p == 0 || p < priority {
			continue
		}
		if p > priority || names[i].Build.Compare(names[best].Build) > 0 {
			best, priority = i, p
		}
	}
	return best
}
