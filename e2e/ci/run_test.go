package ci

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The tools from PyPI, pinned.
const (
	preCommit       = "pre-commit@4.7.0"
	checkJSONSchema = "check-jsonschema@0.39.0"
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

// command is a process in a directory.
type command struct {
	dir string
	env []string
}

// run returns what a process printed and its exit code.
func (c command) run(t *testing.T, name string, args ...string) (output string, code int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), append([]string{"NO_COLOR=1", "PRE_COMMIT_COLOR=never", "GOFLAGS="}, c.env...)...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return out.String(), exit.ExitCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), 0
}

// must is run for a process that has to succeed.
func (c command) must(t *testing.T, name string, args ...string) string {
	t.Helper()
	output, code := c.run(t, name, args...)
	if code != 0 {
		t.Fatalf("%s %s: exit code %d\n%s", name, strings.Join(args, " "), code, output)
	}
	return output
}

// tool skips a test where a tool of PyPI cannot be had.
func tool(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath("uv"); err != nil {
		t.Skip("uv is not on PATH")
	}
	if output, code := (command{dir: t.TempDir()}).run(t, "uv", "tool", "run", "--quiet", name, "--version"); code != 0 {
		t.Skipf("%s cannot be had here: %s", name, output)
	}
}

// commit makes a repository of a directory, with one commit of everything in it.
func commit(t *testing.T, dir string) (hash string) {
	t.Helper()
	git := command{dir: dir}
	git.must(t, "git", "init", "--quiet", "--initial-branch=main")
	git.must(t, "git", "config", "user.name", "somebody")
	git.must(t, "git", "config", "user.email", "somebody@mail.example")
	git.must(t, "git", "add", "--all")
	git.must(t, "git", "commit", "--quiet", "--message", "as it is")
	return strings.TrimSpace(git.must(t, "git", "rev-parse", "HEAD"))
}

// replace changes a text in a file, which must hold it.
func replace(t *testing.T, file, old, text string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte(old)) {
		t.Fatalf("%s has no %q", file, old)
	}
	if err := os.WriteFile(file, bytes.ReplaceAll(data, []byte(old), []byte(text)), 0o644); err != nil {
		t.Fatal(err)
	}
}
