package pep508

import (
	"slices"
	"strings"
)

// variables collects what the clauses of both markers ask about, Python first because it decides
// most.
func (e *equivalence) variables(clauses []*Clause) {
	order := []Key{
		PythonFullVersion, ImplementationVersion, SysPlatform, OSName, PlatformSystem, PlatformMachine,
		ImplementationName, PlatformPythonImplementation, PlatformRelease, PlatformVersion, kernelVersion,
	}
	for _, key := range order {
		var of []*Clause
		for _, c := range clauses {
			if canonicalKey(c.Key) == key {
				of = append(of, c)
			}
		}
		switch {
		case len(of) == 0:
		case key == PythonFullVersion:
			e.vars = append(e.vars, variable{key: key, releases: e.admitted(turningPoints(of, e.python))})
		case key == ImplementationVersion, key == kernelVersion:
			e.vars = append(e.vars, variable{key: key, releases: turningPoints(of, nil)})
		default:
			e.vars = append(e.vars, variable{key: key, texts: textValues(of)})
		}
	}
	var extras []string
	for _, c := range clauses {
		if c.Key == Extra && !slices.Contains(extras, c.Value) {
			extras = append(extras, c.Value)
			e.vars = append(e.vars, variable{key: Extra, extra: c.Value})
		}
	}
}

func (e *equivalence) admitted(rs []Release) []Release {
	return slices.DeleteFunc(rs, func(r Release) bool { return !e.python.Admits(r) })
}

// turningPoints are the releases of three segments at which a clause, or a specifier, can
// change its answer, and the least of all. Between two of them nothing changes.
func turningPoints(clauses []*Clause, python Specifiers) []Release {
	points := []Release{{0, 0, 0}}
	add := func(r Release) {
		v := r.Short(3)
		points = append(points, v,
			Release{v[0], v[1], v[2] + 1}, Release{v[0], v[1], 0}, Release{v[0], v[1] + 1, 0},
			Release{v[0], 0, 0}, Release{v[0] + 1, 0, 0})
	}
	for _, c := range clauses {
		if c.list == nil {
			add(c.specifier.release)
		}
		for _, r := range c.list {
			add(r)
		}
	}
	for _, s := range python {
		add(s.release)
	}
	return sortReleases(points)
}

// textValues are values that tell the clauses of one key apart: each literal, the words of a
// list, texts that hold literals, one below and one just above each literal for the ordered
// keys, and one that is none of them.
func textValues(clauses []*Clause) []string {
	const other = "\x01other"
	values := []string{"", other}
	var contained []string
	for _, c := range clauses {
		values = append(values, c.Value, c.Value+"\x01")
		switch c.Op {
		case "in", "not in":
			values = append(values, strings.FieldsFunc(c.Value, func(r rune) bool {
				return r == ' ' || r == ',' || r == '|' || r == ';'
			})...)
		case opContains, opNotContains:
			contained = append(contained, c.Value)
		}
	}
	if len(contained) > 1 {
		values = append(values, strings.Join(contained, "\x01"))
	}
	slices.Sort(values)
	return slices.Compact(values)
}
