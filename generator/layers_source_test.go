package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is one Go file that is not a test.
type source struct {
	dir  string
	name string
	file *ast.File
	fset *token.FileSet
}

// admits says whether the row allows the import of a path.
func (l layer) admits(target string) bool {
	if target == strings.TrimSuffix(module, "/") || strings.HasPrefix(target, module) {
		dir := strings.TrimPrefix(target, module)
		return slices.ContainsFunc(l.ours, func(word string) bool { return full(word) == dir })
	}
	if first, _, _ := strings.Cut(target, "/"); !strings.Contains(first, ".") {
		return l.dir != "templates" && l.dir != "profiles" || target == "embed"
	}
	return slices.ContainsFunc(l.theirs, func(word string) bool {
		name := modules[word]
		return name != "" && (target == name || strings.HasPrefix(target, name+"/"))
	})
}

// full is the directory that a word of the table means.
func full(word string) string {
	switch {
	case word == "generator", word == "templates", word == "profiles", strings.HasPrefix(word, "cmd/"):
		return word
	}
	return "generator/" + word
}

// uses are the imports of the file and the names that it takes from them, each where it first stands.
func (s source) uses() map[string]ast.Node {
	out := map[string]ast.Node{}
	local := map[string]string{}
	for _, spec := range s.file.Imports {
		target, _ := strconv.Unquote(spec.Path.Value)
		out[target] = spec
		local[path.Base(target)] = target
		if spec.Name != nil {
			local[spec.Name.Name] = target
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && local[x.Name] != "" {
				if name := local[x.Name] + "." + sel.Sel.Name; out[name] == nil {
					out[name] = sel
				}
			}
		}
		return true
	})
	return out
}

func (s source) at(n ast.Node) string {
	return s.name + ":" + strconv.Itoa(s.fset.Position(n.Pos()).Line)
}

// parse reads the code of a file, whose name is relative to the root of the module.
func parse(t *testing.T, name, code string) source {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, code, 0)
	if err != nil {
		t.Fatal(err)
	}
	return source{path.Dir(name), name, file, fset}
}

// sources parses every Go file of the module that is no test. e2e is a module of its own, and so are examples in Go.
func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	root := ".."
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel := filepath.ToSlash(strings.TrimPrefix(name, root+string(filepath.Separator)))
		if d.IsDir() {
			if rel == "e2e" || rel == "examples" || rel == "dist" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".." {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") || strings.HasSuffix(rel, "_test.go") {
			return nil
		}
		code, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		out = append(out, parse(t, rel, string(code)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < len(layers) {
		t.Fatalf("found only %d Go files below %s", len(out), root)
	}
	return out
}
