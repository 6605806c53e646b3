package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/diag"
)

// required lists the environment variables that settings read without a default: without them
// collectstatic fails in the build, where no secret is and no database. Each gets a value that
// only that one step sees: the one of --build-env, or one that is thrown away, with a note that names
// them. The list is in the order of the sources, names unique; what else --build-env gives comes last.
func (d *detector) required(settings *module) []EnvVar {
	var out []EnvVar
	var demanded []Evidence
	for _, m := range d.chain(settings, nil) {
		python.WalkStmts(m.body, func(s *python.Stmt) bool {
			for i := range s.Exprs {
				s.Exprs[i].Walk(func(e *python.Expr) {
					name, kind := requiredName(e)
					known := slices.ContainsFunc(out, func(v EnvVar) bool { return v.Name == name })
					if name == "" || known {
						return
					}
					if i := slices.IndexFunc(d.in.BuildEnv, func(v EnvVar) bool { return v.Name == name }); i >= 0 {
						out = append(out, d.in.BuildEnv[i])
						return
					}
					value := throwAway(name, kind)
					out = append(out, EnvVar{name, value})
					demanded = append(demanded, Evidence{m.place(d.in, e.Line), name + "=" + value})
				})
			}
			return s.Kind != python.DefStmt
		})
	}
	d.tellDemanded(demanded)
	for _, v := range d.in.BuildEnv {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// tellDemanded names the variables that collectstatic gets a throw-away value for: settings that read
// one as JSON, or as a path, may refuse it.
func (d *detector) tellDemanded(demanded []Evidence) {
	if demanded == nil {
		return
	}
	var list []string
	for _, e := range demanded {
		list = append(list, e.Text+" ("+e.Place.String()+")")
	}
	name, _, _ := strings.Cut(demanded[0].Text, "=")
	d.findings = append(d.findings, diag.Notef("build-env", demanded[0].Place,
		"the settings demand variables, which collectstatic gets throw-away values for: %s", strings.Join(list, ", ")).
		WithFix("where the settings refuse one, give another: --build-env %s=VALUE", name))
}

// chain is a settings module and those that it takes everything from: `from .base import *`.
func (d *detector) chain(m *module, seen []*module) []*module {
	if m == nil || slices.Contains(seen, m) || len(seen) > maxHops {
		return seen
	}
	seen = append(seen, m)
	for _, b := range m.scope["*"] {
		seen = d.chain(d.src.imported(m, &b, "", maxHops).mod, seen)
	}
	return seen
}

// requiredName is the variable that an expression needs: os.environ["NAME"], and a call of
// django-environ's env or decouple's config with the name alone. kind is the type asked for.
func requiredName(e *python.Expr) (name, kind string) {
	switch {
	case e.Kind == python.OtherExpr && len(e.Items) == 2 && e.Items[0].Kind == python.NameExpr && e.Items[1].Kind == python.StringExpr:
		if t := e.Items[0].Text; t == "os.environ" || t == "environ" {
			return validName(e.Items[1].Text), ""
		}
	case e.Kind == python.CallExpr && len(e.Items) == 1 && e.Items[0].Kind == python.StringExpr && e.Keyword("default") == nil:
		caller, method, dotted := strings.Cut(e.Func.Text, ".")
		if cast := e.Keyword("cast"); cast != nil {
			method = cast.Text
		}
		if e.Func.Kind == python.NameExpr && (caller == "env" || caller == "config" && !dotted) {
			return validName(e.Items[0].Text), method
		}
	}
	return "", ""
}

// validName is the name if a shell can assign it, else empty.
func validName(name string) string {
	for i, r := range name {
		letter := r == '_' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return ""
		}
	}
	return name
}

// throwAway is a value that settings of that name and type accept.
func throwAway(name, kind string) string {
	upper := strings.ToUpper(name)
	switch {
	case kind == "bool" || kind == "int" || kind == "float" || strings.HasSuffix(upper, "_PORT") || strings.HasSuffix(upper, "DEBUG"):
		return "0"
	case kind == "db" || kind == "db_url" || strings.HasSuffix(upper, "DATABASE_URL"):
		return "sqlite://:memory:"
	case kind == "url" || kind == "cache" || kind == "cache_url" || strings.HasSuffix(upper, "_URL"):
		return "locmem://localhost"
	}
	return "build-only"
}
