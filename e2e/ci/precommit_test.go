package ci

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPreCommit runs the hooks of this checkout with the real pre-commit: what is true passes, an edit and a change of
// the inputs fail, generate writes, and a file that no image reads starts nothing.
func TestPreCommit(t *testing.T) {
	tool(t, preCommit)
	uvdock, rev := hooks(t)
	project := t.TempDir()
	if err := os.CopyFS(project, os.DirFS(filepath.Join(checkout(t), "examples", "script"))); err != nil {
		t.Fatal(err)
	}
	config := "repos:\n  - repo: " + uvdock + "\n    rev: " + rev + "\n    hooks:\n      - id: uvdock-check\n      - id: uvdock-generate\n        stages: [manual]\n"
	if err := os.WriteFile(filepath.Join(project, ".pre-commit-config.yaml"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	commit(t, project)
	c := command{dir: project, env: []string{"PRE_COMMIT_HOME=" + filepath.Join(t.TempDir(), "home"), "GOPROXY=" + cachedModules(t), "GONOSUMDB=*", "GOFLAGS=-modcacherw", "GOTOOLCHAIN=local"}}
	hook := func(args ...string) (string, int) {
		return c.run(t, "uv", append([]string{"tool", "run", "--quiet", preCommit, "run"}, args...)...)
	}
	expect := func(what string, wantCode int, wantText string, args ...string) {
		t.Helper()
		output, code := hook(args...)
		if code != wantCode || !strings.Contains(output, wantText) {
			t.Fatalf("%s: exit code %d, want %d and %q\n%s", what, code, wantCode, wantText, output)
		}
	}
	expect("what is committed", 0, "Passed", "uvdock-check", "--all-files")
	expect("a file that no image reads", 0, "Skipped", "uvdock-check", "--files", "README.md")
	expect("a source", 0, "Passed", "uvdock-check", "--files", "main.py")

	replace(t, filepath.Join(project, "Dockerfile"), "WORKDIR /src", "WORKDIR /source")
	expect("an edit", 1, "was edited by hand", "uvdock-check", "--files", "Dockerfile")
	c.must(t, "git", "checkout", "--quiet", "Dockerfile")

	replace(t, filepath.Join(project, ".python-version"), "3.13", "3.12")
	c.must(t, "git", "add", "--all")
	expect("a change of the inputs", 1, "is not what the project gives now", "uvdock-check", "--files", ".python-version")
	expect("it is written", 1, "files were modified by this hook", "uvdock-generate", "--hook-stage", "manual", "--files", ".python-version")
	c.must(t, "git", "add", "--all")
	expect("it was written", 0, "Passed", "uvdock-generate", "--hook-stage", "manual", "--files", ".python-version")
	expect("it is true again", 0, "Passed", "uvdock-check", "--all-files")
}

// hooks is a repository with the files of this checkout that git tracks or would, and its commit.
func hooks(t *testing.T) (dir, rev string) {
	t.Helper()
	root, dir := checkout(t), t.TempDir()
	list := command{dir: root}.must(t, "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
	for name := range strings.SplitSeq(strings.TrimRight(list, "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join(root, name))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir, commit(t, dir)
}

// cachedModules is the module cache of this machine as a proxy: what uvdock depends on is in it.
func cachedModules(t *testing.T) string {
	t.Helper()
	cache := strings.TrimSpace(command{dir: checkout(t)}.must(t, "go", "env", "GOMODCACHE"))
	return "file://" + filepath.ToSlash(filepath.Join(cache, "cache", "download"))
}
