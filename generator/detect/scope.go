package detect

import (
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// binding is what gives a name its value at one place.
type binding struct {
	line int
	// target is the qualified name that an import binds: "fastapi.FastAPI". level counts
	// the leading dots of a relative one.
	target string
	level  int
	// stmt is the def, class or assignment; nil for imports and for names bound otherwise.
	stmt *python.Stmt
	// value is what an assignment assigns, nil if it only annotates or unpacks.
	value *python.Expr
}

// scope maps names to their bindings in the order of the source. The last one counts.
type scope map[string][]binding

// last is the binding in force at the end, nil without one.
func (s scope) last(name string) *binding {
	if list := s[name]; len(list) > 0 {
		return &list[len(list)-1]
	}
	return nil
}

// scopeBuilder fills a scope from statements.
type scopeBuilder struct {
	scope scope
	main  []python.Stmt
	// module says that the statements are a module's own, where __name__ can be __main__.
	module bool
}

// moduleScope reads the level of a module. What only runs when type checkers read it is left
// out; what only runs when the file is started is returned apart.
func moduleScope(body []python.Stmt) (scope, []python.Stmt) {
	b := &scopeBuilder{scope: scope{}, module: true}
	b.statements(body, false)
	return b.scope, b.main
}

// functionScope reads the level of a function: parameters first.
func functionScope(def *python.Stmt) scope {
	b := &scopeBuilder{scope: scope{}}
	for i := range def.Params {
		p := &def.Params[i]
		b.scope[p.Name] = []binding{{line: def.Line, stmt: def, value: p.Default}}
	}
	b.statements(def.Body, false)
	return b.scope
}

// statements binds what the list binds. In an alternative (else, except) a name that is bound
// already keeps its binding: the usual case stands first.
func (b *scopeBuilder) statements(list []python.Stmt, alternative bool) {
	for i := range list {
		s := &list[i]
		switch s.Kind {
		case python.ImportStmt, python.FromStmt:
			b.imports(s, alternative)
		case python.AssignStmt:
			b.assign(s, alternative)
		case python.DefStmt, python.ClassStmt:
			b.bind(s.Name, binding{line: s.Line, stmt: s}, alternative)
		case python.DelStmt:
			for _, t := range s.Targets {
				delete(b.scope, t)
			}
		case python.IfStmt:
			b.conditional(s, alternative)
		case python.BlockStmt:
			b.with(s, alternative)
			b.statements(s.Body, alternative || s.Keyword == "else" || s.Keyword == "except")
		}
	}
}

// with binds what `with x() as name` enters, which mostly is x() itself.
func (b *scopeBuilder) with(s *python.Stmt, alternative bool) {
	for i, name := range s.Targets {
		if name != "" && !strings.Contains(name, ".") && i < len(s.Exprs) {
			b.bind(name, binding{line: s.Line, stmt: s, value: &s.Exprs[i]}, alternative)
		}
	}
}

func (b *scopeBuilder) conditional(s *python.Stmt, alternative bool) {
	switch condition := &s.Exprs[0]; {
	case isTypeChecking(condition):
	case b.module && isMainCheck(condition):
		b.main = append(b.main, s.Body...)
	default:
		b.statements(s.Body, alternative || s.Keyword == "elif")
	}
}

// isTypeChecking finds conditions that are false at run time.
func isTypeChecking(e *python.Expr) bool {
	if e.Kind == python.NumberExpr {
		return e.Text == "0"
	}
	return e.Kind == python.NameExpr &&
		(e.Text == "False" || e.Text == "TYPE_CHECKING" || strings.HasSuffix(e.Text, ".TYPE_CHECKING"))
}

// isMainCheck finds __name__ == "__main__", either way round.
func isMainCheck(e *python.Expr) bool {
	name, main := false, false
	for i := range e.Items {
		name = name || e.Items[i].Kind == python.NameExpr && e.Items[i].Text == "__name__"
		main = main || e.Items[i].Kind == python.StringExpr && e.Items[i].Text == "__main__"
	}
	return name && main
}

func (b *scopeBuilder) bind(name string, to binding, alternative bool) {
	if alternative && len(b.scope[name]) > 0 {
		return
	}
	b.scope[name] = append(b.scope[name], to)
}

func (b *scopeBuilder) imports(s *python.Stmt, alternative bool) {
	for _, a := range s.Names {
		if s.Kind == python.FromStmt {
			target := s.Name + "." + a.Name
			if s.Name == "" {
				target = a.Name
			}
			if a.Name == "*" {
				target = s.Name
			}
			b.bind(a.As, binding{line: s.Line, target: target, level: s.Level}, alternative)
			continue
		}
		// import a.b binds a; import a.b as c binds a.b.
		if a.As == a.Name {
			top, _, _ := strings.Cut(a.Name, ".")
			b.bind(top, binding{line: s.Line, target: top}, alternative)
			continue
		}
		b.bind(a.As, binding{line: s.Line, target: a.Name}, alternative)
	}
}

func (b *scopeBuilder) assign(s *python.Stmt, alternative bool) {
	var value *python.Expr
	if len(s.Targets) > 0 && len(s.Exprs) > 0 && s.Exprs[0].Kind != python.ListExpr {
		value = &s.Exprs[0]
	} else if len(s.Targets) == 1 && len(s.Exprs) > 0 {
		value = &s.Exprs[0]
	}
	for _, t := range s.Targets {
		// a: FastAPI without a value binds nothing.
		if strings.Contains(t, ".") || value == nil && s.Annotation != nil {
			continue
		}
		b.bind(t, binding{line: s.Line, stmt: s, value: value}, alternative)
	}
}
