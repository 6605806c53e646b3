package pep508

// Turns are the patch releases of a minor version at which the marker can change its answer:
// for 3.11 and python_full_version < '3.11.3' these are 3 and 4. Between two of them, and
// before the first, nothing changes. Unsorted, may repeat; nil where the patch does not matter.
func (m Marker) Turns(minor Release) []uint64 {
	var out []uint64
	for _, c := range m.root.clauses(nil) {
		if c.Key != PythonFullVersion && c.Key != ImplementationVersion {
			continue
		}
		if c.list == nil {
			out = appendTurns(out, c.specifier.release, minor)
		}
		for _, r := range c.list {
			out = appendTurns(out, r, minor)
		}
	}
	return out
}

// Turns are the patch releases of a minor version at which Admits can change its answer.
func (ss Specifiers) Turns(minor Release) []uint64 {
	var out []uint64
	for _, s := range ss {
		out = appendTurns(out, s.release, minor)
	}
	return out
}

func appendTurns(out []uint64, r, minor Release) []uint64 {
	if !r.HasPrefix(minor.Short(2)) {
		return out
	}
	return append(out, r.at(2), r.at(2)+1)
}
