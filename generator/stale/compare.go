package stale

import (
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// compare reports the requirements of a manifest that the lock does not record, and those that
// it records and the manifest no longer has. Both are sets, as in uv. at is where to report
// what the manifest lacks, label what kind of requirement it was.
func (c *checker) compare(needs []need, list []project.Requirement, label string, at diag.Place) {
	locked, ok := parseRecorded(list)
	if !ok {
		return
	}
	byName := map[string][]int{}
	for i := range locked {
		byName[locked[i].Name] = append(byName[locked[i].Name], i)
	}
	var missing []*need
	found := make([]bool, len(locked))
	for i := range needs {
		n, hit := &needs[i], false
		for _, i := range byName[n.name] {
			if c.same(n, &locked[i]) {
				found[i], hit = true, true
			}
		}
		if !hit {
			missing = append(missing, n)
		}
	}
	for _, n := range missing {
		i := partner(n, locked, found)
		if i < 0 {
			c.report(n.at, "%s `%s` is not in uv.lock", n.label, n.text)
			continue
		}
		found[i] = true
		c.difference(n, &locked[i])
	}
	for i := range locked {
		if !found[i] {
			c.report(at, "uv.lock was made with the %s `%s`, which is not in pyproject.toml", label, locked[i])
		}
	}
}

// difference reports a requirement that the lock records differently.
func (c *checker) difference(n *need, locked *recorded) {
	if !n.origin.admits(locked.Requirement) {
		c.report(n.at, "%s `%s` comes from %s, but uv.lock was made with `%s`", n.label, n.text, n.origin, locked)
		return
	}
	c.report(n.at, "%s `%s` is not in uv.lock, which was made from `%s`", n.label, n.text, locked)
}

// same says whether a requirement and a recorded one are equal. Markers are, unless they are
// known to differ.
func (c *checker) same(n *need, r *recorded) bool {
	if n.name != r.Name || !slices.Equal(n.extras, r.extras) || !n.origin.admits(r.Requirement) {
		return false
	}
	// A source that is no registry leaves the version to what is found there.
	if r.Source.Kind == "" && !n.specifiers.Equal(r.specifiers) {
		return false
	}
	return pep508.Equivalent(n.marker, r.marker, c.python) != pep508.False
}

// partner is the recorded requirement that a missing one was most likely made from: of the same
// name and not taken, first of all one with the same marker. -1 when there is none.
func partner(n *need, locked []recorded, taken []bool) int {
	best := -1
	for i := range locked {
		if taken[i] || locked[i].Name != n.name {
			continue
		}
		if pep508.Equivalent(n.marker, locked[i].marker, nil) == pep508.True {
			return i
		}
		if best < 0 {
			best = i
		}
	}
	return best
}
