package pep508

import "slices"

// Marker is a parsed environment marker, immutable and safe to share. The zero value is the
// marker that always holds.
type Marker struct{ root *node }

// junction says how a node joins what is below it.
type junction uint8

const (
	leaf junction = iota
	conjunction
	disjunction
)

// node is a clause, or at least two nodes joined by the other junction than its parent's.
type node struct {
	junction junction
	clause   Clause
	kids     []*node
}

// Key is the left side of a clause, in its current spelling.
type Key string

// The keys of PEP 508. Extra is written "extra".
const (
	OSName                       Key = "os_name"
	SysPlatform                  Key = "sys_platform"
	PlatformSystem               Key = "platform_system"
	PlatformMachine              Key = "platform_machine"
	PlatformRelease              Key = "platform_release"
	PlatformVersion              Key = "platform_version"
	PlatformPythonImplementation Key = "platform_python_implementation"
	ImplementationName           Key = "implementation_name"
	ImplementationVersion        Key = "implementation_version"
	PythonVersion                Key = "python_version"
	PythonFullVersion            Key = "python_full_version"
	Extra                        Key = "extra"
)

// Clause is one comparison, with the key on the left.
type Clause struct {
	Key Key
	// Op is == != < <= > >= ~= in or "not in". Contains and "not contains" stand for
	// 'value' in key and 'value' not in key.
	Op string
	// Value is the literal as written; for Extra the normalised name.
	Value string

	// versions is what the value says where the key is a version: one specifier, or the
	// releases of a list.
	specifier Specifier
	list      []Release
	// never marks what uv takes as false whatever the operator: an extra whose name is not
	// valid, and python_version against a prefix or a list that names a patch release.
	never bool
}

// The operators that only a clause with reversed operands has.
const (
	opContains    = "contains"
	opNotContains = "not contains"
)

// Always says whether the marker holds everywhere because it has no clause.
func (m Marker) Always() bool { return m.root == nil }

// Clauses are all clauses from left to right. Ignored ones are not among them.
func (m Marker) Clauses() []Clause {
	var out []Clause
	var walk func(*node)
	walk = func(n *node) {
		if n.junction == leaf {
			out = append(out, n.clause)
			return
		}
		for _, k := range n.kids {
			walk(k)
		}
	}
	if m.root != nil {
		walk(m.root)
	}
	return out
}

// Uses says whether a clause has one of the keys.
func (m Marker) Uses(keys ...Key) bool {
	for _, c := range m.Clauses() {
		if slices.Contains(keys, c.Key) {
			return true
		}
	}
	return false
}

// join makes a node of parts, flattened, so that one text has one tree. nil parts are the
// ignored clauses, which are neutral; without any other part the result is nil.
func join(j junction, parts []*node) *node {
	var kids []*node
	for _, p := range parts {
		switch {
		case p == nil:
		case p.junction == j:
			kids = append(kids, p.kids...)
		default:
			kids = append(kids, p)
		}
	}
	switch len(kids) {
	case 0:
		return nil
	case 1:
		return kids[0]
	}
	return &node{junction: j, kids: kids}
}
