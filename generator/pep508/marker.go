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
	for _, c := range m.root.clauses(nil) {
		out = append(out, *c)
	}
	return out
}

// clauses appends the clauses of a node to a list, without copying them.
func (n *node) clauses(list []*Clause) []*Clause {
	switch {
	case n == nil:
		return list
	case n.junction == leaf:
		return append(list, &n.clause)
	}
	for _, k := range n.kids {
		list = k.clauses(list)
	}
	return list
}

// Uses says whether a clause has one of the keys.
func (m Marker) Uses(keys ...Key) bool { return m.root.uses(keys) }

func (n *node) uses(keys []Key) bool {
	if n == nil || n.junction == leaf {
		return n != nil && slices.Contains(keys, n.clause.Key)
	}
	return slices.ContainsFunc(n.kids, func(k *node) bool { return k.uses(keys) })
}

// Equal says whether two markers are written alike, but for spaces and needless parentheses. Equivalent
// asks what they mean, and takes longer.
func (m Marker) Equal(o Marker) bool { return m.root.same(o.root) }

// same says whether two markers are written alike, but for spaces and needless parentheses.
func (n *node) same(o *node) bool {
	if n == nil || o == nil || n.junction != o.junction {
		return n == o
	}
	if n.junction == leaf {
		return n.clause.Key == o.clause.Key && n.clause.Op == o.clause.Op && n.clause.Value == o.clause.Value
	}
	return slices.EqualFunc(n.kids, o.kids, (*node).same)
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
