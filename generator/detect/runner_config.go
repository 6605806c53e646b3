package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// configured reads the address of a server that is given an object with its settings: what the code that
// calls it assigns to the object's attribute. Of an object that comes from elsewhere nothing is known.
func (s *sources) configured(fr frame, e *python.Expr, known knowledge.Runner, out *run) {
	a := e.Argument(known.ConfigPosition, known.Config)
	if known.Config == "" || a == nil {
		return
	}
	v := a
	if a.Kind == python.NameExpr {
		if v = boundValue(s.resolve(fr, a.Text)); v == nil {
			v = a
		}
		if bind := assigned(fr, a.Text+"."+known.ConfigBind); bind != nil {
			s.bindTo(fr, bind, out)
			return
		}
	}
	if v.Kind != python.CallExpr || len(v.Items)+len(v.Keywords) > 0 {
		out.host, out.port = value{}, value{}
	}
}

// bindTo reads HOST:PORT, or the first of a list of them.
func (s *sources) bindTo(fr frame, e *python.Expr, out *run) {
	out.host, out.port = value{}, value{}
	if e.Kind == python.ListExpr && len(e.Items) > 0 {
		e = &e.Items[0]
	}
	if v := s.constant(fr, e, maxHops); v.known {
		i := strings.LastIndex(v.text, ":")
		out.port = value{text: v.text[i+1:], known: true}
		out.host = value{text: strings.Trim(v.text[:max(i, 0)], "[]"), known: i >= 0}
	}
}

// assigned is what the function, or the module, of a frame assigns to a dotted name last; nil where nothing.
func assigned(fr frame, dotted string) *python.Expr {
	body := slices.Concat(fr.mod.body, fr.mod.main)
	if fr.def != "" {
		def := findDef(fr.mod.body, fr.def)
		if def == nil {
			return nil
		}
		body = def.Body
	}
	var out *python.Expr
	python.WalkStmts(body, func(st *python.Stmt) bool {
		if st.Kind == python.AssignStmt && slices.Contains(st.Targets, dotted) && len(st.Exprs) == 1 {
			out = &st.Exprs[0]
		}
		return st.Kind != python.DefStmt && st.Kind != python.ClassStmt
	})
	return out
}
