package output_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/output"
)

// gone has files that uvdock wrote, one of them edited, and one of somebody else.
func gone(t *testing.T) (dir string, changes []output.Change) {
	t.Helper()
	dir = t.TempDir()
	text := string(stamped("", "FROM a\n").Text)
	put(t, dir, "old/Dockerfile", text, 0o644)
	put(t, dir, "edited/Dockerfile", text+"# mine\n", 0o644)
	put(t, dir, "mine/Dockerfile", "FROM scratch\n", 0o644)
	changes, err := output.Removals(dir, []string{"old/Dockerfile", "edited/Dockerfile", "mine/Dockerfile", "not/there"})
	if err != nil {
		t.Fatal(err)
	}
	return dir, changes
}

func TestRemovals(t *testing.T) {
	dir, changes := gone(t)
	var states []output.State
	for _, c := range changes {
		states = append(states, c.State)
		if !c.Remove || !c.Drift() || c.New != nil {
			t.Errorf("%+v", c)
		}
	}
	if want := []output.State{output.Gone, output.Edited, output.Foreign}; !slices.Equal(states, want) {
		t.Fatalf("states %q, want %q", states, want)
	}
	if diff := output.Diff(changes[:1]); !strings.HasPrefix(diff, "--- a/old/Dockerfile\n+++ /dev/null\n") || strings.Contains(diff, "\n+ ") {
		t.Error(diff)
	}
	before := tree(t, dir)
	var refused *output.Refused
	if err := output.Write(dir, changes, false); !errors.As(err, &refused) || !strings.Contains(err.Error(), "edited/Dockerfile is not as uvdock wrote it, and is removed only with --force") {
		t.Fatal(err)
	}
	same(t, tree(t, dir), before)
	file := stamped("new/Dockerfile", "FROM b\n")
	if err := output.Write(dir, slices.Concat(changes[:1], compare(t, dir, file)), false); err != nil {
		t.Fatal(err)
	}
	delete(before, "old/Dockerfile")
	before["new/"], before[file.Path] = "", string(file.Text)
	same(t, tree(t, dir), before)
	if err := output.Write(dir, changes[1:], true); err != nil {
		t.Fatal(err)
	}
	same(t, tree(t, dir), map[string]string{"old/": "", "edited/": "", "mine/": "", "new/": "", file.Path: string(file.Text)})
}

// TestRemovalIsUndone: a file that was moved away comes back when a later step fails.
func TestRemovalIsUndone(t *testing.T) {
	dir, changes := gone(t)
	changes = slices.Concat(changes[:1], compare(t, dir, stamped("z/Dockerfile", "FROM b\n")))
	put(t, dir, "z/Dockerfile/taken", "mine\n", 0o644)
	before := tree(t, dir)
	if err := output.Write(dir, changes, false); err == nil || !strings.Contains(err.Error(), "nothing was changed") {
		t.Fatal(err)
	}
	same(t, tree(t, dir), before)

	dir, changes = gone(t)
	changes = append(compare(t, dir, stamped("a/Dockerfile", "FROM b\n")), changes[0])
	if err := os.Remove(filepath.Join(dir, "old", "Dockerfile")); err != nil {
		t.Fatal(err)
	}
	before = tree(t, dir)
	if err := output.Write(dir, changes, false); err == nil || !strings.Contains(err.Error(), "old/Dockerfile was changed since uvdock read it; nothing was changed") {
		t.Fatal(err)
	}
	same(t, tree(t, dir), before)
}

func TestRemovalsOfWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "d/x", "", 0o644)
	if _, err := output.Removals(dir, []string{"d"}); err == nil || !strings.Contains(err.Error(), "no regular file") {
		t.Error(err)
	}
}
