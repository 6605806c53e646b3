package library

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// checkout is the root of the repository.
func checkout(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// goIn runs go in a directory, offline: what uvdock depends on is in the module cache.
func goIn(t *testing.T, dir string, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=", "GOWORK=off", "NO_COLOR=1")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	return out.String(), errs.String(), err
}

// TestConsumer builds a program that imports the library, in a module of its own.
func TestConsumer(t *testing.T) {
	root, dir := checkout(t), t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/consumer")); err != nil {
		t.Fatal(err)
	}
	writeModule(t, root, dir)
	stdout, stderr, err := goIn(t, dir, "run", "-mod=mod", ".", filepath.Join(root, "examples", "workspace"))
	if err != nil || stderr != "" {
		t.Fatalf("%v\n%s", err, stderr)
	}
	if want := regexp.MustCompile(`(?s)^(\S+ \d\n){3,}\S+ \[.*\]\n$`); !want.MatchString(stdout) {
		t.Errorf("it printed:\n%s", stdout)
	}
	got, err := os.ReadFile(filepath.Join(dir, "services", "api", "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(got, []byte("# uvdock:sha256:")) {
		t.Errorf("it wrote:\n%s", got)
	}
}

// writeModule writes the go.mod that `go mod tidy` would give for this moment's uvdock.
func writeModule(t *testing.T, root, dir string) {
	t.Helper()
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(mod), "module github.com/uvdock/uvdock", "module example.com/consumer", 1)
	text += "\nrequire github.com/uvdock/uvdock v0.0.0\n\nreplace github.com/uvdock/uvdock => " + filepath.ToSlash(root) + "\n"
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"go.mod": []byte(text), "go.sum": sums} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDocumentation holds that what `go doc` shows of the library is what README says of it.
func TestDocumentation(t *testing.T) {
	stdout, stderr, err := goIn(t, checkout(t), "doc", "-short", "./generator")
	if err != nil {
		t.Fatal(stderr)
	}
	for _, name := range []string{"Inspect", "Plan", "Generate", "GenerateAll", "Packages", "Profiles"} {
		if !strings.Contains(stdout, "func "+name+"(ctx context.Context, fsys fs.FS, dir string, o Options)") {
			t.Errorf("go doc does not show %s over an fs.FS:\n%s", name, stdout)
		}
	}
}
