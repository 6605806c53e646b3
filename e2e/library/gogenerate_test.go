package library

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestGoGenerate runs `go generate` in the Go repository of the examples, with the tool line of its
// go.mod: it writes what is committed, in one line, and then nothing more.
func TestGoGenerate(t *testing.T) {
	root, dir := checkout(t), t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "examples", "go-generate"))); err != nil {
		t.Fatal(err)
	}
	if _, stderr, err := goIn(t, dir, "mod", "edit", "-replace", "github.com/uvdock/uvdock="+root); err != nil {
		t.Fatal(stderr)
	}
	api := filepath.Join(dir, "services", "api")
	committed, err := os.ReadFile(filepath.Join(api, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(api, "Dockerfile")); err != nil {
		t.Fatal(err)
	}
	generate := func() string {
		t.Helper()
		stdout, stderr, err := goIn(t, dir, "generate", "./...")
		if err != nil || stderr != "" {
			t.Fatalf("go generate: %v; a new dependency of uvdock needs `go mod tidy` in examples/go-generate\n%s", err, stderr)
		}
		return stdout
	}
	if got := generate(); got != "uvdock: wrote services/api/Dockerfile\n" {
		t.Errorf("it says %q", got)
	}
	written, err := os.ReadFile(filepath.Join(api, "Dockerfile"))
	if err != nil || !bytes.Equal(written, committed) {
		t.Errorf("%v; it is not what is committed:\n%s", err, written)
	}
	if got := generate(); got != "" {
		t.Errorf("nothing was to be done, and it says %q", got)
	}
	if stdout, stderr, err := goIn(t, dir, "tool", "uvdock", "check", "./services/api"); err != nil {
		t.Errorf("check: %v\n%s%s", err, stdout, stderr)
	}
}

// TestGoGenerateFails holds that go generate stops with the finding where the lock is missing.
func TestGoGenerateFails(t *testing.T) {
	root, dir := checkout(t), t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "examples", "go-generate"))); err != nil {
		t.Fatal(err)
	}
	if _, stderr, err := goIn(t, dir, "mod", "edit", "-replace", "github.com/uvdock/uvdock="+root); err != nil {
		t.Fatal(stderr)
	}
	if err := os.Remove(filepath.Join(dir, "services", "api", "uv.lock")); err != nil {
		t.Fatal(err)
	}
	_, stderr, err := goIn(t, dir, "generate", "./...")
	if err == nil || !bytes.Contains([]byte(stderr), []byte("[no-lockfile]")) {
		t.Errorf("%v: %s", err, stderr)
	}
}
