package schema

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // its source holds the schema
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// sarifSchema is what OASIS publishes. It is no part of this repository: it comes under the terms of a
// standard (https://www.oasis-open.org/policies-guidelines/ipr). go-sarif carries it as a constant, which
// it does not export.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// sarif is the schema out of go-sarif's source.
func sarif(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok {
			text, err = strconv.Unquote(literal.Value) // the only one
		}
		return err == nil
	})
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(sarifSchema, value); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(sarifSchema)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// results are those of the only run.
func results(t *testing.T, object map[string]any) []any {
	t.Helper()
	if object["$schema"] != sarifSchema {
		t.Errorf("$schema is %v", object["$schema"])
	}
	out, ok := first(object, "runs")["results"].([]any)
	if !ok {
		t.Fatalf("no results: %.400v", object)
	}
	return out
}

// TestSarif validates check --format sarif: of true files, of drift, of errors, of a whole workspace.
func TestSarif(t *testing.T) {
	s := sarif(t)
	dir := filepath.Join(t.TempDir(), "a b,ü%")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(examples, "workspace"))); err != nil {
		t.Fatal(err)
	}
	check := func(want int, args ...string) []any {
		t.Helper()
		out, code := run(t.Context(), t, append([]string{"check", "--format", "sarif"}, args...)...)
		if code != want {
			t.Errorf("%q: code %d, want %d\n%.400s", args, code, want, out)
		}
		return results(t, valid(t, s, out))
	}
	for _, r := range check(0, dir, "--all") {
		if r := r.(map[string]any); r["level"] == "error" {
			t.Errorf("%v", r)
		}
	}
	file := filepath.Join(dir, "services", "api", "Dockerfile")
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, []byte(strings.Replace(string(text), "uv:0.", "uv:0.0.", 1)), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	drift := check(3, dir, "--all")
	if len(drift) == 0 || drift[0].(map[string]any)["ruleId"] != "drift" {
		t.Errorf("%.400v", drift)
	}
	if r := check(2, dir, "--package", "none"); len(r) == 0 {
		t.Error("an error without a result")
	}
	check(2, filepath.Join(dir, "nowhere"))
	check(2, t.TempDir())
}
