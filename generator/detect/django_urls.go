package detect

import (
	"slices"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// djangoHealth sets the health path of a Django application from its URL patterns. Django answers
// a Host that it does not know with an error, and the check asks 127.0.0.1: without a literal
// ALLOWED_HOSTS that lets it in, no path is one.
func (d *detector) djangoHealth(a application, settings *module, svc *Service) {
	if svc.HealthPath != "" || settings == nil || !d.anyHost(settings) {
		return
	}
	conf := d.src.resolve(frame{mod: settings}, "ROOT_URLCONF")
	if conf.bound == nil {
		return
	}
	name := d.src.constant(conf.frame(), conf.bound.value, maxHops)
	u := &urlPatterns{router: router{sources: d.src, fw: a.framework, seen: map[string]bool{}}}
	u.module(d.src.load(d.src.find(a.mod, name.text)), "")
	best, rank := route{}, -1
	for _, found := range u.routes {
		if i := d.src.healthRank(found); i >= 0 && (rank < 0 || i < rank) {
			best, rank = found, i
		}
	}
	if rank >= 0 {
		svc.HealthPath = best.path
		svc.evidence(best.mod.place(d.in, best.line), "the route %s answers health checks", best.path)
	}
}

// anyHost says whether the settings let the health check in: "*" or 127.0.0.1 is a literal of
// ALLOWED_HOSTS.
func (d *detector) anyHost(settings *module) bool {
	hosts := d.src.resolve(frame{mod: settings}, "ALLOWED_HOSTS")
	v := boundValue(hosts)
	return v != nil && letsIn(v)
}

// letsIn looks into a literal list, and into what is added to another: env.list("HOSTS") + ["127.0.0.1"].
func letsIn(v *python.Expr) bool {
	added := v.Kind == python.OtherExpr && v.Text == "+"
	return (added || v.Kind == python.ListExpr) && slices.ContainsFunc(v.Items, func(e python.Expr) bool {
		return !added && (isString(&e, "*") || isString(&e, "127.0.0.1")) || added && letsIn(&e)
	})
}

// urlPatterns collects the literal paths of urlpatterns, includes followed.
type urlPatterns struct{ router }

// module reads the urlpatterns of one module; what is added to the list later counts too.
func (u *urlPatterns) module(m *module, prefix string) {
	if m == nil || u.seen[m.file+"\x00"+prefix] || len(u.seen) > maxFunctions {
		return
	}
	u.seen[m.file+"\x00"+prefix] = true
	for _, b := range m.scope["urlpatterns"] {
		u.list(frame{mod: m}, b.value, prefix)
	}
}

func (u *urlPatterns) list(fr frame, e *python.Expr, prefix string) {
	if e == nil {
		return
	}
	for i := range e.Items {
		switch item := &e.Items[i]; {
		case item.Kind == python.ListExpr:
			u.list(fr, item, prefix) // a + [b]
		case item.Kind == python.CallExpr && item.Func.Kind == python.NameExpr && slices.Contains(u.fw.Entries, u.resolve(fr, item.Func.Text).external):
			u.path(fr, item, prefix)
		}
	}
}

// path reads path("a/", view) and path("a/", include("pkg.urls")).
func (u *urlPatterns) path(fr frame, e *python.Expr, prefix string) {
	at, view := e.Argument(0, "route"), e.Argument(1, "view")
	if at == nil || view == nil || at.Kind != python.StringExpr || !plainPath(at.Text) {
		return
	}
	full := prefix + at.Text
	if view.Kind != python.CallExpr || view.Func.Kind != python.NameExpr || u.resolve(fr, view.Func.Text).external != "django.urls.include" || len(view.Items) == 0 {
		u.routes = append(u.routes, route{path: "/" + full, mod: fr.mod, line: e.Line, bare: true})
		return
	}
	switch target := &view.Items[0]; target.Kind {
	case python.StringExpr:
		u.module(u.load(u.find(fr.mod, target.Text)), full)
	case python.ListExpr:
		u.list(fr, target, full)
	case python.NameExpr:
		u.list(fr, boundValue(u.resolve(fr, target.Text)), full)
	}
}
