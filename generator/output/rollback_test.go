package output_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/output"
)

// TestRollback lets the writing fail at each of its steps, by changing the directory after it was
// compared. Everything must then be as it was. No step needs permissions, so root sees it too.
func TestRollback(t *testing.T) {
	older := string(stamped("", "FROM a\n").Text)
	for _, c := range []struct {
		name string
		// disturb is what somebody else does between the comparison and the writing.
		disturb func(t *testing.T, dir string)
	}{
		{"a directory came in the place of the last file", func(t *testing.T, dir string) {
			put(t, dir, "z/Dockerfile/taken", "mine\n", 0o644)
		}},
		{"a file came in the place of the last directory", func(t *testing.T, dir string) {
			put(t, dir, "z", "mine\n", 0o644)
		}},
		{"a link came in the place of the last directory", func(t *testing.T, dir string) {
			if err := os.Symlink(t.TempDir(), filepath.Join(dir, "z")); err != nil {
				t.Skip(err)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, "Dockerfile", older, 0o640)
			changes := compare(t, dir,
				stamped("Dockerfile", "FROM b\n"), stamped("new", "x\n"), stamped("made/below/new", "x\n"), stamped("z/Dockerfile", "FROM b\n"))
			c.disturb(t, dir)
			before := tree(t, dir)
			err := output.Write(dir, changes, false)
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range []string{"cannot write z/Dockerfile", "nothing was changed"} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
			same(t, tree(t, dir), before)
			info, err := os.Stat(filepath.Join(dir, "Dockerfile"))
			if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
				t.Errorf("mode %v, %v", info.Mode(), err)
			}
		})
	}
}

// TestReadOnlyDirectory says what can be done about it.
func TestReadOnlyDirectory(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("modes of a directory hold neither root nor Windows back; TestRollback covers the failure")
	}
	dir := t.TempDir()
	changes := compare(t, dir, stamped("Dockerfile", "FROM b\n"))
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	err := output.Write(dir, changes, false)
	if err == nil || !strings.Contains(err.Error(), "--stdout") || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("error %v", err)
	}
	same(t, tree(t, dir), map[string]string{})
}
