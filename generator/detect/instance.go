package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// A class of the project can keep the application: `creator = Creator(); app = creator.app`, where
// __init__ says self.app = FastAPI(), or `app = Creator().create()`.

// A keeper is a class of the project and the attribute that holds an application; class.bound is nil for
// none, attribute empty where a method makes one anew.
type keeper struct {
	class     ref
	attribute string
}

// kept finds the framework of an attribute of an object or a class of the project: creator.app.
func (s *sources) kept(r ref, hops int) (*knowledge.Framework, keeper) {
	return s.memberOf(s.classOf(r, hops), r.rest, false, hops-1)
}

// keptBy is kept for a value that is no dotted name, and for what methods return: Creator().app,
// Creator().create(), creator.create(), Creator.create().
func (s *sources) keptBy(fr frame, v *python.Expr, hops int) (*knowledge.Framework, keeper) {
	called := v.Kind == python.CallExpr
	if called {
		v = v.Func
	}
	switch {
	case hops == 0 || v == nil:
	case called && v.Kind == python.NameExpr:
		r := s.resolve(fr, v.Text)
		return s.memberOf(s.classOf(r, hops), r.rest, true, hops-1)
	case v.Kind == python.AttrExpr && v.Func != nil && v.Func.Kind == python.CallExpr && v.Func.Func.Kind == python.NameExpr:
		return s.memberOf(s.class(fr, v.Func.Func.Text), v.Text, called, hops-1)
	}
	return nil, keeper{}
}

// classOf is the class of the object that a reference goes into, or the class itself.
func (s *sources) classOf(r ref, hops int) ref {
	if r.bound == nil || r.rest == "" || strings.Contains(r.rest, ".") || hops == 0 {
		return ref{}
	}
	if st := r.bound.stmt; st != nil && st.Kind == python.ClassStmt {
		return r
	}
	v := r.bound.value
	if v == nil || v.Kind != python.CallExpr || v.Func.Kind != python.NameExpr {
		return ref{}
	}
	return s.class(r.frame(), v.Func.Text)
}

// class resolves the name of a class of the project; its bound is nil for anything else.
func (s *sources) class(fr frame, dotted string) ref {
	r := s.resolve(fr, dotted)
	if r.bound == nil || r.rest != "" || r.bound.stmt == nil || r.bound.stmt.Kind != python.ClassStmt {
		return ref{}
	}
	return r
}

// memberKey tells what classes hold apart, without a name whatever they hold; member is what is known of it.
type memberKey struct {
	class  *python.Stmt
	name   string
	called bool
}

type member struct {
	fw *knowledge.Framework
	by keeper
	// any says that there is an application.
	any bool
}

// memberOf finds the framework of what a class of the project holds under a name: what its body or a
// method binds, or what a method returns when it is called. Then those of its bases.
func (s *sources) memberOf(class ref, name string, called bool, hops int) (*knowledge.Framework, keeper) {
	if class.bound == nil || hops <= 0 {
		return nil, keeper{}
	}
	key := memberKey{class.bound.stmt, name, called}
	if known, ok := s.members[key]; ok {
		return known.fw, known.by
	}
	s.members[key] = member{}
	fw, by := s.searchMember(class, name, called, hops)
	s.members[key] = member{fw: fw, by: by}
	return fw, by
}

func (s *sources) searchMember(class ref, name string, called bool, hops int) (*knowledge.Framework, keeper) {
	body := class.bound.stmt.Body
	for i := range body {
		st := &body[i]
		var fw *knowledge.Framework
		by := keeper{class: class, attribute: name}
		switch {
		case st.Kind == python.DefStmt && called && st.Name == name:
			fw, by = s.returnedBy(class, st, hops)
		case st.Kind == python.DefStmt && !called && len(st.Params) > 0:
			fw = s.assigned(class.mod, st, st.Params[0].Name+"."+name, hops)
		case st.Kind == python.AssignStmt && !called && slices.Contains(st.Targets, name) && len(st.Exprs) > 0:
			fw = s.valueOf(frame{mod: class.mod}, st, name, hops)
		}
		if fw != nil {
			return fw, by
		}
	}
	for i := range class.bound.stmt.Exprs {
		if base := &class.bound.stmt.Exprs[i]; base.Kind == python.NameExpr {
			if fw, by := s.memberOf(s.class(frame{mod: class.mod}, base.Text), name, called, hops-1); fw != nil {
				return fw, by
			}
		}
	}
	return nil, keeper{}
}

// assigned looks for the assignment of an attribute in a method: self.app = FastAPI().
func (s *sources) assigned(m *module, method *python.Stmt, target string, hops int) (fw *knowledge.Framework) {
	inner := frame{mod: m, local: functionScope(method), def: method.Name}
	python.WalkStmts(method.Body, func(st *python.Stmt) bool {
		if st.Kind == python.AssignStmt && slices.Contains(st.Targets, target) && len(st.Exprs) > 0 && fw == nil {
			fw = s.valueOf(inner, st, target, hops)
		}
		return st.Kind != python.DefStmt && st.Kind != python.ClassStmt
	})
	return fw
}

// returnedBy is what a method returns: an application of its own, or one that the class keeps (return self.app).
func (s *sources) returnedBy(class ref, method *python.Stmt, hops int) (fw *knowledge.Framework, by keeper) {
	if len(method.Params) > 0 {
		self := method.Params[0].Name + "."
		python.WalkStmts(method.Body, func(st *python.Stmt) bool {
			if st.Kind == python.ReturnStmt && len(st.Exprs) > 0 && fw == nil && st.Exprs[0].Kind == python.NameExpr {
				if name, found := strings.CutPrefix(st.Exprs[0].Text, self); found && !strings.Contains(name, ".") {
					fw, by = s.memberOf(class, name, false, hops-1)
				}
			}
			return st.Kind != python.DefStmt && st.Kind != python.ClassStmt
		})
	}
	if fw != nil {
		return fw, by
	}
	fw, _ = s.returns(frame{mod: class.mod}, method, hops)
	return fw, keeper{class: class}
}

// keeps says whether a class of the project, or a base of it, makes an application, under whatever name.
func (s *sources) keeps(class ref, hops int) bool {
	if class.bound == nil || hops <= 0 {
		return false
	}
	key := memberKey{class: class.bound.stmt}
	if known, ok := s.members[key]; ok {
		return known.any
	}
	s.members[key] = member{}
	found := s.searchAny(class, hops)
	s.members[key] = member{any: found}
	return found
}

func (s *sources) searchAny(class ref, hops int) (found bool) {
	fr := frame{mod: class.mod}
	for i := range class.bound.stmt.Body {
		method := &class.bound.stmt.Body[i]
		if method.Kind != python.DefStmt {
			continue
		}
		if fw, _ := s.returns(fr, method, hops); fw != nil {
			return true
		}
		inner := frame{mod: class.mod, local: functionScope(method), def: method.Name}
		python.WalkStmts(method.Body, func(st *python.Stmt) bool {
			if st.Kind == python.AssignStmt && len(st.Targets) == 1 && strings.Contains(st.Targets[0], ".") && len(st.Exprs) > 0 {
				found = found || s.valueOf(inner, st, st.Targets[0], hops) != nil
			}
			return !found && st.Kind != python.DefStmt && st.Kind != python.ClassStmt
		})
		if found {
			return true
		}
	}
	return slices.ContainsFunc(class.bound.stmt.Exprs, func(base python.Expr) bool {
		return base.Kind == python.NameExpr && s.keeps(s.class(fr, base.Text), hops-1)
	})
}

// valueOf is the framework of the value that a statement assigns.
func (s *sources) valueOf(fr frame, st *python.Stmt, name string, hops int) *knowledge.Framework {
	b := binding{line: st.Line, stmt: st, value: &st.Exprs[0]}
	fw, _ := s.appOf(fr, ref{mod: fr.mod, def: fr.def, name: name, bound: &b, local: fr.local}, hops-1)
	return fw
}
