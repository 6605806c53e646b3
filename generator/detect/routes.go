package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// route is a literal path of the application that answers GET.
type route struct {
	path string
	mod  *module
	line int
	// bare says that the function behind it takes nothing, so that nothing can refuse it.
	bare bool
}

// router collects the routes of an application and of the routers that it includes. A route
// that demands something (dependencies=...) or whose prefix is not a literal is left out.
type router struct {
	*sources
	fw     *knowledge.Framework
	routes []route
	seen   map[string]bool
}

// health is the best health path among the routes of an application.
func (s *sources) health(a application) (route, bool) {
	if s.guarded(a.framework) {
		return route{}, false
	}
	r := &router{sources: s, fw: a.framework, seen: map[string]bool{}}
	r.visit(a.at, "")
	if v := boundValue(a.at); v != nil && v.Kind == python.CallExpr {
		if _, at := s.made(a.at.frame(), v, maxHops); at.mod != nil {
			r.visit(at, "")
		}
	}
	r.keeper(s.keepers[a.at.key()])
	best, rank := route{}, -1
	for _, found := range r.routes {
		if i := s.healthRank(found); i >= 0 && (rank < 0 || i < rank) {
			best, rank = found, i
		}
	}
	return best, rank >= 0
}

// healthRank is the place of a route among the paths that answer health checks, the best 0;
// -1 for any other. An ending counts behind the whole paths, and for bare routes only.
func (s *sources) healthRank(r route) int {
	rules := s.in.Services.Sources
	path := strings.TrimSuffix(r.path, "/")
	if i := slices.Index(rules.HealthPaths, path); i >= 0 {
		return i
	}
	for i, ending := range rules.HealthEndings {
		if r.bare && strings.HasSuffix(path, ending) {
			return len(rules.HealthPaths) + i
		}
	}
	return -1
}

func boundValue(r ref) *python.Expr {
	if r.bound == nil {
		return nil
	}
	return r.bound.value
}

// guarded says whether the sources that were read use what can refuse a health check.
func (s *sources) guarded(fw *knowledge.Framework) bool {
	for _, m := range s.files {
		if m == nil {
			continue
		}
		for _, bindings := range m.scope {
			for _, b := range bindings {
				if slices.Contains(fw.Guards, b.target) {
					return true
				}
			}
		}
	}
	return false
}

// visit collects the routes that one router or application gets where it is bound, in its
// module or its function.
func (r *router) visit(at ref, prefix string) {
	if at.mod == nil || r.seen[at.key()+"\x00"+prefix] || len(r.seen) > maxFunctions {
		return
	}
	r.seen[at.key()+"\x00"+prefix] = true
	body, fr := at.mod.body, frame{mod: at.mod}
	if at.def != "" {
		def := findDef(at.mod.body, at.def)
		if def == nil {
			return
		}
		body, fr = def.Body, frame{mod: at.mod, local: functionScope(def), def: at.def}
	}
	if v := boundValue(at); v != nil && v.Kind == python.CallExpr {
		if !r.prefixOf(fr, v, &prefix) {
			return
		}
		r.table(fr, v, prefix)
	}
	r.statements(fr, body, prefix, func(dotted string) (string, bool) {
		to, method := r.ownerOf(fr, dotted)
		return method, to.key() == at.key()
	})
}

// keeper collects the routes that the methods of a class give the application that it keeps:
// @self.app.get("/healthz").
func (r *router) keeper(k keeper) {
	if k.class.bound == nil || k.attribute == "" {
		return
	}
	for i := range k.class.bound.stmt.Body {
		method := &k.class.bound.stmt.Body[i]
		if method.Kind != python.DefStmt || len(method.Params) == 0 {
			continue
		}
		own := method.Params[0].Name + "." + k.attribute + "."
		fr := frame{mod: k.class.mod, local: functionScope(method), def: method.Name}
		r.statements(fr, method.Body, "", func(dotted string) (string, bool) { return strings.CutPrefix(dotted, own) })
	}
}

// statements looks at what a block calls on a router: own gives the method of a dotted name that is one of
// that router.
func (r *router) statements(fr frame, body []python.Stmt, prefix string, own func(dotted string) (string, bool)) {
	python.WalkStmts(body, func(s *python.Stmt) bool {
		if s.Kind == python.IfStmt && isTypeChecking(&s.Exprs[0]) {
			return false
		}
		for i := range s.Decorators {
			r.method(fr, own, &s.Decorators[i], prefix, s.Kind == python.DefStmt && takesNothing(s))
		}
		for i := range s.Exprs {
			r.method(fr, own, &s.Exprs[i], prefix, false)
		}
		return s.Kind != python.DefStmt
	})
}

// takesNothing says whether a handler has no parameter that a request could lack: none, or the
// request itself.
func takesNothing(def *python.Stmt) bool {
	return len(def.Params) == 0 || len(def.Params) == 1 && slices.Contains([]string{"request", "req", "_request", "_"}, def.Params[0].Name)
}

func findDef(body []python.Stmt, name string) *python.Stmt {
	for i := range body {
		if body[i].Kind == python.DefStmt && body[i].Name == name {
			return &body[i]
		}
	}
	return nil
}

// method looks at X.get("/path") and X.include_router(Y, prefix="/p") where X is this router.
func (r *router) method(fr frame, own func(string) (string, bool), e *python.Expr, prefix string, bare bool) {
	if e.Kind != python.CallExpr || e.Func.Kind != python.NameExpr {
		return
	}
	r.handed(fr, own, e, prefix)
	method, is := own(e.Func.Text)
	route, include := slices.Contains(r.fw.Routes, method), slices.Contains(r.fw.Includes, method)
	if !is || !route && !include {
		return
	}
	if route {
		r.add(fr, e, prefix, bare)
		return
	}
	for i := range e.Items {
		inner := prefix
		switch a := &e.Items[i]; {
		case a.Kind == python.NameExpr && r.prefixOf(fr, e, &inner):
			r.visit(r.resolve(fr, a.Text), inner)
		case a.Kind == python.ListExpr:
			for j := range a.Items {
				r.entry(fr, &a.Items[j], prefix)
			}
		}
	}
}

// ownerOf splits X.get or app.router.add_get into the object that is bound and the rest, which is
// what the framework's table calls a method.
func (r *router) ownerOf(fr frame, dotted string) (ref, string) {
	owner, method, ok := cutLast(dotted)
	if !ok {
		return ref{}, ""
	}
	to := r.resolve(fr, owner)
	method = joinDotted(to.rest, method)
	to.rest = ""
	return to, method
}
