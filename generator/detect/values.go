package detect

import (
	"path"
	"strconv"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// value is what an expression is known to give.
type value struct {
	// text is the value as text; numbers in decimal.
	text string
	// env is the variable that replaces it at run time, "" without one.
	env string
	// flag is the option of the project's own command line that replaces it, "" without one.
	flag string
	// command is the subcommand that the flag belongs to, "" for one of the command itself.
	command string
	// field says that the variable is that of a field of a settings class, which seldom is set.
	field bool
	// known is false when text says nothing. A variable without a default is not known.
	known bool
}

// number is the value as an integer, 0 if it is none.
func (v value) number() int {
	n, err := strconv.Atoi(v.text)
	if err != nil || !v.known {
		return 0
	}
	return n
}

// constant evaluates literals, names bound to them, defaults of parameters and of options of the
// command line, int(...), str(...) and variables of the environment with a default.
func (s *sources) constant(fr frame, e *python.Expr, hops int) value {
	if e == nil || hops == 0 {
		return value{}
	}
	switch e.Kind {
	case python.StringExpr, python.NumberExpr:
		return value{text: e.Text, known: true}
	case python.NameExpr:
		r := s.resolve(fr, e.Text)
		if v, ok := s.parameter(r, hops); ok {
			return v
		}
		if r.bound != nil && r.rest == "" && r.bound.value != nil {
			return s.constant(r.frame(), r.bound.value, hops-1)
		}
		if v := s.option(r, hops); v != (value{}) {
			return v
		}
		return s.field(r, hops)
	case python.FormatExpr:
		return s.formatted(fr, e, hops)
	case python.CallExpr:
		return s.constantCall(fr, e, hops)
	case python.OtherExpr:
		return s.environItem(fr, e)
	}
	return value{}
}

func (s *sources) constantCall(fr frame, e *python.Expr, hops int) value {
	if e.Func.Kind != python.NameExpr {
		return value{}
	}
	name := e.Func.Text
	if (name == "int" || name == "str") && len(e.Items) == 1 && fr.mod.scope.last(name) == nil {
		return s.constant(fr, &e.Items[0], hops-1)
	}
	switch s.resolve(fr, name).external {
	case "os.getenv", "os.environ.get":
		v := s.constant(fr, e.Argument(1, "default"), hops-1)
		if key := e.Argument(0, "key"); key != nil && key.Kind == python.StringExpr {
			v.env = key.Text
		}
		return v
	case "os.path.abspath", "os.path.realpath", "os.path.normpath", "os.fspath":
		return s.constant(fr, e.Argument(0, "path"), hops-1)
	case "os.path.join", "pathlib.Path":
		return s.joined(fr, e, hops)
	}
	return value{}
}

// joined is a path of known parts.
func (s *sources) joined(fr frame, e *python.Expr, hops int) value {
	out := value{known: len(e.Items) > 0}
	for i := range e.Items {
		v := s.constant(fr, &e.Items[i], hops-1)
		if !v.known || v.env != "" && i > 0 {
			return value{}
		}
		if out.text = path.Join(out.text, v.text); strings.HasPrefix(v.text, "/") {
			out.text = v.text
		}
		if i == 0 {
			out.env, out.flag, out.field = v.env, v.flag, v.field
		}
	}
	return out
}

// formatted joins the parts of an f-string. The variable that replaces one of them moves the whole; of
// two, nobody knows.
func (s *sources) formatted(fr frame, e *python.Expr, hops int) value {
	out := value{known: true}
	for i := range e.Items {
		v := s.constant(fr, &e.Items[i], hops-1)
		if !v.known || v.env != "" && out.env != "" && v.env != out.env {
			return value{}
		}
		out.text += v.text
		if v.env != "" {
			out.env, out.field = v.env, v.field
		}
	}
	return out
}

// environItem reads os.environ["NAME"].
func (s *sources) environItem(fr frame, e *python.Expr) value {
	if len(e.Items) == 2 && e.Items[0].Kind == python.NameExpr && e.Items[1].Kind == python.StringExpr &&
		s.resolve(fr, e.Items[0].Text).external == "os.environ" {
		return value{env: e.Items[1].Text}
	}
	return value{}
}
