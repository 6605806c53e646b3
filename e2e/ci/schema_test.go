package ci

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// TestSchemas holds that the files for CI are what their readers publish as a schema (vendored by check-jsonschema).
func TestSchemas(t *testing.T) {
	tool(t, checkJSONSchema)
	root := checkout(t)
	for schema, files := range map[string][]string{
		"vendor.github-actions":   {"action.yml"},
		"vendor.github-workflows": workflows(t),
	} {
		args := []string{"tool", "run", "--quiet", checkJSONSchema, "--builtin-schema", schema}
		if output, code := (command{dir: root}).run(t, "uv", append(args, files...)...); code != 0 {
			t.Errorf("%s: %s", schema, output)
		}
	}
}

// TestActionlint lints the workflows of this repository.
func TestActionlint(t *testing.T) {
	for _, file := range workflows(t) {
		lint(t, filepath.Join(checkout(t), file))
	}
}

// actionlint is built by its own go.mod, once: its YAML library is another release than the one of compose-go.
const actionlint = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"

var actionlintBuild sync.Once

// lint runs actionlint on a workflow; shellcheck takes part where it is installed.
func lint(t *testing.T, file string) {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(cache, "uvdock", filepath.Base(actionlint))
	c := command{dir: t.TempDir(), env: []string{"GOBIN=" + bin}}
	actionlintBuild.Do(func() {
		if output, code := c.run(t, "go", "install", actionlint); code != 0 {
			t.Logf("%s", output)
		}
	})
	program := filepath.Join(bin, "actionlint")
	if _, err := os.Stat(program); err != nil {
		t.Skipf("%s cannot be had here", actionlint)
	}
	if output, code := c.run(t, program, "-no-color", file); code != 0 {
		t.Errorf("%s", output)
	}
}

// workflows are those of this repository.
func workflows(t *testing.T) (out []string) {
	t.Helper()
	root := checkout(t)
	found, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*.yml"))
	if err != nil || len(found) == 0 {
		t.Fatal("no workflows", err)
	}
	for _, file := range found {
		name, err := filepath.Rel(root, file)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, name)
	}
	return out
}
