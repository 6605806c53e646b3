package relock

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const committed = `version = 1
requires-python = ">=3.11"

[[package]]
name = "idna"
source = { registry = "https://index.example/simple" }
sdist = { url = "https://files.index.example/packages/f5/idna-3.20.tar.gz", hash = "sha256:a7", upload-time = "2026-09-17T14:11:04.752Z" }
`

// locked is the same lock as an index at another place gives it.
func locked(index, files, extra string) string {
	text := strings.ReplaceAll(committed, IndexURL, index)
	text = strings.ReplaceAll(text, FilesURL, files)
	return strings.ReplaceAll(text, `hash = "sha256:a7"`, `hash = "sha256:a7"`+extra)
}

func TestDifferences(t *testing.T) {
	cases := []struct {
		name, fresh string
		same        bool
	}{
		{"the same", committed, true},
		{"another host", locked("https://a.test/simple", "https://b.test", ""), true},
		{"a mirror below a path", locked("http://a.test:8080/pypi/simple/", "http://a.test:8080/pypi", ""), true},
		{"an index that gives sizes", locked("https://a.test/simple", "https://b.test", ", size = 190"), true},
		{"an index without upload times", strings.ReplaceAll(committed, `, upload-time = "2026-09-17T14:11:04.752Z"`, ""), true},
		{"another hash", strings.ReplaceAll(committed, "sha256:a7", "sha256:a8"), false},
		{"another version", strings.ReplaceAll(committed, "3.20", "3.21"), false},
		{"another path on the file host", strings.ReplaceAll(committed, "/f5/", "/f6/"), false},
		{"another upload time", strings.ReplaceAll(committed, "2026-09-17", "2026-09-18"), false},
		{"a package more", committed + "\n[[package]]\nname = \"x\"\n", false},
		{"cut off", committed[:60], false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Differences([]byte(committed), []byte(c.fresh)); (len(got) == 0) != c.same {
				t.Errorf("same: want %v, differences %q", c.same, got)
			}
		})
	}
}

func TestPlaceholdersLeaveNoHostBehind(t *testing.T) {
	fresh := locked("http://a.test:8080/pypi/simple/", "http://a.test:8080/pypi", "")
	if got := string(Placeholders([]byte(fresh))); got != committed {
		t.Errorf("got\n%s\nwant\n%s", got, committed)
	}
}

func TestRequiresPython(t *testing.T) {
	if got, err := requiresPython([]byte(committed)); err != nil || got != ">=3.11" {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := requiresPython([]byte("version = 1\n[[package]]\nrequires-python = \">=3.9\"\n")); err == nil {
		t.Errorf("a lock without requires-python gave %q", got)
	}
}

func TestCopyTree(t *testing.T) {
	src, dst := t.TempDir(), filepath.Join(t.TempDir(), "copy")
	write := func(name string) {
		t.Helper()
		path := filepath.Join(src, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(name), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write("src/app/main.py")
	write(".python-version")
	write(".venv/bin/python")
	write("src/app/__pycache__/main.pyc")
	if err := CopyTree(src, dst); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"src/app/main.py": true, ".python-version": true, ".venv": false, "src/app/__pycache__": false} {
		if _, err := os.Stat(filepath.Join(dst, name)); (err == nil) != want {
			t.Errorf("%s copied: want %v, got %v", name, want, err)
		}
	}
	if err := os.Symlink("/etc/hosts", filepath.Join(src, "hosts")); err != nil {
		t.Skip(err)
	}
	if err := CopyTree(src, filepath.Join(t.TempDir(), "again")); err == nil {
		t.Error("a symbolic link was copied")
	}
}

func TestLockErrorTellsTheNetworkFromTheProject(t *testing.T) {
	cause := errors.New("exit status 2")
	if err := lockError("x", "error: Failed to fetch\n  Caused by: error sending request", cause); !errors.Is(err, ErrUnavailable) {
		t.Errorf("not unavailable: %v", err)
	}
	if err := lockError("x", "error: No solution found", cause); errors.Is(err, ErrUnavailable) || !errors.Is(err, cause) {
		t.Errorf("got %v", err)
	}
}
