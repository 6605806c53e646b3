package relock

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// leftovers are directories that working in a project leaves behind; no image needs them.
var leftovers = []string{".venv", "__pycache__", ".pytest_cache", ".ruff_cache", "staticfiles"}

// Copy gives a copy of an example that can be built: it lies in a directory of the test's own and its
// lock names the hosts of this machine's index. The test is skipped where that is not possible, and
// fails where the new lock is not the committed one.
func Copy(tb testing.TB, exampleDir string) string {
	tb.Helper()
	dst, committed, fresh, err := Relock(context.Background(), exampleDir, tb.TempDir())
	if errors.Is(err, ErrUnavailable) {
		tb.Skip(err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	if differences := Differences(committed, fresh); len(differences) > 0 {
		tb.Fatalf("locking %s again gives another lock (- committed, + now):\n%s\nIf that is right, in e2e/: go test ./examples -run TestRelock -update",
			exampleDir, strings.Join(differences, "\n"))
	}
	return dst
}

// CopyProject copies a project into a directory of into, and says where it lies there. Of a project that
// is a part of an example, below a directory called "examples", the whole example is copied: its lock
// may name what lies beside it.
func CopyProject(src, into string) (string, error) {
	abs, err := filepath.Abs(src)
	if err != nil {
		return "", err
	}
	above, rel := filepath.Dir(abs), filepath.Base(abs)
	for dir := above; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if filepath.Base(dir) == "examples" {
			if rel, err = filepath.Rel(dir, abs); err != nil {
				return "", err
			}
			above = dir
			break
		}
	}
	top, _, _ := strings.Cut(rel, string(filepath.Separator))
	to := filepath.Join(into, "examples")
	return filepath.Join(to, rel), CopyTree(filepath.Join(above, top), filepath.Join(to, top))
}

// CopyTree copies the files of src into dst, which it makes; leftovers of working in it stay behind.
// Symbolic links are refused: in an example they would lead out of the copy.
func CopyTree(src, dst string) error {
	return filepath.WalkDir(src, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(src, path)
		if err != nil {
			return err
		}
		target := filepath.Join(dst, relative)
		switch {
		case entry.IsDir() && slices.Contains(leftovers, entry.Name()):
			return fs.SkipDir
		case entry.IsDir():
			return os.MkdirAll(target, 0o755)
		case !entry.Type().IsRegular():
			return &fs.PathError{Op: "copy", Path: path, Err: errors.New("not a regular file")}
		}
		return copyFile(path, target)
	})
}

// copyFile copies bytes and permissions, which BuildKit counts as content.
func copyFile(src, dst string) error {
	info, err := os.Stat(src)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(src)
	if err != nil {
		return err
	}
	return os.WriteFile(dst, data, info.Mode().Perm())
}
