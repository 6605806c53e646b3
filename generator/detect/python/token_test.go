package python_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// show writes tokens as text: names as they are, → and ← for indentation, ; for line ends.
func show(tokens []python.Token) string {
	var out []string
	for _, t := range tokens {
		switch t.Kind {
		case python.Indent:
			out = append(out, "→")
		case python.Dedent:
			out = append(out, "←")
		case python.Newline:
			out = append(out, ";")
		case python.EOF:
		default:
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, " ")
}

func TestTokenize(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"comment only", "# app = FastAPI()\n\n", ""},
		{"no line end", "x=1", "x = 1 ;"},
		{"blocks", "if x:\n  y\n  if z:\n\tw\nv\n", "if x : ; → y ; if z : ; → w ; ← ← v ;"},
		{"blank lines keep blocks", "if x:\n  y\n\n # c\n  z\n", "if x : ; → y ; z ; ←"},
		{"brackets join lines", "f(a,\n  # c\nb)\n", "f ( a , b ) ;"},
		{"backslash joins lines", "a = \\\n  b\n", "a = b ;"},
		{"crlf", "if x:\r\n  y\r\nz\r\n", "if x : ; → y ; ← z ;"},
		{"old mac line ends", "a\rb\r", "a ; b ;"},
		{"byte order mark", "\ufeffx\n", "x ;"},
		{"form feed", "\fx\n", "x ;"},
		{"prefixes", `rb'\'' Rb"" f'{x}' u'x' t"{y}"`, `rb'\'' Rb"" f'{x}' u'x' t"{y}" ;`},
		{"name before a string is no prefix", `print'x'`, `print 'x' ;`},
		{"triple quotes", "'''a\n'b'\n\"''' + x\n", "'''a\n'b'\n\"''' + x ;"},
		{"escaped quote", `'a\'b' c`, `'a\'b' c ;`},
		{"string over lines", "'a\\\nb'\n", "'a\\\nb' ;"},
		{"f-string with its own quote", `f"{x["a"]}" + y`, `f"{x["a"]}" + y ;`},
		{"f-string with a format", `f'{x!r:>{w}}' z`, `f'{x!r:>{w}}' z ;`},
		{"f-string with a quote in the format", `f"{x:'^9}" z`, `f"{x:'^9}" z ;`},
		{"f-string with braces", `f'{{}}{ {1: 2}[1] }' z`, `f'{{}}{ {1: 2}[1] }' z ;`},
		{"f-string with a nested f-string", `f'{f'{f'{1}'}'}' z`, `f'{f'{f'{1}'}'}' z ;`},
		{"f-string with a comment", "f'''{\n x # }'''\n}''' z\n", "f'''{\n x # }'''\n}''' z ;"},
		{"named escape in an f-string", `f'\N{DASH}' z`, `f'\N{DASH}' z ;`},
		{"numbers", "0x_ff 1_0.5e-3 .5j 1if x else 0xe-1", "0x_ff 1_0.5e-3 .5j 1if x else 0xe - 1 ;"},
		{"operators", "a:=b**=c->d...e!=f@g", "a := b **= c -> d ... e != f @ g ;"},
		{"other letters", "größe = 'ß'", "größe = 'ß' ;"},
		{"declared encoding", "# -*- coding: latin-1 -*-\nx = '\xe9'\n", "x = 'é' ;"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tokens, err := python.Tokenize([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if got := show(tokens); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestTokenizeErrors(t *testing.T) {
	tests := []struct {
		name, in, want string
		line           int
	}{
		{"null byte", "a\nb\x00", "null bytes", 2},
		{"not UTF-8", "a\nb = '\xe9'\n", "not UTF-8", 2},
		{"UTF-16", "\xff\xfea\x00", "null bytes", 1},
		{"open string", "x = 'abc\ny\n", "not closed", 1},
		{"open triple quotes", "x = '''abc\n", "never closed", 2},
		{"open f-string", "f'{x", "never closed", 1},
		{"f-string mismatch", "f'{(x]}'", "unmatched", 1},
		{"open bracket", "f(\nx\n", "never closed", 3},
		{"wrong bracket", "f(]", "unmatched", 1},
		{"stray backslash", "a \\ b", "backslash", 1},
		{"Python 2 backquotes", "a\n`b`\n", "unexpected", 2},
		{"dedent to nowhere", "if x:\n    a\n  b\n", "no outer block", 3},
		{"too many brackets", strings.Repeat("(", 300), "nested brackets", 1},
		{"too many brackets in an f-string", "f'{" + strings.Repeat("(", 300), "nested brackets", 1},
		{"too many f-strings", strings.Repeat("f'{", 500), "nested f-strings", 1},
		{"too many formats", "f'" + strings.Repeat("{x:", 500), "nested f-strings", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := python.Tokenize([]byte(tt.in))
			syntax := &python.SyntaxError{}
			ok := errors.As(err, &syntax)
			if !ok {
				t.Fatalf("got %v, want a *SyntaxError", err)
			}
			if syntax.Line != tt.line || !strings.Contains(syntax.Message, tt.want) {
				t.Errorf("got %v, want %q in line %d", err, tt.want, tt.line)
			}
		})
	}
}

func TestPositions(t *testing.T) {
	tokens, err := python.Tokenize([]byte("a\n  \n'''x\ny''' b\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := [][2]int{}
	for _, tok := range tokens {
		if tok.Kind >= python.Name {
			got = append(got, [2]int{tok.Line, tok.Column})
		}
	}
	want := [][2]int{{1, 1}, {3, 1}, {4, 6}}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

// FuzzParse holds that nothing makes the reader panic or run away, and that tokens are parts
// of the source in its order. The seeds are committed in testdata/fuzz.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"from a import (b as c,)\napp = b(x=1)\n", "f'{x!r:{w}}'", "@d\nasync def f(a, *b, c=1, **d) -> X:\n  return g\n",
		"if x: a; b\nelse:\n\tc\n", "match x:\n case 1: pass\n", "lambda x: (yield)", "a: b = c = d += e", "\\\n\\\n",
		"del (a, b), c\nimport a.b as c, d\nfrom . import *\nfrom ...x import y", "@", "class A[T](B, m=C): ...\n", "x[1:2]['k'] = 3",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		tokens, err := python.Tokenize(src)
		line, column := 0, 0
		for _, tok := range tokens {
			if tok.Line < line || tok.Line == line && tok.Column < column {
				t.Fatalf("token %v stands before the one before it", tok)
			}
			line, column = tok.Line, tok.Column
		}
		m, parseErr := python.Parse(src)
		if (err == nil) != (parseErr == nil) || (m == nil) != (parseErr != nil) {
			t.Fatalf("Tokenize says %v, Parse %v", err, parseErr)
		}
	})
}
