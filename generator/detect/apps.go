package detect

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// application is an application object or a factory found in the sources.
type application struct {
	framework *knowledge.Framework
	mod       *module
	name      string
	line      int
	// factory says that calling the name gives the application; args that it demands arguments.
	factory, args bool
	// named says that the project itself names it as what is started, and where.
	named *Evidence
	// outside says that the image cannot import the module.
	outside bool
	// at is the binding that holds the routes: the object itself, or the variable in a factory.
	at ref
}

// target is module:name, or file:name for a module that cannot be imported.
func (a application) target() string {
	if a.outside {
		return a.mod.file + ":" + a.name
	}
	return a.mod.name + ":" + a.name
}

func (a application) String() string {
	if a.factory {
		return a.target() + "()"
	}
	return a.target()
}

// text says what was seen.
func (a application) text() string {
	switch {
	case a.args:
		return fmt.Sprintf("%s, a factory that demands arguments, gives a %s application", a, a.framework.Title)
	case a.factory:
		return fmt.Sprintf("%s, a factory, gives a %s application", a, a.framework.Title)
	}
	return fmt.Sprintf("%s is a %s application", a, a.framework.Title)
}

// finder looks for applications.
type finder struct {
	*sources
	apps []application
	// parts are the keys of applications that are part of another one.
	parts map[string]bool
	// called are the keys of factories whose result a module binds.
	called map[string]bool
}

// words are what a file must mention to matter: the top-level modules of the constructors,
// and of the calls that run a server.
func words(services knowledge.Services) [][]byte {
	var out [][]byte
	seen := map[string]bool{"": true}
	add := func(qualified string) {
		top, _, _ := strings.Cut(qualified, ".")
		if !seen[top] {
			seen[top] = true
			out = append(out, []byte(top))
		}
	}
	for _, f := range services.Frameworks {
		for _, c := range f.Constructors {
			add(c)
		}
	}
	for _, r := range services.Runners {
		if r.Server && r.Framework == "" {
			add(r.Call)
		}
	}
	return out
}

// findApplications lists the applications of the project, whether or not what they need is
// installed, those that are part of another one left out, and the modules that were read.
func findApplications(ctx context.Context, s *sources) ([]application, []*module) {
	f := &finder{sources: s, parts: map[string]bool{}, called: map[string]bool{}}
	mods := s.relevant(ctx, words(s.in.Services))
	// What a relevant module imports from the project can bind an application too: wsgi.py
	// with `from shop import create_app; app = create_app()` mentions no framework.
	mods = f.callers(ctx, mods)
	for _, m := range mods {
		f.module(m)
	}
	slices.SortFunc(f.apps, func(a, b application) int {
		return cmp.Or(cmp.Compare(a.mod.file, b.mod.file), cmp.Compare(a.line, b.line), cmp.Compare(a.name, b.name))
	})
	return slices.DeleteFunc(f.apps, func(a application) bool {
		key := ref{mod: a.mod, name: a.name}.key()
		return f.parts[key] || a.factory && f.called[key]
	}), mods
}

// callers adds the modules that mention a factory or an application class of the others.
func (f *finder) callers(ctx context.Context, mods []*module) []*module {
	var names [][]byte
	for _, m := range mods {
		for i := range m.body {
			d := &m.body[i]
			var fw *knowledge.Framework
			switch d.Kind {
			case python.DefStmt:
				fw, _ = f.returns(frame{mod: m}, d, maxHops)
			case python.ClassStmt:
				fw = f.constructor(frame{mod: m}, d.Name, maxHops)
			}
			if fw != nil {
				names = append(names, []byte(d.Name))
			}
		}
	}
	if names == nil {
		return mods
	}
	for _, m := range f.relevant(ctx, names) {
		if !slices.Contains(mods, m) {
			mods = append(mods, m)
		}
	}
	return mods
}

// module lists the applications that one module binds.
func (f *finder) module(m *module) {
	fr := frame{mod: m}
	python.WalkStmts(m.body, func(s *python.Stmt) bool {
		for i := range s.Exprs {
			s.Exprs[i].Walk(func(e *python.Expr) { f.part(fr, e) })
		}
		return true
	})
	for name, bindings := range m.scope {
		b := bindings[len(bindings)-1]
		if b.target != "" || b.stmt == nil {
			continue
		}
		if b.stmt.Kind == python.DefStmt {
			f.factory(m, name, b)
			continue
		}
		r := ref{mod: m, name: name, bound: &b}
		if fw, at := f.appOf(fr, r, maxHops); fw != nil && at.key() == r.key() && !f.secondName(m, fw, name, b) {
			f.noteCall(fr, b.value)
			f.apps = append(f.apps, application{framework: fw, mod: m, name: name, line: b.line, outside: m.name == "", at: r})
		}
	}
}

// secondName says whether one statement binds the object to a better name too:
// app = application = FastAPI().
func (f *finder) secondName(m *module, fw *knowledge.Framework, name string, b binding) bool {
	rank := func(n string) int {
		if i := slices.Index(fw.Names, n); i >= 0 {
			return i
		}
		return len(fw.Names) + slices.Index(b.stmt.Targets, n)
	}
	return slices.ContainsFunc(b.stmt.Targets, func(other string) bool {
		last := m.scope.last(other)
		return last != nil && last.stmt == b.stmt && rank(other) < rank(name)
	})
}

// noteCall remembers the factory that a value is made by.
func (f *finder) noteCall(fr frame, value *python.Expr) {
	if value != nil && value.Kind == python.CallExpr && value.Func.Kind == python.NameExpr {
		f.called[f.resolve(fr, value.Func.Text).key()] = true
	}
}

// factory takes in a function that returns an application.
func (f *finder) factory(m *module, name string, b binding) {
	fw, at := f.returns(frame{mod: m}, b.stmt, maxHops)
	if fw == nil || strings.HasPrefix(name, "_") || b.stmt.Async || len(b.stmt.Decorators) > 0 {
		return
	}
	if at.def == "" && at.mod != nil {
		return // it returns an object that a module binds
	}
	needs := slices.ContainsFunc(b.stmt.Params, func(p python.Param) bool { return p.Default == nil && p.Star == "" })
	f.apps = append(f.apps, application{framework: fw, mod: m, name: name, line: b.line, factory: true, args: needs, outside: m.name == "", at: at})
}

// part notes an application that is handed to another one: app.mount("/x", sub).
func (f *finder) part(fr frame, e *python.Expr) {
	if e.Kind != python.CallExpr || e.Func.Kind != python.NameExpr {
		return
	}
	owner, method, ok := cutLast(e.Func.Text)
	if !ok || !f.isInclude(method) {
		return
	}
	for i := range e.Items {
		if a := &e.Items[i]; a.Kind == python.NameExpr && !strings.HasPrefix(a.Text, owner+".") {
			if r := f.resolve(fr, a.Text); r.bound != nil && r.rest == "" {
				f.parts[r.key()] = true
			}
		}
	}
}

func (f *finder) isInclude(method string) bool {
	return slices.ContainsFunc(f.in.Services.Frameworks, func(fw knowledge.Framework) bool {
		return slices.Contains(fw.Includes, method)
	})
}

func cutLast(dotted string) (before, last string, ok bool) {
	i := strings.LastIndex(dotted, ".")
	if i < 0 {
		return "", dotted, false
	}
	return dotted[:i], dotted[i+1:], true
}
