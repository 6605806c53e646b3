package project_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/project"
)

// TestLinks reads workspaces with links among what their globs find. Those that go in circles come to
// an end, and what uv refuses is refused. (uv 0.13.8, observed)
func TestLinks(t *testing.T) {
	for _, c := range []struct {
		name, globs string
		// links are "name -> target".
		links []string
		// want are the members, or a part of the error.
		want string
	}{
		{"no link", `"p/*"`, nil, "p/a p/b"},
		{"a link to a directory", `"q/*"`, []string{"q/c -> ../p/a"}, "q/c"},
		{"a directory behind a link", `"q/**/a"`, []string{"q/c -> ../p"}, "q/c/a"},
		{"one member twice", `"p/*"`, []string{"p/c -> a"}, "two workspace members are both named `a`: `p/a` and `p/c`"},
		{"a circle that holds a member", `"p/**"`, []string{"p/a/up -> .."}, "two workspace members are both named `a`"},
		{"a circle that holds none", `"p/a", "q/**/b"`, []string{"q/up -> ."}, "p/a"},
		{"two circles", `"p/a", "q/**/b"`, []string{"q/one -> .", "q/two -> .", "q/three -> ../q"}, "p/a"},
		{"a link to itself", `"p/*"`, []string{"p/loop -> loop"}, "workspace member `p/loop` (matches `p/*`) is a link that leads nowhere"},
		{"a named link to itself", `"p/a", "loop"`, []string{"loop -> loop"}, "workspace member `loop` (matches `loop`) is a link that leads nowhere"},
		{"a link to nothing", `"p/*"`, []string{"p/none -> gone"}, "is a link that leads nowhere"},
		{"a link to nothing that is excluded", `"p/*"]` + "\nexclude = [\"p/n*\"", []string{"p/none -> gone"}, "p/a p/b"},
		{"a link to a file", `"p/*"`, []string{"p/file -> a/pyproject.toml"}, "p/a p/b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range map[string]string{
				"pyproject.toml": "[tool.uv.workspace]\nmembers = [" + c.globs + "]\n", "uv.lock": emptyLock,
				"p/a/pyproject.toml": manifest("a", ""), "p/b/pyproject.toml": manifest("b", ""), "q/README.md": "",
			} {
				write(t, dir, name, text)
			}
			for _, l := range c.links {
				name, target, _ := strings.Cut(l, " -> ")
				if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
					t.Skip(err)
				}
			}
			p, findings := project.Read(os.DirFS(dir), ".")
			var got []string
			for _, m := range p.Members {
				got = append(got, m.Dir)
			}
			if findings.HasErrors() {
				got = []string{findings.Errors()[0].Message}
			}
			if text := strings.Join(got, " "); text != c.want && (!findings.HasErrors() || !strings.Contains(text, c.want)) {
				t.Errorf("got %q, want %q", text, c.want)
			}
		})
	}
}

// TestManyDirectories: a glob may find thousands of members, and files beside them are none.
func TestManyDirectories(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "pyproject.toml", "[tool.uv.workspace]\nmembers = [\"many/*\"]\n")
	write(t, dir, "uv.lock", emptyLock)
	write(t, dir, "many/README.md", "")
	for i := range 10_000 {
		write(t, dir, fmt.Sprintf("many/m%05d/pyproject.toml", i), manifest(fmt.Sprintf("m%05d", i), ""))
	}
	p, findings := project.Read(os.DirFS(dir), ".")
	if len(p.Members) != 10_000 || findings.HasErrors() {
		t.Errorf("%d members, %v", len(p.Members), findings)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
