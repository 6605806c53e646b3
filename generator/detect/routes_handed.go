package detect

import (
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// handed follows a router into a function of the project that it is handed to: add_health(app), where
// add_health says @app.get("/health").
func (r *router) handed(fr frame, own func(string) (string, bool), call *python.Expr, prefix string) {
	is := func(e *python.Expr) bool {
		if e.Kind != python.NameExpr {
			return false
		}
		_, same := own(e.Text + "._") // whatever it has
		return same
	}
	param := ""
	def, inner, ok := r.resolve(fr, call.Func.Text).function()
	if !ok {
		return
	}
	for i := range call.Items {
		if is(&call.Items[i]) && i < len(def.Params) {
			param = def.Params[i].Name
		}
	}
	for i := range call.Keywords {
		if is(&call.Keywords[i].Value) {
			param = call.Keywords[i].Name
		}
	}
	key := inner.mod.file + "\x00" + def.Name + "\x00" + param + "\x00" + prefix
	if param == "" || r.seen[key] || len(r.seen) > maxFunctions {
		return
	}
	r.seen[key] = true
	r.statements(inner, def.Body, prefix, func(dotted string) (string, bool) { return strings.CutPrefix(dotted, param+".") })
}
