package schema

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/uvdock/uvdock/e2e/internal/example"
)

const (
	schemas  = "../../cmd/internal/report/schema"
	examples = "../../examples"
)

// compile reads the schema of a command's JSON.
func compile(t *testing.T, command string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile(filepath.Join(schemas, "uvdock."+command+"-1.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// binary is uvdock, built once.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "uvdock-schema")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "uvdock")
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	build := exec.Command("go", "build", "-o", name, "./cmd/uvdock")
	build.Dir = "../.." // the module of uvdock, with its own go.mod
	out, err := build.CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return name, nil
})

func TestMain(m *testing.M) {
	name, err := binary()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(filepath.Dir(name))
	os.Exit(code)
}

// run is what uvdock prints on standard output, and its exit code.
func run(ctx context.Context, t *testing.T, args ...string) ([]byte, int) {
	t.Helper()
	name, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	var out, errw bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = &out, &errw
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	code := cmd.ProcessState.ExitCode()
	if code < 0 || code == 2 && bytes.Contains(errw.Bytes(), []byte("panic:")) {
		t.Fatalf("%q: code %d\n%s", args, code, errw.String())
	}
	return out.Bytes(), code
}

// valid validates one JSON value and returns it.
func valid(t *testing.T, s *jsonschema.Schema, text []byte) map[string]any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("no JSON: %v\n%.400s", err, text)
	}
	if err := s.Validate(value); err != nil {
		t.Errorf("%v\n%.400s", err, text)
	}
	object, ok := value.(map[string]any)
	if !ok {
		t.Fatalf("no object: %.400s", text)
	}
	return object
}

func TestExamples(t *testing.T) {
	images, err := example.Images(examples)
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []struct {
		name, schema string
		args         []string
	}{
		{"packages", "packages", nil},
		{"packages of alpine", "packages", []string{"--profile", "alpine"}},
		{"packages of a full version", "packages", []string{"--python", "3.13.5", "--libc", "glibc-2.41", "--platform", "linux/arm64"}},
		{"generate", "generate", []string{"--dry-run"}},
		{"check", "generate", nil},
		{"explain", "explain", nil},
		{"explain a line", "explain", []string{"--line", "5"}},
		{"profiles", "profiles", nil},
		{"paths", "paths", nil},
	} {
		t.Run(command.name, func(t *testing.T) {
			s := compile(t, command.schema)
			verb := command.schema
			if command.name == "check" {
				verb = "check"
			}
			for _, image := range images {
				args := slices.Concat([]string{verb, image.Dir, "--format", "json"}, image.Package(), command.args)
				out, code := run(t.Context(), t, args...)
				object := valid(t, s, out)
				if errs := severity(object, "error"); (code == 2) != (errs > 0) {
					t.Errorf("%s: code %d with %d errors", image.Name(), code, errs)
				}
			}
		})
	}
}

// TestErrors: JSON is printed for every error of a project, and the exit code is 2.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		args  []string
	}{
		{"no pyproject.toml", map[string]string{"x": ""}, nil},
		{"no uv.lock", map[string]string{"pyproject.toml": "[project]\nname = \"x\"\nversion = \"1\"\n"}, nil},
		{"broken pyproject.toml", map[string]string{"pyproject.toml": "[project", "uv.lock": ""}, nil},
		{"broken uv.lock", map[string]string{"pyproject.toml": "[project]\nname = \"x\"\nversion = \"1\"\n", "uv.lock": "version = 2\n"}, nil},
		{"control characters", map[string]string{"pyproject.toml": "[project]\nname = \"x\\u001b\\n\"\n", "uv.lock": "version = 1\n"}, nil},
		{"no such profile", nil, []string{"--profile", "none"}},
		{"no such platform", nil, []string{"--platform", "linux/none"}},
		{"no such Python", nil, []string{"--python", "none"}},
		{"no such extra", nil, []string{"--extra", "none"}},
		{"no such group", nil, []string{"--group", "none"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(examples, "script")
			if c.files != nil {
				dir = t.TempDir()
			}
			for name, text := range c.files {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for verb, name := range map[string]string{"packages": "packages", "generate": "generate", "check": "generate", "explain": "explain", "profiles": "profiles", "paths": "paths"} {
				out, code := run(t.Context(), t, append([]string{verb, dir, "--format", "json"}, c.args...)...)
				object := valid(t, compile(t, name), out)
				if errs := severity(object, "error"); code != 2 || errs == 0 {
					t.Errorf("%s: code %d with %d errors", verb, code, errs)
				}
			}
		})
	}
	t.Run("no such directory", func(t *testing.T) {
		out, code := run(t.Context(), t, "packages", filepath.Join(t.TempDir(), "none"), "--format", "json")
		if object := valid(t, compile(t, "packages"), out); code != 2 || severity(object, "error") != 1 {
			t.Errorf("code %d: %s", code, out)
		}
	})
}

// TestAll validates generate --all and check --all: of a workspace whose files are true, of one with
// a file that is gone, of a project that is no workspace, and with errors of members.
func TestAll(t *testing.T) {
	s := compile(t, "workspace")
	object := func(want int, args ...string) map[string]any {
		t.Helper()
		out, code := run(t.Context(), t, append(args, "--all", "--format", "json")...)
		if code != want {
			t.Fatalf("%q: code %d, want %d\n%s", args, code, want, out)
		}
		return valid(t, s, out)
	}
	dir := filepath.Join(t.TempDir(), "workspace")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(examples, "workspace"))); err != nil {
		t.Fatal(err)
	}
	object(0, "generate", dir)
	if all := object(0, "check", dir); len(all["members"].([]any)) != 2 || len(all["skipped"].([]any)) == 0 || len(all["gone"].([]any)) != 0 {
		t.Errorf("%.400v", all)
	}
	if all := object(0, "check", dir, "--bake", "--compose"); len(all["files"].([]any)) != 2 || first(all, "files")["path"] != "docker-bake.hcl" {
		t.Errorf("%.400v", all["files"])
	}
	name := first(object(0, "check", dir), "members")["member"].(string)
	dockerfile := filepath.Join(dir, filepath.FromSlash(first(object(0, "check", dir), "members", "files")["path"].(string)))
	gone := filepath.Join(dir, "was", "Dockerfile")
	text, err := os.ReadFile(dockerfile)
	if err == nil {
		err = errors.Join(os.Mkdir(filepath.Dir(gone), 0o755), os.WriteFile(gone, text, 0o644))
	}
	if err != nil {
		t.Fatal(err)
	}
	if all := object(3, "check", dir); first(all, "gone")["path"] != "was/Dockerfile" || first(all, "gone")["state"] != "gone" || name == "" {
		t.Errorf("%v", all["gone"])
	}
	if all := object(0, "generate", dir, "--prune"); first(all, "gone")["removed"] != true {
		t.Errorf("%v", all["gone"])
	}
	object(0, "generate", filepath.Join(examples, "script"), "--dry-run")
	if all := object(2, "generate", dir, "--profile", "none"); severity(first(all, "members"), "error") == 0 {
		t.Errorf("%.400v", all)
	}
	if all := object(2, "check", t.TempDir()); severity(all, "error") == 0 {
		t.Errorf("%.400v", all)
	}
}

// TestExplained: every line of every example that is not blank names decisions, and each of them is
// among those that are explained.
func TestExplained(t *testing.T) {
	images, err := example.Images(examples)
	if err != nil {
		t.Fatal(err)
	}
	s := compile(t, "explain")
	for _, image := range images {
		out, code := run(t.Context(), t, slices.Concat([]string{"explain", image.Dir, "--format", "json"}, image.Package())...)
		object := valid(t, s, out)
		known := map[any]bool{}
		for _, d := range object["decisions"].([]any) {
			known[d.(map[string]any)["key"]] = true
		}
		lines := object["lines"].([]any)
		for _, l := range lines {
			line := l.(map[string]any)
			behind := line["decisions"].([]any)
			if (len(behind) == 0) != (line["text"] == "") {
				t.Errorf("%s: %v", image.Name(), line)
			}
			for _, key := range behind {
				if !known[key] {
					t.Errorf("%s, line %v: no decision %v", image.Name(), line["line"], key)
				}
			}
		}
		if code != 0 || len(lines) < 20 || len(known) < 5 {
			t.Errorf("%s: code %d, %d lines, %d decisions", image.Name(), code, len(lines), len(known))
		}
	}
}

// TestPaths validates paths --all, and that its schema refuses what is not in it.
func TestPaths(t *testing.T) {
	s := compile(t, "paths")
	out, code := run(t.Context(), t, "paths", filepath.Join(examples, "workspace"), "--all", "--format", "json")
	if all := valid(t, s, out); code != 0 || len(all["members"].([]any)) != 2 || len(all["skipped"].([]any)) == 0 {
		t.Errorf("code %d: %.400v", code, all)
	}
	out, code = run(t.Context(), t, "paths", filepath.Join(t.TempDir(), "none"), "--format", "json")
	if object := valid(t, s, out); code != 2 || severity(object, "error") != 1 {
		t.Errorf("code %d: %s", code, out)
	}
	out, _ = run(t.Context(), t, "paths", filepath.Join(examples, "script"), "--format", "json")
	for name, change := range map[string]func(m map[string]any){
		"a field more":          func(m map[string]any) { first(m, "members")["more"] = 1 },
		"a field less":          func(m map[string]any) { delete(first(m, "members"), "patterns") },
		"no stage":              func(m map[string]any) { first(m, "members", "files")["stages"] = []any{} },
		"a stage that is none":  func(m map[string]any) { first(m, "members", "directories")["stages"] = []any{"runtime"} },
		"an empty path":         func(m map[string]any) { first(m, "members", "files")["path"] = "" },
		"null for the patterns": func(m map[string]any) { first(m, "members")["patterns"] = nil },
	} {
		m := valid(t, s, out)
		change(m)
		if s.Validate(m) == nil {
			t.Errorf("%s is valid", name)
		}
	}
}

// severity counts the findings of a severity.
func severity(object map[string]any, want string) int {
	n := 0
	list, _ := object["findings"].([]any)
	for _, f := range list {
		if f, ok := f.(map[string]any); ok && f["severity"] == want {
			n++
		}
	}
	return n
}

// TestStrict: the schemas refuse what is not in them. Otherwise the tests here would hold nothing.
func TestStrict(t *testing.T) {
	out, _ := run(t.Context(), t, "packages", filepath.Join(examples, "script"), "--format", "json")
	s := compile(t, "packages")
	for name, change := range map[string]func(m map[string]any){
		"a field more":   func(m map[string]any) { m["more"] = 1 },
		"a field less":   func(m map[string]any) { delete(m, "findings") },
		"another number": func(m map[string]any) { m["schema"] = "uvdock.packages/2" },
		"null":           func(m map[string]any) { m["targets"] = nil },
		"a kind that is none": func(m map[string]any) {
			first(m, "targets", "packages")["source"].(map[string]any)["kind"] = "pypi"
		},
		"a field more of a package": func(m map[string]any) { first(m, "targets", "packages")["more"] = 1 },
		"a severity that is none":   func(m map[string]any) { m["findings"] = []any{finding("fatal")} },
	} {
		var m map[string]any
		if err := json.Unmarshal(out, &m); err != nil {
			t.Fatal(err)
		}
		m["findings"] = []any{finding("note")}
		if err := s.Validate(m); err != nil {
			t.Fatal(err)
		}
		change(m)
		if s.Validate(m) == nil {
			t.Errorf("%s is valid", name)
		}
	}
}

func finding(severity string) map[string]any {
	return map[string]any{"code": "a-code", "severity": severity, "file": "", "line": 0, "column": 0, "message": "m", "fix": ""}
}

// first is the first element of a list, of the list in it, and so on.
func first(m map[string]any, keys ...string) map[string]any {
	for _, key := range keys {
		m = m[key].([]any)[0].(map[string]any)
	}
	return m
}
