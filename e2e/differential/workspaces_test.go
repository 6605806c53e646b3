package differential

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// realUV is a uv of the recorded minor version, or else the test is skipped.
func realUV(t *testing.T) *UV {
	t.Helper()
	uv, err := FindUV(t.Context(), t.TempDir())
	if err == nil {
		err = uv.Recorded()
	}
	if err != nil {
		t.Skip(err)
	}
	return uv
}

// TestWorkspaces locks made-up workspaces by a real uv and compares selections of every kind.
// UVDOCK_SEEDS=100-200 runs others than the usual ones.
func TestWorkspaces(t *testing.T) {
	uv := realUV(t)
	from, to := 1, 12
	if seeds := os.Getenv("UVDOCK_SEEDS"); seeds != "" {
		if _, err := fmt.Sscanf(seeds, "%d-%d", &from, &to); err != nil {
			t.Fatal(err)
		}
	}
	wheels := t.TempDir()
	for i := range Leaves {
		if err := WriteWheel(wheels, "d"+strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	cases := 0
	for seed := from; seed <= to; seed++ {
		cases += tryWorkspace(t, uv, NewWorkspace(uint64(seed), wheels), seed)
	}
	if cases == 0 {
		t.Error("no workspace could be locked")
	}
	t.Logf("%d selections compared", cases)
}

func tryWorkspace(t *testing.T, uv *UV, w *Workspace, seed int) (cases int) {
	dir := t.TempDir()
	for name, text := range w.Files {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, dir, name, text)
	}
	if _, err := uv.Run(t.Context(), dir, "lock"); err != nil {
		return 0 // made up without a thought for whether it can be resolved
	}
	for range 6 {
		sub, args := w.Arguments()
		live, err := NewLive(uv, filepath.Join(dir, sub))
		if err != nil {
			t.Fatal(err)
		}
		diff, err := live.Difference(t.Context(), Platforms()[0], args)
		if err != nil {
			t.Fatal(err)
		}
		if diff != "" {
			t.Errorf("seed %d in %q: uv sync %s\n\t%s", seed, sub, strings.Join(args, " "), diff)
		}
		cases++
	}
	return cases
}
