package detect

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// finder looks for applications.
type finder struct {
	*sources
	apps []application
	// parts are the keys of applications that are part of another one.
	parts map[string]bool
	// called are the keys of factories whose result a module binds.
	called map[string]bool
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
		f.wholes(m)
	}
	f.apps = withoutPages(f.apps)
	slices.SortFunc(f.apps, func(a, b application) int {
		return cmp.Or(cmp.Compare(a.mod.file, b.mod.file), cmp.Compare(a.line, b.line), cmp.Compare(a.name, b.name))
	})
	return slices.DeleteFunc(f.apps, func(a application) bool {
		key := ref{mod: a.mod, name: a.name}.key()
		return !a.whole && f.parts[key] || a.factory && f.called[key]
	}), mods
}

// callers adds the modules that mention a factory or an application class of the others.
func (f *finder) callers(ctx context.Context, mods []*module) []*module {
	var names [][]byte
	for _, m := range mods {
		for i := range m.body {
			d := &m.body[i]
			makes := false
			switch d.Kind {
			case python.DefStmt:
				fw, _ := f.returns(frame{mod: m}, d, maxHops)
				makes = fw != nil
			case python.ClassStmt:
				class := f.class(frame{mod: m}, d.Name)
				makes = f.constructor(frame{mod: m}, d.Name, maxHops) != nil || f.keeps(class, maxHops)
			}
			if makes {
				names = append(names, []byte(d.Name))
			}
		}
	}
	if names == nil {
		return mods
	}
	for _, m := range f.relevant(ctx, wanted{texts: names}) {
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
	for _, name := range slices.Sorted(maps.Keys(m.scope)) {
		bindings := m.scope[name]
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
			by := f.noteCall(fr, b.value)
			f.apps = append(f.apps, application{
				framework: fw, mod: m, name: name, line: b.line, outside: m.name == "" && !fw.File,
				whole: fw.File, argument: firstLiteral(b.value), by: by, at: r,
			})
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

// noteCall remembers the factory that a value is made by, and returns its key; "" where the maker is no
// function of the project.
func (f *finder) noteCall(fr frame, value *python.Expr) string {
	if value == nil || value.Kind != python.CallExpr || value.Func.Kind != python.NameExpr {
		return ""
	}
	made := f.resolve(fr, value.Func.Text)
	f.called[made.key()] = true
	if _, _, ok := made.function(); !ok {
		return ""
	}
	return made.key()
}

// factory takes in a function that returns an application.
func (f *finder) factory(m *module, name string, b binding) {
	fw, at := f.returns(frame{mod: m}, b.stmt, maxHops)
	if fw == nil || strings.HasPrefix(name, "_") || b.stmt.Async && !fw.Coroutines || len(b.stmt.Decorators) > 0 {
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
