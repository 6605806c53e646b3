package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// prefixOf adds the prefix that a call names. It is false when nobody knows the prefix, or
// when the routes behind it demand something.
func (r *router) prefixOf(fr frame, call *python.Expr, prefix *string) bool {
	if call.Keyword("dependencies") != nil {
		return false
	}
	for _, name := range r.fw.Prefixes {
		if e := call.Keyword(name); e != nil {
			v := r.constant(fr, e, maxHops)
			if !v.known || v.env != "" && !v.field {
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
