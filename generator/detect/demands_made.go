package detect

import "github.com/uvdock/uvdock/generator/detect/python"

// makes notes the classes that a module calls, or hands to a call (default_factory=Settings, Depends(Settings)):
// a class that is only defined reads nothing.
func (w *demandWalk) makes(m *module) {
	note := func(e *python.Expr) {
		if e.Kind == python.NameExpr {
			w.makesClass(w.src.resolve(frame{mod: m}, e.Text))
		}
	}
	python.WalkStmts(m.body, func(s *python.Stmt) bool {
		for _, list := range [][]python.Expr{s.Exprs, s.Decorators} {
			for i := range list {
				list[i].Walk(func(e *python.Expr) {
					if e.Kind != python.CallExpr {
						return
					}
					note(e.Func)
					for j := range e.Items {
						note(&e.Items[j])
					}
					for j := range e.Keywords {
						note(&e.Keywords[j].Value)
					}
				})
			}
		}
		for i := range s.Params {
			if p := s.Params[i].Default; p != nil {
				p.Walk(func(e *python.Expr) { note(e) })
			}
		}
		return true
	})
}

func (w *demandWalk) makesClass(r ref) {
	if r.bound == nil || r.bound.stmt == nil || r.bound.stmt.Kind != python.ClassStmt || w.made[r.bound.stmt] {
		return // Settings() and Settings.load() alike
	}
	w.made[r.bound.stmt] = true
	for i := range r.bound.stmt.Exprs {
		if base := &r.bound.stmt.Exprs[i]; base.Kind == python.NameExpr {
			w.makesClass(w.src.resolve(frame{mod: r.mod}, base.Text))
		}
	}
	for i := range r.bound.stmt.Body { // a field that is a class of settings itself
		if a := r.bound.stmt.Body[i].Annotation; a != nil && a.Kind == python.NameExpr {
			w.makesClass(w.src.resolve(frame{mod: r.mod}, a.Text))
		}
	}
}
