package detect

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// applications finds the applications, each with the place that names it, and parts them:
// those that can be started, and those that cannot with the reason.
func (d *detector) applications(ctx context.Context) {
	all, mods := findApplications(ctx, d.src)
	d.mods = mods
	d.nameBySetting(all)
	d.nameByServers(all)
	d.nameByRuns(all, mods)
	for _, a := range all {
		switch {
		case !d.in.has(a.framework.Packages):
			d.refuse(a, d.notInstalled(a.framework.Packages))
		case a.framework.Interface == knowledge.Own && d.in.server(a.framework, a.factory) == nil:
			d.own = append(d.own, a)
		case a.framework.File && d.in.Packaged:
			d.refuse(a, "its program starts files, and the image installs the project as a package; without a [build-system] its files run from where they lie")
		case a.outside:
			d.refuse(a, "the image cannot import "+a.mod.file)
		case a.args:
			d.refuse(a, "")
		default:
			d.apps = append(d.apps, a)
		}
	}
}

// notInstalled says why packages count as missing, with the flag that would bring one.
func (d *detector) notInstalled(packages []string) string {
	if pkg, flag := d.in.flagFor(packages); flag != "" {
		d.flag = flag
		return fmt.Sprintf("%s is installed only with %s", pkg, flag)
	}
	return fmt.Sprintf("the image does not install %s", packages[0])
}

// seen is something that was found and cannot be started as it is.
func (d *detector) refuse(a application, why string) {
	text := a.text()
	if why != "" {
		text += ", but " + why
	}
	d.seen = append(d.seen, Evidence{a.mod.place(d.in, a.line), text})
}

// nameBySetting marks the application that pyproject.toml names: tool.fastapi.entrypoint.
func (d *detector) nameBySetting(all []application) {
	for i := range d.in.Services.Frameworks {
		fw := &d.in.Services.Frameworks[i]
		keys := strings.Split(strings.TrimPrefix(fw.Setting, "tool."), ".")
		for _, target := range stringsAt(d.in.Pyproject.Tool, keys...) {
			if fw.Setting == "" {
				continue
			}
			e := Evidence{d.in.Pyproject.Place(slices.Concat([]string{"tool"}, keys)...), fmt.Sprintf("%s is %q", fw.Setting, target)}
			if !mark(all, target, e) {
				d.findings = append(d.findings, diag.Warningf("missing-application", e.Place,
					"%s is %q, but the sources have no such application", fw.Setting, target).
					WithFix("correct the setting, or name the command with --cmd"))
			}
		}
	}
}

// mark sets named on the application with that target.
func mark(all []application, target string, e Evidence) bool {
	i := slices.IndexFunc(all, func(a application) bool { return a.target() == target || a.String() == target })
	if i >= 0 && all[i].named == nil {
		all[i].named = &e
	}
	return i >= 0
}

// nameByRuns marks the applications that the sources themselves run: uvicorn.run("pkg.main:app").
func (d *detector) nameByRuns(all []application, mods []*module) {
	for _, m := range mods {
		if m.aside {
			continue
		}
		d.runsIn(frame{mod: m}, m.body, func(r run) {
			if r.app == "" || !r.runner.Server {
				return
			}
			if mark(all, r.app, Evidence{m.place(d.in, r.line), fmt.Sprintf("the sources run %s", r.app)}) {
				d.ports[r.app] = append(d.ports[r.app], r)
			}
		})
	}
}

// runsIn visits all runner calls of a block, whether or not they are reached.
func (d *detector) runsIn(fr frame, body []python.Stmt, visit func(run)) {
	for i := range body {
		s := &body[i]
		for j := range s.Exprs {
			s.Exprs[j].Walk(func(e *python.Expr) {
				if e.Kind == python.CallExpr && e.Func.Kind == python.NameExpr {
					if r, ok := d.src.match(fr, e); ok {
						visit(r)
					}
				}
			})
		}
		inner := fr
		if s.Kind == python.DefStmt && fr.local == nil {
			inner = frame{mod: fr.mod, local: functionScope(s), def: s.Name}
		}
		if s.Kind == python.IfStmt && fr.local == nil && isMainCheck(&s.Exprs[0]) {
			inner = d.src.mainFrame(fr.mod)
		}
		d.runsIn(inner, s.Body, visit)
	}
}

// standing orders applications: the higher, the likelier it is the one to start.
func (d *detector) standing(a application) []bool {
	_, last, _ := cutLast(a.mod.name)
	if strings.HasSuffix(a.mod.file, "__init__.py") {
		last = "__init__"
	}
	names := a.framework.Names
	if a.factory {
		names = a.framework.Factories
	}
	if a.whole {
		last = a.stem()
	}
	return []bool{
		a.named != nil,
		!a.framework.Background,
		!a.framework.Second,
		!a.mod.aside,
		!a.factory,
		slices.Contains(d.in.Services.Sources.Modules, last),
		slices.Contains(names, a.name),
	}
}

func compareStanding(a, b []bool) int {
	for i := range a {
		if a[i] != b[i] {
			return cmp.Compare(btoi(a[i]), btoi(b[i]))
		}
	}
	return 0
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// best are the applications of the highest standing, in the order of the sources.
func (d *detector) best() []application {
	if len(d.apps) == 0 {
		return nil
	}
	top := slices.MaxFunc(d.apps, func(a, b application) int { return compareStanding(d.standing(a), d.standing(b)) })
	tied := slices.DeleteFunc(slices.Clone(d.apps), func(a application) bool {
		return compareStanding(d.standing(a), d.standing(top)) != 0
	})
	if len(tied) > 1 && tied[0].framework.Joined {
		return tied[:1]
	}
	if len(tied) > 1 {
		tied = d.pickInterface(tied)
	}
	if first := tied[0]; !slices.ContainsFunc(tied, func(a application) bool { return !a.same(first) }) {
		return tied[d.byInterface(tied):][:1]
	}
	return tied
}

// byInterface is the number of the application whose file is named like its interface, wsgi.py or
// asgi.py, which is there for servers; else 0.
func (d *detector) byInterface(list []application) int {
	return max(0, slices.IndexFunc(list, func(a application) bool { return a.stem() == string(a.framework.Interface) }))
}
