package python_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// expr writes an expression back in one form.
func expr(e *python.Expr) string {
	if e == nil {
		return "-"
	}
	var items []string
	for i := range e.Items {
		items = append(items, expr(&e.Items[i]))
	}
	for i := range e.Keywords {
		items = append(items, e.Keywords[i].Name+"="+expr(&e.Keywords[i].Value))
	}
	inner := strings.Join(items, ", ")
	switch e.Kind {
	case python.NameExpr, python.NumberExpr:
		return e.Text
	case python.StringExpr:
		return fmt.Sprintf("%q", e.Text)
	case python.CallExpr:
		return expr(e.Func) + "(" + inner + ")"
	case python.ListExpr:
		return "[" + inner + "]"
	case python.FormatExpr:
		return "f{" + inner + "}"
	case python.AttrExpr:
		return "(" + expr(e.Func) + ")." + e.Text
	}
	return "?{" + inner + "}"
}

// stmt writes a statement back in one line.
func stmt(s *python.Stmt) string {
	var out []string
	for i := range s.Decorators {
		out = append(out, "@"+expr(&s.Decorators[i]))
	}
	var exprs, body, params []string
	for i := range s.Exprs {
		exprs = append(exprs, expr(&s.Exprs[i]))
	}
	for i := range s.Body {
		body = append(body, stmt(&s.Body[i]))
	}
	for _, p := range s.Params {
		params = append(params, p.Star+p.Name+"="+expr(p.Default))
	}
	value := strings.Join(exprs, ", ")
	switch s.Kind {
	case python.ImportStmt:
		out = append(out, fmt.Sprintf("import %v", s.Names))
	case python.FromStmt:
		out = append(out, fmt.Sprintf("from %d %q import %v", s.Level, s.Name, s.Names))
	case python.AssignStmt:
		out = append(out, fmt.Sprintf("%s[%s] : %s = %s", strings.Join(s.Targets, ","), s.Subscript, expr(s.Annotation), value))
	case python.DefStmt:
		out = append(out, fmt.Sprintf("def %s(%s) -> %s", s.Name, strings.Join(params, ", "), expr(s.Annotation)))
	case python.ClassStmt:
		out = append(out, fmt.Sprintf("class %s(%s)", s.Name, value))
	case python.ReturnStmt:
		out = append(out, "return "+value)
	case python.DelStmt:
		out = append(out, "del "+strings.Join(s.Targets, ","))
	case python.IfStmt, python.BlockStmt:
		out = append(out, s.Keyword+" "+value)
	default:
		out = append(out, value)
	}
	if s.Body != nil {
		out = append(out, "{"+strings.Join(body, "; ")+"}")
	}
	return strings.Join(out, " ")
}

func TestParse(t *testing.T) {
	tests := []struct{ in, want string }{
		{"import a.b as c, d.e", "import [{a.b c} {d.e d.e}]"},
		{"from ...a.b import (c as d,\n e,)", `from 3 "a.b" import [{c d} {e e}]`},
		{"from . import *", `from 1 "" import [{* *}]`},
		{"a = b = C(1, *x, k='v' 'w', **kw)", `a,b[] : - = C(1, ?{x}, ?{kw}, k="vw")`},
		{"a: T[int] = f()", "a[] : ?{T, int} = f()"},
		{"a: T", "a[] : T = "},
		{"a, (b, *c) = x", "a,b,c[] : - = x"},
		{"a.b['k'] = 1", "[k] : - = 1"},
		{"a += [1]", "a[] : - = ?{a, [1]}"},
		{"a == b", "?{a, b}"},
		{"x.y(1)(2).z", "(x.y(1)(2)).z"},
		{"f(a if b else c, lambda x, y=1: x, [i for i in j], {1: g()})", "f(?{a, b, c}, ?{?{x}}, [?{i, i, j}], ?{?{1, g()}})"},
		{"f(lambda: 1, 2)", "f(?{?{1}}, 2)"},
		{"@a.b('/x', m=[1])\n@c\nasync def f(a, /, *b, c: int = 2, **d) -> R: return g(a)", `@a.b("/x", m=[1]) @c def f(a=-, *b=-, c=2, **d=-) -> R {return g(a)}`},
		{"class A[T](B.C, metaclass=D):\n  x = 1\n", "class A(B.C) {x[] : - = 1}"},
		{"if x: a; b\nelif (y): c\nelse:\n  d\n", "if x {a; b} | elif y {c} | else  {d}"},
		{"with f(x) as y, z:\n  w\n", "with f(x), z {w}"},
		{"try:\n  a\nexcept E as e:\n  b\nfinally: c\n", "try  {a} | except ?{E, e} {b} | finally  {c}"},
		{"match x:\n  case {'a': 1}:\n    y\n", `match x {case ?{?{"a", 1}} {y}}`},
		{"match = 1\nmatch.x\nmatch(x)[1:2]\ncase = {1: 2}", "match[] : - = 1 | match.x | ?{match(x), ?{1, 2}} | case[] : - = ?{?{1, 2}}"},
		{"del a, b.c, d[0]", "del a,b.c"},
		{"x = f'{y}'", "x[] : - = f{y}"},
		{"x = f'a{{{ y.z }' \"b\"", `x[] : - = f{"a{", y.z, "b"}`},
		{"x = f'{y!r}'", "x[] : - = ?{}"},
		{"x = f'{y}' f'{y:>4}'", "x[] : - = ?{}"},
		{`x = '\x41\u00e9\101\n\q' r'\n'`, `x[] : - = "AéA\n\\q\\n"`},
		{"x = '\\N{DASH}'", "x[] : - = ?{}"},
		{"x = b'a'", "x[] : - = ?{}"},
		{"await f()", "?{f()}"},
		{"type X = int", "[] : - = int"},
		{"print >>x, 'a'", `?{print, x, "a"}`},
		{";", ""},
		{"@\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			m, err := python.Parse([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range m.Body {
				got = append(got, stmt(&m.Body[i]))
			}
			if text := strings.Join(got, " | "); text != tt.want {
				t.Errorf("got  %s\nwant %s", text, tt.want)
			}
		})
	}
}

// TestWith: each expression of a with goes with the name that it binds.
func TestWith(t *testing.T) {
	for source, want := range map[string]string{
		"with f() as a: pass":                         "a",
		"with (f() as a, g(x, y) as b):\n  pass":      "a b",
		"with f(), g() as b.c: pass":                  "- b.c",
		"with (f()): pass":                            "-",
		"async def h():\n  async with f() as a: pass": "a",
		"with f() as (a, b), g() as c[0]: pass":       "- -",
	} {
		m, err := python.Parse([]byte(source + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		python.WalkStmts(m.Body, func(s *python.Stmt) bool {
			if s.Keyword == "with" {
				for i := range s.Exprs {
					name := s.Targets[i]
					if name == "" {
						name = "-"
					}
					got = append(got, name)
				}
			}
			return true
		})
		if text := strings.Join(got, " "); text != want {
			t.Errorf("%s: got %q, want %q", source, text, want)
		}
	}
}
