package detect

import (
	"slices"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// maxReached bounds how many modules are followed from what starts.
const maxReached = 500

// begins notes a module that the answer starts.
func (d *detector) begins(m *module) {
	if m != nil && !slices.Contains(d.starts, m) {
		d.starts = append(d.starts, m)
	}
}

// reached are the modules of the project that what starts imports, by whatever way, and itself: what only
// a tool of the developers imports is not among them.
func (d *detector) reached() []*module {
	out := slices.Clone(d.starts)
	for i := 0; i < len(out) && len(out) < maxReached; i++ {
		for _, name := range importedNames(out[i]) {
			if m := d.src.load(d.src.find(out[i], name)); m != nil && !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// importedNames are the modules that a module may import, in functions too: those that it names, and the
// packages above them.
func importedNames(m *module) []string {
	var out []string
	add := func(name string) {
		for ; name != ""; name = parentName(name) {
			if slices.Contains(out, name) {
				return
			}
			out = append(out, name)
		}
	}
	python.WalkStmts(m.body, func(s *python.Stmt) bool {
		switch s.Kind {
		case python.ImportStmt:
			for _, a := range s.Names {
				add(a.Name)
			}
		case python.FromStmt:
			base, ok := s.Name, true
			if s.Level > 0 {
				base, ok = relativeBase(m, s.Level)
				base = joinDotted(base, s.Name)
			}
			for _, a := range s.Names {
				if ok {
					add(joinDotted(base, a.Name)) // a module of the package, or a name in it
				}
			}
		}
		return true
	})
	return out
}
