package pep508

// maxSteps bounds the work of Equivalent; real markers need a few hundred steps.
const maxSteps = 20000

// Equivalent says whether two markers agree in every environment whose Python the specifiers
// admit. It is Unknown when that takes too many steps. Extras count as free: the markers must
// agree whatever is active. Platforms that uv knows to be impossible, such as os_name nt with
// sys_platform linux, do not count.
//
// It tries values, not rules: each key takes the values at which a clause of either marker can
// change its answer, and one that no clause names.
func Equivalent(a, b Marker, python Specifiers) Truth {
	if a.root.same(b.root) {
		return True // as most are, and it costs next to nothing to see
	}
	e := &equivalence{python: python, seen: map[string]Truth{}, left: maxSteps}
	left, right := canonical(a.root), canonical(b.root)
	e.variables(right.clauses(left.clauses(nil)))
	return e.compare(left, right, 0, platformValues{})
}

// equivalence is the state of one comparison: a decision tree over the variables, in which
// equal pairs of markers are looked at once.
type equivalence struct {
	python Specifiers
	vars   []variable
	seen   map[string]Truth
	left   int
}

// variable is a key and the values worth trying. Extras are one variable each.
type variable struct {
	key      Key
	extra    string
	releases []Release
	texts    []string
}

// size is how many values the variable takes; an extra is on or off.
func (v variable) size() int {
	if v.key == Extra {
		return 2
	}
	return max(len(v.releases), len(v.texts))
}

// decides says whether a clause is about the variable.
func (v variable) decides(c Clause) bool {
	if v.key == Extra {
		return c.Key == Extra && c.Value == v.extra
	}
	return canonicalKey(c.Key) == v.key
}

// answer is what the clause is for the variable's i-th value.
func (v variable) answer(c Clause, i int) bool {
	switch {
	case v.key == Extra:
		return c.extraIs(TruthOf(i == 1)) == True
	case v.releases != nil:
		return c.releaseIs(v.releases[i])
	}
	return c.textIs(v.texts[i])
}

// canonicalKey makes one variable of python_version and python_full_version.
func canonicalKey(k Key) Key {
	if k == PythonVersion {
		return PythonFullVersion
	}
	return k
}

// fixed stands for a marker that is decided; nil already means "always".
func fixed(b bool) *node {
	if b {
		return nil
	}
	return &node{junction: disjunction}
}

func isFalse(n *node) bool { return n != nil && n.junction == disjunction && len(n.kids) == 0 }

// compare tries the values of the variables from the i-th on.
func (e *equivalence) compare(a, b *node, i int, assumed platformValues) Truth {
	switch {
	case (a == nil || isFalse(a)) && (b == nil || isFalse(b)):
		return TruthOf((a == nil) == (b == nil))
	case i == len(e.vars):
		return Unknown // unreachable: every clause belongs to a variable
	}
	id := Marker{a}.String() + "\x00" + Marker{b}.String() + "\x00" + truthID(a, b) + assumed.id()
	if t, ok := e.seen[id]; ok {
		return t
	}
	result, v := True, e.vars[i]
	for k := range v.size() {
		if e.left--; e.left < 0 {
			return Unknown
		}
		now := assumed.assume(v, k)
		if now.impossible() {
			continue
		}
		result = min(result, e.compare(restrict(a, v, k), restrict(b, v, k), i+1, now))
		if result == False {
			break
		}
	}
	e.seen[id] = result
	return result
}

// truthID tells "always" from "never", which both print as nothing.
func truthID(a, b *node) string {
	id := []byte{'-', '-'}
	for i, n := range []*node{a, b} {
		if isFalse(n) {
			id[i] = 'f'
		}
	}
	return string(id)
}

// restrict replaces the clauses of a variable by their answers and simplifies.
func restrict(n *node, v variable, value int) *node {
	switch {
	case n == nil || isFalse(n):
		return n
	case n.junction == leaf:
		if !v.decides(n.clause) {
			return n
		}
		return fixed(v.answer(n.clause, value))
	}
	or := n.junction == disjunction
	kids := make([]*node, 0, len(n.kids))
	for _, k := range n.kids {
		r := restrict(k, v, value)
		always, never := r == nil, isFalse(r)
		switch {
		case always && or, never && !or:
			return r
		case !always && !never:
			kids = append(kids, r)
		}
	}
	if len(kids) == 0 {
		return fixed(!or)
	}
	return join(n.junction, kids)
}
