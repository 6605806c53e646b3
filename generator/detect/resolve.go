package detect

import (
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// maxHops bounds how many imports, calls and aliases are followed for one name.
const maxHops = 20

// frame is where a name is looked up: a module, and the function inside of it if any.
type frame struct {
	mod   *module
	local scope  // nil at the module's own level
	def   string // the function's name, "" at the module's own level
}

// ref is what a dotted name means. Exactly one of external and mod is set, or none if
// nobody knows.
type ref struct {
	// external is a qualified name outside of the project: "fastapi.FastAPI".
	external string
	// mod, def and name are the place of the binding in the project; def as in frame. rest is
	// what of the dotted name is left: attributes.
	mod       *module
	def, name string
	rest      string
	bound     *binding
	local     scope
}

func (r ref) frame() frame { return frame{mod: r.mod, local: r.local, def: r.def} }

// key tells two bindings in the project apart.
func (r ref) key() string {
	if r.mod == nil {
		return ""
	}
	return r.mod.file + "\x00" + r.def + "\x00" + r.name
}

// resolve follows a dotted name through imports to its binding or out of the project.
func (s *sources) resolve(f frame, dotted string) ref { return s.resolveHop(f, dotted, maxHops) }

func (s *sources) resolveHop(f frame, dotted string, hops int) ref {
	first, rest, _ := strings.Cut(dotted, ".")
	if hops == 0 || f.mod == nil {
		return ref{}
	}
	if b := f.local.last(first); b != nil {
		if b.target == "" {
			return ref{mod: f.mod, def: f.def, name: first, rest: rest, bound: b, local: f.local}
		}
		return s.imported(f.mod, b, rest, hops-1)
	}
	if b := f.mod.scope.last(first); b != nil {
		if b.target == "" {
			return ref{mod: f.mod, name: first, rest: rest, bound: b}
		}
		return s.imported(f.mod, b, rest, hops-1)
	}
	for _, b := range f.mod.scope["*"] {
		if r := s.imported(f.mod, &b, dotted, hops-1); r.bound != nil {
			return r
		}
	}
	return ref{}
}

// imported follows the target of an import, with the attributes that are left.
func (s *sources) imported(mod *module, b *binding, rest string, hops int) ref {
	target := b.target
	if b.level > 0 {
		base, ok := relativeBase(mod, b.level)
		if !ok {
			return ref{}
		}
		target = joinDotted(base, target)
	}
	full := joinDotted(target, rest)
	// The longest part that is a module of the project; what is left is a name in it.
	for prefix := full; prefix != ""; prefix = parentName(prefix) {
		file := s.find(mod, prefix)
		if file == "" {
			continue
		}
		left := strings.TrimPrefix(strings.TrimPrefix(full, prefix), ".")
		m := s.load(file)
		if m == nil || left == "" {
			return ref{mod: m}
		}
		return s.resolveHop(frame{mod: m}, left, hops)
	}
	if b.level > 0 {
		return ref{}
	}
	return ref{external: full}
}

// relativeBase is the package that a relative import starts from.
func relativeBase(mod *module, level int) (string, bool) {
	if mod.name == "" {
		return "", false
	}
	base := mod.name
	if !strings.HasSuffix(mod.file, "/__init__.py") {
		level++
	}
	for ; level > 1; level-- {
		if base == "" {
			return "", false
		}
		base = parentName(base)
	}
	return base, true
}

func parentName(dotted string) string {
	i := strings.LastIndex(dotted, ".")
	if i < 0 {
		return ""
	}
	return dotted[:i]
}

func joinDotted(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "." + b
}

// function returns the def that the reference names, with the frame of its body.
func (r ref) function() (*python.Stmt, frame, bool) {
	if r.bound == nil || r.rest != "" || r.bound.stmt == nil || r.bound.stmt.Kind != python.DefStmt || r.bound.value != nil {
		return nil, frame{}, false
	}
	def := r.bound.stmt
	if def.Name != r.name {
		return nil, frame{}, false // a parameter of that def
	}
	return def, frame{mod: r.mod, local: functionScope(def), def: def.Name}, true
}
