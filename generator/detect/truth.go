package detect

import "github.com/uvdock/uvdock/generator/detect/python"

// verdict is what is known of a condition.
type verdict uint8

const (
	unknown verdict = iota
	never
	always
)

// truth follows a comparison of constants: transport == "stdio", where the sources say once what the
// transport is.
func (s *sources) truth(fr frame, e *python.Expr) verdict {
	if e.Kind != python.OtherExpr || len(e.Items) != 2 || e.Text != "==" && e.Text != "!=" {
		return unknown
	}
	a, b := s.fixed(fr, &e.Items[0]), s.fixed(fr, &e.Items[1])
	switch {
	case !a.known || !b.known:
		return unknown
	case (a.text == b.text) == (e.Text == "=="):
		return always
	}
	return never
}

// fixed is the value of an expression that nothing changes: a literal, or a name that is bound once.
func (s *sources) fixed(fr frame, e *python.Expr) value {
	if e.Kind == python.NameExpr {
		r := s.resolve(fr, e.Text)
		if r.bound == nil || r.rest != "" || r.mod == nil {
			return value{}
		}
		scope := r.mod.scope
		if r.local != nil {
			scope = r.local
		}
		if len(scope[r.name]) != 1 || r.bound.stmt == nil || r.bound.stmt.Kind != python.AssignStmt {
			return value{}
		}
	}
	v := s.constant(fr, e, maxHops)
	v.known = v.known && v.env == "" && v.flag == ""
	return v
}

// chain follows if, elif and else where their conditions are known.
type chain struct {
	// open says that no condition so far may hold, certain that the statement at hand runs, closed that none
	// of those that follow does.
	open, certain, closed bool
}

// next takes the next statement of a block and says whether it can run.
func (c *chain) next(s *sources, fr frame, st *python.Stmt) bool {
	c.certain = false
	switch {
	case st.Kind == python.IfStmt && st.Keyword != "elif":
		*c = chain{open: true}
	case st.Kind == python.IfStmt || st.Kind == python.BlockStmt && st.Keyword == "else":
	default:
		*c = chain{}
	}
	if c.closed {
		return false
	}
	if st.Kind != python.IfStmt {
		c.certain, c.closed = c.open, c.open // an else behind nothing that holds
		return true
	}
	switch s.truth(fr, &st.Exprs[0]) {
	case never:
		return false
	case always:
		c.certain, c.closed = c.open, true
	case unknown:
		c.open = false
	}
	return true
}
