package detect

import (
	"slices"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// constructor finds the framework of a class: one of its constructors, or a class of the
// project that derives from one.
func (s *sources) constructor(fr frame, dotted string, hops int) *knowledge.Framework {
	if hops == 0 {
		return nil
	}
	r := s.resolve(fr, dotted)
	if r.external != "" {
		return s.frameworkOf(r.external)
	}
	if r.bound == nil || r.rest != "" || r.bound.stmt == nil || r.bound.stmt.Kind != python.ClassStmt {
		return nil
	}
	class := r.bound.stmt
	if known, ok := s.classes[class]; ok {
		return known
	}
	s.classes[class] = nil // a class is looked at once, however many paths lead to it
	for i := range class.Exprs {
		if base := &class.Exprs[i]; base.Kind == python.NameExpr {
			if fw := s.constructor(frame{mod: r.mod}, base.Text, hops-1); fw != nil {
				s.classes[class] = fw
				return fw
			}
		}
	}
	return nil
}

func (s *sources) frameworkOf(constructor string) *knowledge.Framework {
	for i := range s.in.Services.Frameworks {
		if f := &s.in.Services.Frameworks[i]; slices.Contains(f.Constructors, constructor) {
			return f
		}
	}
	return nil
}

// returns says which framework's application a function returns, and the binding that is
// returned; a return annotation counts too.
func (s *sources) returns(fr frame, def *python.Stmt, hops int) (fw *knowledge.Framework, at ref) {
	if hops == 0 {
		return nil, ref{}
	}
	inner := frame{mod: fr.mod, local: functionScope(def), def: def.Name}
	python.WalkStmts(def.Body, func(st *python.Stmt) bool {
		if st.Kind == python.ReturnStmt && len(st.Exprs) > 0 && fw == nil {
			fw, at = s.returned(inner, &st.Exprs[0], hops)
		}
		return st.Kind != python.DefStmt && st.Kind != python.ClassStmt
	})
	if fw == nil && def.Annotation != nil && def.Annotation.Kind == python.NameExpr {
		fw, at = s.constructor(fr, def.Annotation.Text, hops), ref{mod: fr.mod, def: def.Name}
	}
	return fw, at
}

func (s *sources) returned(inner frame, e *python.Expr, hops int) (*knowledge.Framework, ref) {
	switch e.Kind {
	case python.NameExpr:
		r := s.resolve(inner, e.Text)
		fw, at := s.appOf(inner, r, hops-1)
		return fw, at
	case python.CallExpr:
		fw, at := s.made(inner, e, hops-1)
		if at.mod == nil {
			at = ref{mod: inner.mod, def: inner.def}
		}
		return fw, at
	}
	return nil, ref{}
}
