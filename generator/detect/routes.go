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
	python.WalkStmts(body, func(s *python.Stmt) bool {
		if s.Kind == python.IfStmt && isTypeChecking(&s.Exprs[0]) {
			return false
		}
		for i := range s.Decorators {
			r.method(fr, at, &s.Decorators[i], prefix, s.Kind == python.DefStmt && len(s.Params) == 0)
		}
		for i := range s.Exprs {
			r.method(fr, at, &s.Exprs[i], prefix, false)
		}
		return s.Kind != python.DefStmt
	})
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
func (r *router) method(fr frame, at ref, e *python.Expr, prefix string, bare bool) {
	if e.Kind != python.CallExpr || e.Func.Kind != python.NameExpr {
		return
	}
	owner, method, ok := cutLast(e.Func.Text)
	if !ok {
		return
	}
	route, include := slices.Contains(r.fw.Routes, method), slices.Contains(r.fw.Includes, method)
	if !route && !include {
		return
	}
	to := r.resolve(fr, owner)
	if to.rest != "" || to.key() != at.key() {
		return
	}
	if route {
		r.add(fr, e, prefix, bare)
		return
	}
	for i := range e.Items {
		if a := &e.Items[i]; a.Kind == python.NameExpr {
			inner := prefix
			if r.prefixOf(fr, e, &inner) {
				r.visit(r.resolve(fr, a.Text), inner)
			}
		}
	}
}

// prefixOf adds the prefix that a call names. It is false when nobody knows the prefix, or
// when the routes behind it demand something.
func (r *router) prefixOf(fr frame, call *python.Expr, prefix *string) bool {
	if call.Keyword("dependencies") != nil {
		return false
	}
	for _, name := range r.fw.Prefixes {
		if e := call.Keyword(name); e != nil {
			v := r.constant(fr, e, maxHops)
			if !v.known || v.env != "" {
				return false
			}
			*prefix += strings.TrimSuffix(v.text, "/")
		}
	}
	// app.mount("/prefix", other): a path before the router.
	if len(call.Items) > 1 && call.Items[0].Kind == python.StringExpr && strings.HasPrefix(call.Items[0].Text, "/") {
		*prefix += strings.TrimSuffix(call.Items[0].Text, "/")
	}
	return true
}

// add takes in one route: a literal path for GET without conditions.
func (r *router) add(fr frame, e *python.Expr, prefix string, bare bool) {
	path := e.Argument(0, "path")
	if path == nil {
		path = e.Keyword("rule")
	}
	if path == nil || path.Kind != python.StringExpr || e.Keyword("dependencies") != nil || !answersGet(e) {
		return
	}
	full := prefix + "/" + strings.TrimPrefix(path.Text, "/")
	if plainPath(full) {
		r.routes = append(r.routes, route{path: full, mod: fr.mod, line: e.Line, bare: bare})
	}
}

// answersGet reads methods=[...].
func answersGet(e *python.Expr) bool {
	methods := e.Keyword("methods")
	if methods == nil {
		return true
	}
	return slices.ContainsFunc(methods.Items, func(m python.Expr) bool { return strings.EqualFold(m.Text, "GET") })
}

// plainPath says whether a path can be asked for as it stands.
func plainPath(path string) bool {
	return strings.IndexFunc(path, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("/-_.~", c)
	}) < 0
}

// table reads a route table in the arguments of a constructor: routes=[Route("/healthz", f)],
// route_handlers=[health] with @get("/healthz") above it.
func (r *router) table(fr frame, call *python.Expr, prefix string) {
	lists := call.Items
	for i := range call.Keywords {
		lists = append(lists, call.Keywords[i].Value)
	}
	for _, list := range lists {
		if list.Kind == python.NameExpr {
			if v := boundValue(r.resolve(fr, list.Text)); v != nil {
				list = *v
			}
		}
		if list.Kind != python.ListExpr {
			continue
		}
		for i := range list.Items {
			r.entry(fr, &list.Items[i], prefix)
		}
	}
}

func (r *router) entry(fr frame, e *python.Expr, prefix string) {
	switch e.Kind {
	case python.CallExpr:
		if e.Func.Kind == python.NameExpr && slices.Contains(r.fw.Entries, r.resolve(fr, e.Func.Text).external) {
			r.add(fr, e, prefix, false)
		}
	case python.NameExpr:
		if def, inner, ok := r.resolve(fr, e.Text).function(); ok {
			for i := range def.Decorators {
				inner.local, inner.def = nil, ""
				r.entry(inner, &def.Decorators[i], prefix)
			}
		}
	}
}
