package regions

import (
	"bytes"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// build builds the command.
func build(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "uvdock")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", bin, "./cmd/uvdock")
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// project copies an example with regions in its files.
func project(t *testing.T, dir string) {
	t.Helper()
	if err := os.CopyFS(dir, os.DirFS("../../examples/workspace")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"services/api/Dockerfile", "services/worker/Dockerfile"} {
		file := filepath.Join(dir, name)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(text, mine...), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

const mine = "# uvdock:begin final\nLABEL mine=\"yes\"\n# uvdock:end final\n"

// files are the texts below a directory.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.Walk(dir, func(name string, info os.FileInfo, err error) error {
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		text, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		out[rel] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestFullDisk: on a disk without room nothing is changed, and it says why; with room it is written.
func TestFullDisk(t *testing.T) {
	bin, dir := build(t), t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=512k"); err != nil {
		t.Skipf("a tmpfs cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	project(t, dir)
	generate := func() (string, error) {
		cmd := exec.CommandContext(t.Context(), bin, "generate", "--all", "--profile", "alpine", "--bake", "--compose")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	filler, room := filepath.Join(dir, "filler"), 0
	for ; ; room++ { // each time another page is free
		if err := os.Remove(filler); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		fill(t, filler, room)
		before := files(t, dir)
		out, err := generate()
		if err == nil {
			break
		}
		if !strings.Contains(out, "no space left on device") || !strings.Contains(out, "nothing was changed") {
			t.Errorf("%d pages free: %s", room, out)
		}
		if after := files(t, dir); !maps.Equal(before, after) {
			t.Fatalf("%d pages free: files were changed:\n%s", room, out)
		}
		if room > 100 {
			t.Fatal("it never fits")
		}
	}
	if room < 3 {
		t.Errorf("it fits into %d pages", room)
	}
	for name, text := range files(t, dir) {
		if strings.HasPrefix(filepath.Base(name), ".uvdock-") || filepath.Base(name) == "Dockerfile" && !strings.HasSuffix(text, mine) {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// fill leaves some pages of a disk free.
func fill(t *testing.T, name string, pages int) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	page, size := make([]byte, 4096), int64(0)
	for {
		n, err := f.Write(page)
		size += int64(n)
		if errors.Is(err, syscall.ENOSPC) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Truncate(max(0, size-int64(pages)*4096)); err != nil {
		t.Fatal(err)
	}
}

// TestKilled kills uvdock at random moments. Whatever it left, the next run ends with the whole new
// set of files, and no byte of a region is lost on the way.
func TestKilled(t *testing.T) {
	bin, dir := build(t), t.TempDir()
	project(t, dir)
	run := func(args ...string) *exec.Cmd {
		cmd := exec.CommandContext(t.Context(), bin, args...)
		cmd.Dir = dir
		return cmd
	}
	profiles := [][]string{{"--profile", "alpine"}, {"--profile", "slim-trixie"}}
	want := map[string]map[string]string{}
	var took time.Duration
	for _, p := range profiles {
		start := time.Now()
		if out, err := run(append([]string{"generate", "--all"}, p...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		took = time.Since(start)
		want[p[1]] = files(t, dir)
	}
	dice := rand.New(rand.NewPCG(8, 3))
	killed, halfway := 0, 0
	for round := range 60 {
		p := profiles[round%2]
		cmd := run(append([]string{"generate", "--all"}, p...)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(dice.Int64N(int64(took))))
		if cmd.Process.Kill() == nil && cmd.Wait() != nil {
			killed++
		}
		for name, text := range files(t, dir) {
			if filepath.Base(name) == "Dockerfile" && !strings.HasSuffix(text, mine) {
				t.Fatalf("after a kill %s is\n%s", name, text)
			}
		}
		next := profiles[dice.IntN(2)]
		var stderr bytes.Buffer
		again := run(append([]string{"generate", "--all"}, next...)...)
		again.Stderr = &stderr
		if err := again.Run(); err != nil {
			t.Fatalf("%v\n%s", err, stderr.String())
		}
		if strings.Contains(stderr.String(), "interrupted is completed") {
			halfway++
		}
		if got := files(t, dir); !maps.Equal(got, want[next[1]]) {
			t.Fatalf("after a kill and %s: %d files of %d", next, len(got), len(want[next[1]]))
		}
	}
	t.Logf("%d of 60 were killed, %d of them between two renames", killed, halfway)
	if killed == 0 {
		t.Error("no run was killed")
	}
}
