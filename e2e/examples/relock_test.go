// Package examples tests the example projects: their locks here, their images beside.
package examples

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/example"
	"github.com/uvdock/uvdock/e2e/internal/relock"
)

var update = flag.Bool("update", false, "write the locks that differ, with placeholder hosts")

// TestRelock locks each example again and compares: the committed lock is what uv gives for the
// committed pyproject.toml, and nothing but its hosts was changed.
func TestRelock(t *testing.T) {
	projects, err := example.Projects("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range projects {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			if *update {
				rewrite(t, dir)
			}
			copied := relock.Copy(t, dir)
			if _, err := os.Stat(filepath.Join(copied, "pyproject.toml")); err != nil {
				t.Error(err)
			}
		})
	}
}

// rewrite puts the lock of this moment in the place of the committed one.
func rewrite(t *testing.T, dir string) {
	t.Helper()
	_, _, fresh, err := relock.Relock(context.Background(), dir, t.TempDir())
	if errors.Is(err, relock.ErrUnavailable) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "uv.lock"), relock.Placeholders(fresh), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestLocksCarryPlaceholders holds that no committed lock leads to an index that exists.
func TestLocksCarryPlaceholders(t *testing.T) {
	projects, err := example.Projects("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range projects {
		lock := filepath.Join(dir, "uv.lock")
		data, err := os.ReadFile(lock)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(relock.Placeholders(data), data) {
			t.Errorf("%s names a real index; run: go test ./examples -run TestRelock -update", lock)
		}
	}
}
