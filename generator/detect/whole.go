package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// wholes lists what a module is as a whole: a file that Streamlit runs, a module with Dramatiq's
// actors, a class of settings for arq.
func (f *finder) wholes(m *module) {
	for i := range f.in.Services.Frameworks {
		fw := &f.in.Services.Frameworks[i]
		switch {
		case len(fw.Marks) > 0 && f.imports(m, fw.Modules):
			if line := f.marked(m, fw.Marks); line > 0 {
				a := application{framework: fw, mod: m, line: line, whole: true, outside: m.name == "" && !fw.File}
				a.name = a.stem()
				f.apps = append(f.apps, a)
			}
		case len(fw.Classes) > 0 && f.imports(m, fw.Modules):
			f.classes(m, fw)
		}
	}
}

// imports says whether a module imports from one of these distributions; without any it does.
func (s *sources) imports(m *module, tops []string) bool {
	if len(tops) == 0 {
		return true
	}
	for _, bindings := range m.scope {
		for _, b := range bindings {
			top, _, _ := strings.Cut(b.target, ".")
			if b.level == 0 && slices.Contains(tops, top) {
				return true
			}
		}
	}
	return false
}

// marked is the line of the first call or decorator by which a file counts, 0 without one: it
// must be reached when the file runs, not only when something calls a function of it.
func (f *finder) marked(m *module, marks []string) int {
	line := 0
	note := func(mod *module, at int) {
		if mod != m {
			at = 1 // a function of another module, called from here
		}
		if line == 0 || at < line {
			line = at
		}
	}
	for i := range m.body {
		for j := range m.body[i].Decorators {
			d := &m.body[i].Decorators[j]
			for d.Kind == python.CallExpr {
				d = d.Func
			}
			if d.Kind == python.NameExpr && f.isMark(frame{mod: m}, d.Text, marks) {
				note(m, d.Line)
			}
		}
	}
	r := &runs{sources: f.sources, seen: map[string]bool{}, visit: func(fr frame, e *python.Expr) {
		switch {
		case e.Func.Kind == python.NameExpr && f.isMark(fr, e.Func.Text, marks),
			e.Func.Kind == python.AttrExpr && slices.Contains(marks, "*."+e.Func.Text):
			note(fr.mod, e.Line)
		}
	}}
	r.statements(frame{mod: m}, m.body, true)
	r.statements(f.mainFrame(m), m.main, true)
	return line
}

// isMark compares a name with marks: qualified names, "package.*" and "*.method".
func (f *finder) isMark(fr frame, dotted string, marks []string) bool {
	if _, method, attribute := cutLast(dotted); attribute && slices.Contains(marks, "*."+method) {
		return true
	}
	name := f.resolve(fr, dotted).external
	if name == "" {
		return false
	}
	return slices.ContainsFunc(marks, func(mark string) bool {
		prefix, all := strings.CutSuffix(mark, ".*")
		return name == mark || all && strings.HasPrefix(name, prefix+".")
	})
}

// classes lists the classes of a module that bind one of the framework's variables.
func (f *finder) classes(m *module, fw *knowledge.Framework) {
	for i := range m.body {
		c := &m.body[i]
		if c.Kind != python.ClassStmt {
			continue
		}
		if slices.ContainsFunc(c.Body, func(s python.Stmt) bool {
			return s.Kind == python.AssignStmt && slices.ContainsFunc(s.Targets, func(t string) bool { return slices.Contains(fw.Classes, t) })
		}) {
			f.apps = append(f.apps, application{framework: fw, mod: m, name: c.Name, line: c.Line, outside: m.name == ""})
		}
	}
}

// withoutPages leaves out the files that another file of the same framework is made of: those in
// its directory of pages, those that it names in a string, and those that it imports.
func withoutPages(apps []application) []application {
	return slices.DeleteFunc(apps, func(a application) bool {
		if !a.whole || !a.framework.File {
			return false
		}
		dir := path.Dir(a.mod.file)
		if slices.Contains(a.framework.PageDirs, path.Base(dir)) {
			return true
		}
		return slices.ContainsFunc(apps, func(other application) bool {
			return other.whole && other.framework == a.framework && other.mod != a.mod && names(other.mod, a.mod)
		})
	})
}

// names says whether a module names another one, in a string or by an import.
func names(by, m *module) bool {
	rel, found := strings.TrimPrefix(m.file, strings.TrimPrefix(path.Dir(by.file)+"/", "./")), false
	python.WalkStmts(by.body, func(s *python.Stmt) bool {
		if s.Kind == python.FromStmt && m.name != "" && s.Name == m.name {
			found = true
		}
		for _, a := range s.Names {
			found = found || m.name != "" && (s.Kind == python.ImportStmt && a.Name == m.name || s.Kind == python.FromStmt && joinDotted(s.Name, a.Name) == m.name)
		}
		for i := range s.Exprs {
			s.Exprs[i].Walk(func(e *python.Expr) {
				found = found || e.Kind == python.StringExpr && (e.Text == rel || e.Text == m.file)
			})
		}
		return !found
	})
	return found
}

// firstLiteral is the string that a call is given first, "" without one.
func firstLiteral(v *python.Expr) string {
	if v == nil || v.Kind != python.CallExpr || len(v.Items) == 0 || v.Items[0].Kind != python.StringExpr {
		return ""
	}
	return v.Items[0].Text
}
