package detect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// entry is a console script whose code was found.
type entry struct {
	script project.Script
	place  diag.Place
	mod    *module // nil when the code is another distribution's
	ref    ref
	// greeting says that it only prints what `uv init` left.
	greeting bool
	// task says that it does something once, by its name, and no more is known of it: shop-validate.
	task bool
}

// lastResort says whether the script is started only where there is nothing else.
func (e entry) lastResort() bool { return e.greeting || e.task }

// scripts are the console scripts that can be started; one whose code is missing is a finding.
func (d *detector) scripts() []entry {
	var out []entry
	for _, s := range d.in.Pyproject.Scripts {
		e, problem := d.entry(s)
		if problem != "" {
			f := diag.Warningf("missing-script-module", diag.Place{File: d.in.Pyproject.File},
				"the console script %s is %q, but %s", s.Name, s.Target, problem).
				WithFix("correct [project.scripts] in %s", d.in.Pyproject.File)
			d.findings = append(d.findings, f)
			d.seen = append(d.seen, Evidence{f.Place(), f.Message})
			continue
		}
		e.task = d.isTask(e)
		out = append(out, e)
	}
	return out
}

// isTask says whether a script is named for what is done once, or otherwise than its project beside an
// application that is served: then it is started only if its code is known to run something.
func (d *detector) isTask(e entry) bool {
	name := pep508.Normalize(e.script.Name)
	if name == d.in.Pyproject.Name || e.mod == nil {
		return false
	}
	if slices.ContainsFunc(d.entryRuns(e), func(r run) bool { return r.runner.Server || r.runner.Starts }) {
		return false
	}
	word := name[strings.LastIndex(name, "-")+1:]
	return slices.Contains(d.in.Services.Sources.Tasks, word) || slices.ContainsFunc(d.apps, func(a application) bool {
		return !a.framework.Background && !a.mod.aside && d.in.server(a.framework, a.factory) != nil
	})
}

// entry finds the code of a console script; problem says what is missing.
func (d *detector) entry(s project.Script) (e entry, problem string) {
	target, _, _ := strings.Cut(s.Target, "[")
	name, object, ok := strings.Cut(strings.TrimSpace(target), ":")
	if !ok || name == "" || object == "" {
		return e, `it does not have the form "package.module:function"`
	}
	e = entry{script: s, place: diag.Place{File: d.in.Pyproject.File}}
	file := d.src.find(nil, name)
	if file == "" {
		top, _, _ := strings.Cut(name, ".")
		if _, installed := d.in.Closure[pep508.Normalize(top)]; installed && pep508.Normalize(top) != d.in.Pyproject.Name {
			return e, ""
		}
		return e, fmt.Sprintf("the module %s is not among the sources of the package", name)
	}
	e.mod = d.src.load(file)
	if e.mod == nil {
		return e, fmt.Sprintf("%s cannot be read", file)
	}
	e.ref = d.src.resolve(frame{mod: e.mod}, object)
	if e.ref.bound != nil {
		e.place = e.ref.mod.place(d.in, e.ref.bound.line)
	}
	first, rest, _ := strings.Cut(object, ".")
	if sub := d.src.find(nil, name+"."+first); sub != "" && e.mod.scope.last(first) == nil {
		// The program says `from package import first`, which imports a module of the package as well.
		if rest == "" {
			return e, fmt.Sprintf("%s is a module, which cannot be called", sub)
		}
		s.Target = name + "." + first + ":" + rest
		inner, problem := d.entry(s)
		inner.script = e.script
		return inner, problem
	}
	if e.mod.scope.last(first) == nil && len(e.mod.scope["*"]) == 0 && e.mod.scope.last("__getattr__") == nil {
		return e, fmt.Sprintf("%s binds no %s", e.mod.file, first)
	}
	if def, _, ok := e.ref.function(); ok {
		e.greeting = isGreeting(def.Body)
	}
	return e, ""
}

// isGreeting recognises a body that only prints literals, as `uv init` writes it:
// print("Hello from NAME!"). A container would start, print and end.
func isGreeting(body []python.Stmt) bool {
	prints := 0
	for i := range body {
		s := &body[i]
		if s.Kind != python.ExprStmt || len(s.Exprs) != 1 {
			return false
		}
		switch e := &s.Exprs[0]; {
		case i == 0 && e.Kind == python.StringExpr: // docstring
		case e.Kind == python.CallExpr && e.Func.Kind == python.NameExpr && e.Func.Text == "print" && onlyStrings(e):
			prints++
		default:
			return false
		}
	}
	return prints > 0
}

func onlyStrings(call *python.Expr) bool {
	for i := range call.Items {
		if call.Items[i].Kind != python.StringExpr {
			return false
		}
	}
	return true
}

// console answers with the console script of an installed project: the only one, or the one
// named like the project. What `uv init` left counts only when the rest found nothing, in the
// second round.
func (d *detector) console(last bool) (Service, bool) {
	if !d.in.Packaged {
		return Service{}, false
	}
	if !last {
		d.entries = d.scripts()
	}
	chosen := d.pickEntry(last)
	if chosen == nil {
		if last && len(d.entries) > 0 {
			d.several(d.scriptOptions(d.entries))
			return Service{}, true
		}
		return Service{}, false
	}
	d.begins(chosen.mod)
	d.begins(chosen.ref.mod)
	svc := Service{Framework: "console-script", Confidence: Stated, Root: ".", Command: Command{Program: chosen.script.Name}}
	svc.evidence(chosen.place, "[project.scripts] %s is %s", chosen.script.Name, chosen.script.Target)
	if len(d.entries) == 1 {
		svc.evidence(diag.Place{File: d.in.Pyproject.File}, "it is the only console script")
	} else {
		svc.evidence(diag.Place{File: d.in.Pyproject.File}, "it is named like the project")
	}
	found := d.entryRuns(*chosen)
	if c := d.entryCommands(*chosen); c.list != nil {
		var ok bool
		if found, ok = d.subcommand(&svc, "the console script "+chosen.script.Name, c); !ok || d.open != nil {
			d.entries = nil // none of the others is meant either
			return Service{}, ok
		}
		found = append(d.src.reach(frame{mod: chosen.mod}, chosen.mod.body), found...)
	}
	d.process(&svc, found, chosen.mod == nil)
	d.importsOutside(chosen.mod, &svc)
	var rest []entry
	for _, e := range d.entries {
		if e.script != chosen.script && e.script.Target != chosen.script.Target { // not a second name of the same
			rest = append(rest, e)
		}
	}
	d.others(d.started(), d.scriptOptions(rest))
	return svc, true
}

func (d *detector) pickEntry(last bool) *entry {
	var chosen *entry
	for i := range d.entries {
		e := &d.entries[i]
		if len(d.entries) == 1 || pep508.Normalize(e.script.Name) == d.in.Pyproject.Name {
			chosen = e
		}
	}
	if chosen != nil && chosen.lastResort() && !last {
		return nil
	}
	return chosen
}

func (d *detector) scriptOptions(list []entry) []option {
	var out []option
	for _, e := range list {
		if !e.greeting || len(list) > 1 {
			out = append(out, option{Evidence: Evidence{e.place, "the console script " + e.script.Name + " is " + e.script.Target}, words: []string{e.script.Name}, name: e.script.Name})
		}
	}
	return out
}

// started are the applications that a service starts itself: not worth a note.
func (d *detector) started() []application {
	var out []application
	for _, a := range d.apps {
		if d.running[a.target()] {
			out = append(out, a)
		}
	}
	return out
}
