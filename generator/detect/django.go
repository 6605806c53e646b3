package detect

import (
	"path"
	"slices"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// settingsVariable names the settings module of a Django project.
const settingsVariable = "DJANGO_SETTINGS_MODULE"

// django adds what a Django application needs beside its command: the settings module, and
// whether static files are collected in the build.
func (d *detector) django(a application, svc *Service) {
	name, at := d.settingsModule(a.mod)
	inApplication := name != ""
	manage := path.Join(a.mod.root, "manage.py")
	if m := d.src.load(manage); m != nil {
		if !d.in.Packaged {
			svc.Manage = manage
		}
		if !inApplication {
			name, at = d.settingsModule(m)
		}
	}
	if name == "" {
		return
	}
	svc.Evidence = append(svc.Evidence, at)
	if chosen := d.settingsBelow(a.mod, name, at, svc); chosen != "" {
		name, inApplication = chosen, false
	}
	svc.SettingsModule = name
	if !inApplication {
		svc.Env = append(svc.Env, EnvVar{settingsVariable, name})
	}
	file := d.src.find(a.mod, name)
	if settings := d.src.load(file); settings != nil {
		d.staticFiles(settings, svc)
		d.djangoHealth(a, settings, svc)
		d.sqliteFile(settings)
	}
}

// settingsModule reads os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings"), or
// os.environ["DJANGO_SETTINGS_MODULE"] = "site.settings".
func (d *detector) settingsModule(m *module) (name string, at Evidence) {
	set := func(value *python.Expr, line int) {
		if v := d.src.constant(frame{mod: m}, value, maxHops); v.known && name == "" {
			name, at = v.text, Evidence{m.place(d.in, line), settingsVariable + " is " + v.text}
		}
	}
	python.WalkStmts(m.body, func(s *python.Stmt) bool {
		for i := range s.Exprs {
			s.Exprs[i].Walk(func(e *python.Expr) {
				if e.Kind == python.CallExpr && len(e.Items) == 2 && isString(&e.Items[0], settingsVariable) {
					if _, method, _ := cutLast(e.Func.Text); method == "setdefault" {
						set(&e.Items[1], e.Line)
					}
				}
			})
		}
		if s.Kind == python.AssignStmt && s.Subscript == settingsVariable && len(s.Exprs) == 1 {
			set(&s.Exprs[0], s.Line)
		}
		return true
	})
	return name, at
}

func isString(e *python.Expr, text string) bool {
	return e.Kind == python.StringExpr && e.Text == text
}

// staticFiles says to run collectstatic where the settings have a place for the result.
// Settings import each other by `from .base import *`.
func (d *detector) staticFiles(settings *module, svc *Service) {
	fr := frame{mod: settings}
	root := d.src.resolve(fr, "STATIC_ROOT")
	if root.bound == nil {
		return
	}
	installed := false
	for _, m := range d.chain(settings, nil) {
		// The list may be built in steps, INSTALLED_APPS += [...], and of others, DJANGO_APPS + LOCAL_APPS.
		for _, b := range m.scope["INSTALLED_APPS"] {
			d.appsNamed(frame{mod: m}, b.value, maxHops, func(e *python.Expr) {
				installed = installed || e.Text == "django.contrib.staticfiles"
			})
		}
	}
	if installed {
		svc.CollectStatic = true
		svc.BuildEnv = d.required(settings)
		svc.Evidence = append(svc.Evidence, Evidence{root.mod.place(d.in, root.bound.line), "STATIC_ROOT is set: static files are collected in the build"})
	}
}

// pickInterface settles a tie between WSGI and ASGI applications of one framework: the one
// that an installed server can run; where both can, ASGI only if a package asks for it.
func (d *detector) pickInterface(tied []application) []application {
	for _, a := range tied {
		if a.framework.Name != tied[0].framework.Name {
			return tied
		}
	}
	runnable := slices.DeleteFunc(slices.Clone(tied), func(a application) bool { return d.in.server(a.framework, a.factory) == nil })
	if len(runnable) == 0 {
		runnable = tied
	}
	asked := slices.DeleteFunc(slices.Clone(runnable), func(a application) bool { return !d.in.has(a.framework.PreferWith) })
	if len(asked) > 0 {
		return asked
	}
	plain := slices.DeleteFunc(slices.Clone(runnable), func(a application) bool { return a.framework.PreferWith != nil })
	if len(plain) > 0 {
		return plain
	}
	return runnable
}
