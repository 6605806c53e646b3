package detect

import (
	"slices"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// appOf says which framework's application a binding holds, and where it is made: the binding
// itself, or the one that it is an alias of.
func (s *sources) appOf(fr frame, r ref, hops int) (*knowledge.Framework, ref) {
	if r.bound == nil || hops == 0 || r.rest != "" {
		return nil, ref{}
	}
	v := r.bound.value
	if v == nil {
		if r.bound.stmt == nil || r.bound.stmt.Kind != python.DefStmt {
			return nil, ref{} // declared, but not bound
		}
		return s.annotated(r, hops), r
	}
	// Each value is looked at once: a value that is made of itself is nothing, and many that
	// name each other would otherwise be followed along every path.
	key := valueKey{v, r.name}
	if known, ok := s.values[key]; ok {
		return known.fw, known.at
	}
	s.values[key] = made{}
	fw, at := s.appValue(fr, r, v, hops)
	s.values[key] = made{fw, at}
	return fw, at
}

// valueKey tells values apart by their place in the sources and the name that they are bound to.
type valueKey struct {
	value *python.Expr
	name  string
}

// made is what is known of a value.
type made struct {
	fw *knowledge.Framework
	at ref
}

// appValue looks at the value of a binding.
func (s *sources) appValue(fr frame, r ref, v *python.Expr, hops int) (*knowledge.Framework, ref) {
	switch v.Kind {
	case python.NameExpr:
		to := s.resolve(fr, v.Text)
		if to.bound == nil || to.bound == r.bound {
			return nil, ref{}
		}
		if fw := s.attribute(to, hops); fw != nil {
			return fw, r
		}
		if fw, by := s.kept(to, hops); fw != nil {
			s.keepers[r.key()] = by
			return fw, r
		}
		return s.appOf(to.frame(), to, hops-1)
	case python.CallExpr:
		if fw, _ := s.made(fr, v, hops); fw != nil {
			return fw, r
		}
		if fw := s.chained(fr, v, hops); fw != nil {
			return fw, r
		}
		if fw := s.wrapped(fr, r, v, hops); fw != nil {
			return fw, r
		}
	}
	if fw, by := s.keptBy(fr, v, hops); fw != nil {
		s.keepers[r.key()] = by
		return fw, r
	}
	return s.annotated(r, hops), r
}

// annotated is the framework of the class that an assignment or a parameter is annotated with.
func (s *sources) annotated(r ref, hops int) *knowledge.Framework {
	st := r.bound.stmt
	if st == nil {
		return nil
	}
	var annotation *python.Expr
	switch st.Kind {
	case python.AssignStmt:
		annotation = st.Annotation
	case python.DefStmt:
		if i := slices.IndexFunc(st.Params, func(p python.Param) bool { return p.Name == r.name }); i >= 0 && st.Name != r.name {
			annotation = st.Params[i].Annotation
		}
	}
	if annotation == nil || annotation.Kind != python.NameExpr && annotation.Kind != python.StringExpr {
		return nil
	}
	return s.constructor(frame{mod: r.mod}, annotation.Text, hops)
}

// wrapped follows app = Middleware(app): the value wraps what the same name held before, or
// another application, and stands under a name that is usual for applications.
func (s *sources) wrapped(fr frame, r ref, call *python.Expr, hops int) *knowledge.Framework {
	for i := range call.Items {
		a := &call.Items[i]
		if a.Kind != python.NameExpr {
			continue
		}
		inner := s.resolve(fr, a.Text)
		if inner.key() == r.key() && inner.mod != nil {
			inner.bound = earlier(r.mod, r.name, r.bound)
		}
		if inner.bound == nil {
			continue
		}
		if fw, _ := s.appOf(inner.frame(), inner, hops-1); fw != nil && slices.Contains(fw.Names, r.name) {
			return fw
		}
	}
	return nil
}

// earlier is the binding of a module's name before the given one.
func earlier(m *module, name string, than *binding) *binding {
	list := m.scope[name]
	for i := len(list) - 1; i > 0; i-- {
		if list[i].line == than.line && list[i].value == than.value {
			return &list[i-1]
		}
	}
	return nil
}

// made says which framework's application a call gives, and where a factory keeps it.
func (s *sources) made(fr frame, call *python.Expr, hops int) (*knowledge.Framework, ref) {
	if hops == 0 || call.Func.Kind != python.NameExpr {
		return nil, ref{}
	}
	r := s.resolve(fr, call.Func.Text)
	if def, _, ok := r.function(); ok {
		return s.returns(frame{mod: r.mod}, def, hops-1)
	}
	if r.bound != nil && r.rest != "" {
		if fw := s.partOf(r, hops, func(fw knowledge.Framework) []string { return fw.MadeBy }); fw != nil {
			return fw, ref{}
		}
	}
	return s.constructor(fr, call.Func.Text, hops), ref{}
}
