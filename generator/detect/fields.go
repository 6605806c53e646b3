package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// class is a class of the project and the frame that its body is read in.
type class struct {
	stmt *python.Stmt
	fr   frame
}

// field is the value of an attribute of an object that one of the project's classes makes:
// settings.port, where settings = Settings(). Fields of a settings class are read from variables.
func (s *sources) field(r ref, hops int) value {
	if r.mod == nil || r.bound == nil || r.rest == "" || hops == 0 {
		return value{}
	}
	c, ok := classOf(r)
	if !ok && r.bound.value != nil {
		c, ok = s.madeClass(r.frame(), r.bound.value, hops-1)
	}
	if !ok {
		return value{}
	}
	return s.attributeOf(c, r.rest, hops-1)
}

// classOf is the class that a name is bound to.
func classOf(r ref) (class, bool) {
	if r.bound == nil || r.bound.stmt == nil || r.bound.stmt.Kind != python.ClassStmt {
		return class{}, false
	}
	c := r.bound.stmt
	local, _ := moduleScope(c.Body)
	return class{c, frame{mod: r.mod, local: local, def: c.Name}}, true
}

// madeClass is the class that a value is an object of: a call of the class without arguments, or of a
// function of the project that returns one.
func (s *sources) madeClass(fr frame, v *python.Expr, hops int) (class, bool) {
	if hops <= 0 {
		return class{}, false
	}
	switch {
	case v.Kind == python.NameExpr:
		r := s.resolve(fr, v.Text)
		if r.bound != nil && r.rest == "" && r.bound.value != nil {
			return s.madeClass(r.frame(), r.bound.value, hops-1)
		}
	case v.Kind == python.CallExpr && v.Func.Kind == python.NameExpr:
		r := s.resolve(fr, v.Func.Text)
		if r.rest != "" {
			return class{}, false
		}
		if def, inner, ok := r.function(); ok {
			return s.returnedClass(inner, def, hops-1)
		}
		if slices.ContainsFunc(v.Keywords, func(k python.Keyword) bool { return !strings.HasPrefix(k.Name, "_") }) || len(v.Items) > 0 {
			return class{}, false
		}
		return classOf(r)
	}
	return class{}, false
}

func (s *sources) returnedClass(inner frame, def *python.Stmt, hops int) (out class, ok bool) {
	python.WalkStmts(def.Body, func(st *python.Stmt) bool {
		if st.Kind == python.ReturnStmt && len(st.Exprs) > 0 && !ok {
			out, ok = s.madeClass(inner, &st.Exprs[0], hops)
		}
		return st.Kind != python.DefStmt
	})
	return out, ok
}

// attributeOf follows a dotted attribute of an object.
func (s *sources) attributeOf(c class, dotted string, hops int) value {
	name, rest, _ := strings.Cut(dotted, ".")
	holder, e, ok := s.attributeValue(c, name, hops)
	if !ok || hops <= 0 {
		return value{}
	}
	e, alias := s.defaultOf(holder.fr, e)
	if rest != "" {
		if e == nil {
			return value{}
		}
		inner, ok := s.madeClass(holder.fr, e, hops-1)
		if !ok {
			return value{}
		}
		return s.attributeOf(inner, rest, hops-1)
	}
	v := s.constant(holder.fr, e, hops-1)
	if v.env == "" {
		if alias == "" {
			alias = s.variableOf(c, name, hops)
		}
		v.env, v.field = alias, alias != ""
	}
	return v
}

// attributeValue finds what a class, or one of its bases, gives an attribute: in its body, or as
// self.name in __init__. The value is nil for one that is only annotated.
func (s *sources) attributeValue(c class, name string, hops int) (class, *python.Expr, bool) {
	for i := range c.stmt.Body {
		st := &c.stmt.Body[i]
		if st.Kind == python.AssignStmt && slices.Contains(st.Targets, name) {
			if len(st.Exprs) == 0 {
				return c, nil, true
			}
			return c, &st.Exprs[0], true
		}
	}
	if init := findDef(c.stmt.Body, "__init__"); init != nil {
		for i := range init.Body {
			st := &init.Body[i]
			if st.Kind == python.AssignStmt && slices.Contains(st.Targets, "self."+name) && len(st.Exprs) == 1 {
				c.fr.local = functionScope(init)
				return c, &st.Exprs[0], true
			}
		}
	}
	for i := range c.stmt.Exprs {
		if hops <= 0 || c.stmt.Exprs[i].Kind != python.NameExpr {
			continue
		}
		if base, ok := classOf(s.resolve(frame{mod: c.fr.mod}, c.stmt.Exprs[i].Text)); ok {
			if holder, e, ok := s.attributeValue(base, name, hops-1); ok {
				return holder, e, true
			}
		}
	}
	return class{}, nil, false
}

// defaultOf is the default of a field that a function describes, Field(8000, alias="PORT"), with the
// variable that it names; any other value as it is.
func (s *sources) defaultOf(fr frame, e *python.Expr) (*python.Expr, string) {
	if e == nil || e.Kind != python.CallExpr || e.Func.Kind != python.NameExpr ||
		!slices.Contains(s.in.Services.Sources.SettingsFields, s.resolve(fr, e.Func.Text).external) {
		return e, ""
	}
	variable := ""
	for _, key := range []string{"validation_alias", "alias", "env"} {
		if a := e.Keyword(key); a != nil && a.Kind == python.StringExpr && variable == "" {
			variable = a.Text
		}
	}
	if factory := e.Keyword("default_factory"); factory != nil {
		return &python.Expr{Kind: python.CallExpr, Line: factory.Line, Func: factory}, variable
	}
	return e.Argument(0, "default"), variable
}

// variableOf is the variable of a field of a settings class, "" for any other class.
func (s *sources) variableOf(c class, name string, hops int) string {
	prefix, settings := s.settingsPrefix(c, hops)
	if !settings {
		return ""
	}
	return strings.ToUpper(prefix + name)
}

// settingsPrefix says whether a class reads its fields from variables, and what stands before their names.
// https://docs.pydantic.dev/latest/concepts/pydantic_settings/#environment-variable-names
func (s *sources) settingsPrefix(c class, hops int) (prefix string, settings bool) {
	for i := range c.stmt.Exprs {
		if c.stmt.Exprs[i].Kind != python.NameExpr || hops <= 0 {
			continue
		}
		r := s.resolve(frame{mod: c.fr.mod}, c.stmt.Exprs[i].Text)
		if slices.Contains(s.in.Services.Sources.SettingsClasses, r.external) {
			settings = true
		} else if base, ok := classOf(r); ok && !settings {
			prefix, settings = s.settingsPrefix(base, hops-1)
		}
	}
	for i := range c.stmt.Body {
		st := &c.stmt.Body[i]
		var e *python.Expr
		switch {
		case st.Kind == python.AssignStmt && slices.Contains(st.Targets, "model_config") && len(st.Exprs) == 1:
			e = st.Exprs[0].Keyword("env_prefix")
		case st.Kind == python.ClassStmt && st.Name == "Config":
			for j := range st.Body {
				if in := &st.Body[j]; in.Kind == python.AssignStmt && slices.Contains(in.Targets, "env_prefix") && len(in.Exprs) == 1 {
					e = &in.Exprs[0]
				}
			}
		}
		if e != nil {
			prefix = s.constant(c.fr, e, hops-1).text
		}
	}
	return prefix, settings
}
