package detect

import (
	"context"
	"errors"
	"path"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// sources reads modules when they are needed, each once.
type sources struct {
	in    Input
	tree  *tree
	roots []importRoot // of an installed project; nil for one that runs from its files
	files map[string]*module
	named map[string]string // module name to file, of an installed project
	// values remembers which values are applications.
	values map[valueKey]made
	// classes are the frameworks that classes of the project derive from, nil for none.
	classes map[*python.Stmt]*knowledge.Framework
	// members are what classes keep, each looked at once; keepers the classes that keep what a binding
	// holds, by its key.
	members map[memberKey]member
	keepers map[string]keeper
	// findings holds a note for every file that is not Python.
	findings diag.List
}

// module is one source file.
type module struct {
	file string
	// name is the dotted name it is imported by, "" if it cannot be; root is where from.
	name string
	root string
	body []python.Stmt
	// scope is what the module's own level binds. main holds the statements that run only when
	// the file is started: those under `if __name__ == "__main__"`.
	scope scope
	main  []python.Stmt
	aside bool
}

func (m *module) place(in Input, line int) diag.Place { return in.place(m.file, line) }

// place is where a file of the project stands, relative to the lock root as findings are.
func (in Input) place(file string, line int) diag.Place {
	base := "."
	if in.Pyproject != nil && in.Pyproject.File != "" {
		base = path.Dir(in.Pyproject.File)
	}
	return diag.Place{File: path.Join(base, file), Line: line}
}

func newSources(ctx context.Context, in Input) *sources {
	t, findings := newTree(ctx, in.FS, in.Dir, in.Services.Sources)
	s := &sources{in: in, tree: t, files: map[string]*module{}, values: map[valueKey]made{}, classes: map[*python.Stmt]*knowledge.Framework{}, members: map[memberKey]member{}, keepers: map[string]keeper{}, named: map[string]string{}, findings: findings}
	if in.Packaged {
		s.roots = packageRoots(in.Pyproject, t)
		for _, f := range t.files {
			for _, r := range s.roots {
				if name := r.module(f); name != "" && s.named[name] == "" {
					s.named[name] = f
				}
			}
		}
	}
	return s
}

// load parses a file; nil if it is not there or is not Python.
func (s *sources) load(file string) *module {
	if m, done := s.files[file]; done {
		return m
	}
	s.files[file] = nil
	if !s.tree.exists(file) || !strings.HasSuffix(file, ".py") {
		return nil
	}
	data, err := s.tree.read(file, s.in.Services.Sources.MaxBytes, nil)
	if err != nil {
		s.skipped(file, 0, err.Error())
		return nil
	}
	return s.parse(file, data)
}

func (s *sources) parse(file string, data []byte) *module {
	parsed, err := python.Parse(data)
	return s.take(file, parsed, err)
}

// take makes a module of a parsed file, or a finding of one that is not Python.
func (s *sources) take(file string, parsed *python.Module, err error) *module {
	if err != nil {
		line := 0
		syntax := &python.SyntaxError{}
		if errors.As(err, &syntax) {
			line = syntax.Line
		}
		s.skipped(file, line, err.Error())
		s.files[file] = nil
		return nil
	}
	m := &module{file: file, body: parsed.Body, aside: aside(s.in.Services.Sources, file)}
	s.name(m, parsed)
	m.scope, m.main = moduleScope(parsed.Body)
	s.files[file] = m
	return m
}

func (s *sources) skipped(file string, line int, why string) {
	s.findings = append(s.findings, diag.Notef("unreadable-source", s.in.place(file, line),
		"%s is not searched for what to start: %s", file, why))
}

// name sets the module's name and root.
func (s *sources) name(m *module, parsed *python.Module) {
	if !s.in.Packaged {
		r := scriptRoot(s.tree, m.file, parsed)
		m.name, m.root = r.module(m.file), r.dir
		return
	}
	m.root = "."
	for _, r := range s.roots {
		if m.name = r.module(m.file); m.name != "" {
			return
		}
	}
}

// find is the file of a module name, as seen from another module; "" if the project has none.
func (s *sources) find(from *module, name string) string {
	if name == "" {
		return ""
	}
	if s.in.Packaged {
		if file := s.named[name]; file != "" {
			return file
		}
		for _, r := range s.roots {
			if f := s.under(r.dir, name); f != "" && r.module(f) == name {
				return f
			}
		}
		return ""
	}
	dirs := []string{".", "src"}
	if from != nil {
		dirs = []string{from.root, ".", "src"}
	}
	for _, dir := range dirs {
		if f := s.under(dir, name); f != "" {
			return f
		}
	}
	return ""
}

// under is the file of a module below a directory, "" if there is none.
func (s *sources) under(dir, name string) string {
	top, _, _ := strings.Cut(name, ".")
	if !isIdentifier(top) || !s.tree.mayHold(dir, top) {
		return ""
	}
	rel := path.Join(dir, strings.ReplaceAll(name, ".", "/"))
	for _, f := range []string{rel + ".py", rel + "/__init__.py"} {
		if s.tree.exists(f) {
			return f
		}
	}
	return ""
}
