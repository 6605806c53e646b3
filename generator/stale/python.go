package stale

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/pep508"
)

// requiresPython compares the intersection of the members' requires-python with that of the
// lock. As in uv their ends decide, not the holes between them.
func (c *checker) requiresPython() {
	var ranges pep508.Specifiers
	at := c.project.Root.Place("project", "requires-python")
	var texts []string
	for _, m := range c.project.Members {
		text := m.Pyproject.RequiresPython
		if text == "" {
			continue
		}
		one, err := pep508.ParseSpecifiers(text)
		if err != nil {
			return
		}
		ranges = append(ranges, one...)
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
		if c.project.Root.RequiresPython == "" {
			at = m.Pyproject.Place("project", "requires-python")
		}
	}
	if len(texts) == 0 || sameEnds(ranges, c.python) {
		return
	}
	c.report(at, "requires-python `%s` is not in uv.lock, which was made from `%s`",
		strings.Join(texts, "` and `"), c.lock.RequiresPython)
}

// sameEnds says whether the least and the greatest release that two ranges admit are the same.
// It tries every release at which one of them can end.
func sameEnds(a, b pep508.Specifiers) bool {
	var tries []pep508.Release
	for _, s := range slices.Concat(a, b) {
		release, err := pep508.ParseRelease(s.Version)
		if err != nil {
			return true
		}
		tries = append(tries, around(release)...)
	}
	tries = append(tries, pep508.Release{0}, pep508.Release{1 << 30})
	slices.SortFunc(tries, pep508.Release.Compare)
	first := func(ss pep508.Specifiers) int { return slices.IndexFunc(tries, ss.Admits) }
	last := func(ss pep508.Specifiers) int {
		for i, trie := range slices.Backward(tries) {
			if ss.Admits(trie) {
				return i
			}
		}
		return -1
	}
	return first(a) == first(b) && last(a) == last(b)
}

// around is a release, the ones next to it in each segment, and one just above and below.
func around(r pep508.Release) []pep508.Release {
	out := []pep508.Release{r, append(slices.Clone(r), 0, 0, 1)}
	for i := range r {
		up := slices.Clone(r[:i+1])
		up[i]++
		out = append(out, up)
		if r[i] > 0 {
			down := append(slices.Clone(r[:i+1]), 1<<30)
			down[i]--
			out = append(out, down)
		}
	}
	return out
}
