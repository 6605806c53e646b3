package detect

import (
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// class notes the fields without a default of a class of settings.
func (w *demandWalk) class(fr frame, c *python.Stmt) {
	row := w.derived(fr, c, maxHops)
	if row == nil || !w.made[c] {
		return
	}
	prefix, exact, known := w.namesOf(fr, c)
	if !known {
		return
	}
	for i := range c.Body {
		f := &c.Body[i]
		if f.Kind != python.AssignStmt || f.Annotation == nil || len(f.Targets) != 1 || strings.HasPrefix(f.Targets[0], "_") || w.composed(fr, f.Annotation) ||
			row.Optional && w.mayBeNone(fr, f.Annotation) {
			continue
		}
		alias, required := w.field(fr, f)
		name := alias
		if alias == "" {
			name = prefix + f.Targets[0]
		}
		if !exact {
			name = strings.ToUpper(name)
		}
		if required && validName(name) != "" {
			w.note(fr, f.Line, name)
		}
	}
}

// derived is the row of a class of settings, itself or through classes of the project; nil for any other.
func (w *demandWalk) derived(fr frame, c *python.Stmt, hops int) *knowledge.Demand {
	if known, ok := w.rows[c]; ok {
		return known
	}
	w.rows[c] = nil // a class is looked at once, however many paths lead to it
	w.rows[c] = w.searchBases(fr, c, hops)
	return w.rows[c]
}

func (w *demandWalk) searchBases(fr frame, c *python.Stmt, hops int) *knowledge.Demand {
	for i := range c.Exprs {
		base := &c.Exprs[i]
		if base.Kind != python.NameExpr || hops == 0 {
			continue
		}
		r := w.src.resolve(fr, base.Text)
		if row := w.row(knowledge.DemandClass, r.external); row != nil {
			return row
		}
		if r.bound != nil && r.rest == "" && r.bound.stmt != nil && r.bound.stmt != c && r.bound.stmt.Kind == python.ClassStmt {
			if row := w.derived(r.frame(), r.bound.stmt, hops-1); row != nil {
				return row
			}
		}
	}
	return nil
}

// mayBeNone says whether an annotation is Optional[x] or x | None.
func (w *demandWalk) mayBeNone(fr frame, annotation *python.Expr) (found bool) {
	annotation.Walk(func(e *python.Expr) {
		found = found || e.Kind == python.NameExpr && (e.Text == "None" || w.src.resolve(fr, e.Text).external == "typing.Optional")
	})
	return found
}

// composed says whether a field is no single variable: a class of the project, of which each field is
// one, or a ClassVar, which is none.
func (w *demandWalk) composed(fr frame, annotation *python.Expr) bool {
	head := annotation
	for head.Kind == python.OtherExpr && len(head.Items) > 0 {
		head = &head.Items[0]
	}
	if head.Kind != python.NameExpr {
		return false
	}
	r := w.src.resolve(fr, head.Text)
	if r.external == "typing.ClassVar" {
		return true
	}
	if r.bound == nil || r.bound.stmt == nil || r.bound.stmt.Kind != python.ClassStmt {
		return false
	}
	for _, base := range r.bound.stmt.Exprs {
		if base.Kind == python.NameExpr && strings.HasPrefix(w.src.resolve(r.frame(), base.Text).external, "enum.") {
			return false
		}
	}
	return true
}

// field reads what a field is set to: nothing, `...`, or pydantic's Field with an alias and without a default.
func (w *demandWalk) field(fr frame, f *python.Stmt) (alias string, required bool) {
	if len(f.Exprs) == 0 || isEllipsis(&f.Exprs[0]) {
		return "", true
	}
	call := &f.Exprs[0]
	if call.Kind != python.CallExpr || call.Func.Kind != python.NameExpr || !strings.HasSuffix(w.src.resolve(fr, call.Func.Text).external, ".Field") {
		return "", false
	}
	for _, key := range []string{"env", "alias", "validation_alias"} { // the last is the strongest
		if a := call.Keyword(key); a != nil && a.Kind == python.StringExpr {
			alias = a.Text
		} else if literal := firstLiteral(a); literal != "" {
			alias = literal
		}
	}
	given := call.Argument(0, "default")
	return alias, (given == nil || isEllipsis(given)) && call.Keyword("default_factory") == nil
}

// isEllipsis says whether an expression is `...`.
func isEllipsis(e *python.Expr) bool {
	return e.Kind == python.NameExpr && e.Text == "Ellipsis"
}

// namesOf is how a class of settings calls its variables: the prefix, and whether case counts; known is
// false where the prefix cannot be told
// (https://docs.pydantic.dev/latest/concepts/pydantic_settings/#changing-environment-variable-prefixes).
func (w *demandWalk) namesOf(fr frame, c *python.Stmt) (prefix string, exact, known bool) {
	known = true
	read := func(name string, value *python.Expr) {
		switch name {
		case "env_prefix":
			v := w.src.constant(fr, value, maxHops)
			prefix, known = v.text, v.known
		case "case_sensitive":
			exact = value != nil && value.Text == "True"
		}
	}
	for i := range c.Body {
		s := &c.Body[i]
		switch {
		case s.Kind == python.ClassStmt && s.Name == "Config":
			for j := range s.Body {
				if inner := &s.Body[j]; inner.Kind == python.AssignStmt && len(inner.Targets) == 1 && len(inner.Exprs) == 1 {
					read(inner.Targets[0], &inner.Exprs[0])
				}
			}
		case s.Kind == python.AssignStmt && len(s.Targets) == 1 && s.Targets[0] == "model_config" && len(s.Exprs) == 1:
			for _, k := range s.Exprs[0].Keywords {
				read(k.Name, &k.Value)
			}
		}
	}
	return prefix, exact, known
}
