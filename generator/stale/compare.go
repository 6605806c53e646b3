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
	hit, found := make([]bool, len(needs)), make([]bool, len(locked))
	// Nearly all markers are as the lock writes them. What the others mean is asked last, and only where a
	// partner is still open.
	for _, alike := range []func(a, b pep508.Marker) bool{pep508.Marker.Equal, c.mayAgree} {
		for i := range needs {
			for _, j := range byName[needs[i].name] {
				if (!hit[i] || !found[j]) && same(&needs[i], &locked[j], alike) {
					hit[i], found[j] = true, true
				}
			}
		}
	}
	for i := range needs {
		if hit[i] {
			continue
		}
		n := &needs[i]
		j := partner(n, locked, found)
		if j < 0 {
			c.report(n.at, "%s `%s` is not in uv.lock", n.label, n.text)
			continue
		}
		found[j] = true
		c.difference(n, &locked[j])
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

// mayAgree says whether two markers are not known to differ.
func (c *checker) mayAgree(a, b pep508.Marker) bool {
	return pep508.Equivalent(a, b, c.python) != pep508.False
}

// same says whether a requirement and a recorded one are equal, by a comparison of their markers.
func same(n *need, r *recorded, alike func(a, b pep508.Marker) bool) bool {
	if n.name != r.Name || !slices.Equal(n.extras, r.extras) || !n.origin.admits(r.Requirement) {
		return false
	}
	// A source that is no registry leaves the version to what is found there.
	if r.Source.Kind == "" && !n.specifiers.Equal(r.specifiers) {
		return false
	}
	return alike(n.marker, r.marker)
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
