package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// indirect are the calls that take their code from a value, by package and expression, with the
// codes that the value can be. A new call of this kind needs a row here.
var indirect = map[string][]string{
	"generator/project r.code":  {"invalid-pyproject", "invalid-uv-toml"},
	"generator/system r.Reason": {"alpine-unsupported", "package-gone", "needs-programs"},
}

// use is what the sources say about one code.
type use struct {
	// severities are those of the calls; a caller may change them afterwards.
	severities []string
	// formats are the messages; nil when one of them is not a literal.
	formats []string
	// unknown says that a message is put together elsewhere.
	unknown bool
}

// codes collects the codes of all findings that the sources make.
func codes(t *testing.T) map[string]*use {
	t.Helper()
	out := map[string]*use{}
	for _, top := range []string{"../generator", "../cmd"} {
		err := filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return err
			}
			if d.Name() == "testdata" {
				return fs.SkipDir
			}
			return collect(name, out)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// collect reads the packages of one directory.
func collect(dir string, out map[string]*use) error {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	fset := token.NewFileSet()
	var files []*ast.File
	constants := map[string]string{}
	literals := map[string]bool{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			return err
		}
		files = append(files, file)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if i < len(n.Values) {
						constants[name.Name], _ = text(n.Values[i])
					}
				}
			case *ast.BasicLit:
				if s, ok := text(n); ok {
					literals[s] = true
				}
			}
			return true
		})
	}
	pkg := strings.TrimPrefix(filepath.ToSlash(dir), "../")
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && err == nil {
				err = add(out, call, pkg, constants, literals)
			}
			return err == nil
		})
	}
	return err
}

// add takes the code, severity and message out of one call of a constructor of findings.
func add(out map[string]*use, call *ast.CallExpr, pkg string, constants map[string]string, literals map[string]bool) error {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || expression(fun.X) != "diag" || len(call.Args) < 3 {
		return nil
	}
	var severity string
	message := call.Args[2]
	switch fun.Sel.Name {
	case "New":
		severity, message = strings.ToLower(strings.TrimPrefix(expression(call.Args[1]), "diag.")), call.Args[3]
	case "Errorf", "Warningf", "Notef":
		severity = strings.ToLower(strings.TrimSuffix(fun.Sel.Name, "f"))
	default:
		return nil
	}
	found := indirect[pkg+" "+expression(call.Args[0])]
	if code, ok := text(call.Args[0]); ok {
		found = []string{code}
	} else if code := constants[expression(call.Args[0])]; code != "" {
		found = []string{code}
	}
	if found == nil {
		return fmt.Errorf("%s: the code of a finding is %s: name its values in indirect", pkg, expression(call.Args[0]))
	}
	for _, code := range found {
		if !literals[code] {
			return fmt.Errorf("%s has no code %q, which indirect names", pkg, code)
		}
		u := out[code]
		if u == nil {
			u = &use{}
			out[code] = u
		}
		if !slices.Contains(u.severities, severity) {
			u.severities = append(u.severities, severity)
		}
		format, ok := text(message)
		u.formats = append(u.formats, format)
		u.unknown = u.unknown || !ok || format == "%s"
	}
	return nil
}

// text is the value of a string literal.
func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// expression is a name or a chain of fields as it is written; anything else is "...".
func expression(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return expression(e.X) + "." + e.Sel.Name
	}
	return "..."
}

// base is the name of a page without its directory and ending.
func base(name string) string { return strings.TrimSuffix(path.Base(filepath.ToSlash(name)), ".md") }
