package gitindex_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/gitindex"
)

// indexOf makes a repository with files, by git itself, and returns its index.
func indexOf(t *testing.T, version string, files ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not on PATH")
	}
	dir := t.TempDir()
	for _, name := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"add", "-N", "."}, {"update-index", "--index-version", version}} {
		cmd := exec.Command("git", append([]string{"-C", dir}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, ".git", "index"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPaths(t *testing.T) {
	files := []string{".env", "a", "a.txt", "src/app/" + strings.Repeat("long", 40) + ".py", "src/app/main.py", "src/b.py", "ü.txt"}
	for _, version := range []string{"2", "3", "4"} {
		t.Run("version "+version, func(t *testing.T) {
			got, err := gitindex.Paths(indexOf(t, version, files...))
			if err != nil || !slices.Equal(got, files) {
				t.Errorf("%q, %v; want %q", got, err, files)
			}
		})
	}
}

// FuzzPaths: no file makes it fail otherwise than by its error.
func FuzzPaths(f *testing.F) {
	f.Add([]byte("DIRC\x00\x00\x00\x02\x00\x00\x00\x01"))
	f.Add([]byte("DIRC\x00\x00\x00\x04\x00\x00\x00\x01" + strings.Repeat("\x00", 62) + "\x00a\x00"))
	f.Add([]byte("DIRC\x00\x00\x00\x02\x00\x00\x00\x01" + strings.Repeat("\x40", 62) + "\x00a\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := gitindex.Paths(data); err != nil && !errors.Is(err, gitindex.ErrFormat) {
			t.Error(err)
		}
	})
}
