package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/uvdock/uvdock/e2e/bench/internal/process"
	"github.com/uvdock/uvdock/generator"
)

var small = shape{members: 4, packages: 120, direct: 9, shared: 40}

// TestGenerated: every member of a generated workspace has an image, and all packages are in one of them.
func TestGenerated(t *testing.T) {
	dir := t.TempDir()
	if err := generate(dir, small); err != nil {
		t.Fatal(err)
	}
	w, err := generator.GenerateAll(t.Context(), os.DirFS(dir), ".", generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if list := w.Told().Errors(); len(list) > 0 || len(w.Images) != small.members || len(w.Skipped) > 0 {
		t.Fatalf("%d images, %d members passed over, %v", len(w.Images), len(w.Skipped), list)
	}
	for _, r := range w.Images {
		if n := len(r.Target.Targets[0].Packages); n < 30 || r.Plan.Runtime.Port != 8000 {
			t.Errorf("%s: %d packages, port %d", r.Member.Name, n, r.Plan.Runtime.Port)
		}
	}
}

// TestGeneratedLock lets uv judge the lock.
func TestGeneratedLock(t *testing.T) {
	uv, err := exec.LookPath("uv")
	if err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	if err := generate(dir, small); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(uv, "export", "--frozen", "--offline", "--quiet", "--no-header", "--no-hashes", "--no-annotate", "--package", "app-0003", "--project", dir).CombinedOutput()
	if err != nil || strings.Count(string(out), "==") < 30 {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestJudge(t *testing.T) {
	good := row{"good", process.Sample{Wall: time.Second, Peak: 100 << 20}}
	slow := row{"slow", process.Sample{Wall: 3 * time.Second, Peak: 100 << 20}}
	large := row{"large", process.Sample{Wall: time.Second, Peak: 301 << 20}}
	if err := judge([]row{good}); err != nil {
		t.Error(err)
	}
	for _, bad := range []row{slow, large} {
		if err := judge([]row{good, bad}); err == nil || !strings.Contains(err.Error(), bad.name) {
			t.Errorf("%s: %v", bad.name, err)
		}
	}
	if text := table(small, []row{good}); !strings.Contains(text, "| good | 1000.0 ms | 100.0 MB |") {
		t.Error(text)
	}
}

// BenchmarkGenerateAll is the library alone: nothing is compared or written.
func BenchmarkGenerateAll(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "workspace")
	s := shape{members: 500, packages: 5000, direct: 9, shared: 400}
	if err := generate(dir, s); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		w, err := generator.GenerateAll(b.Context(), os.DirFS(dir), ".", generator.Options{})
		if err != nil || len(w.Images) != s.members {
			b.Fatal(err, len(w.Images), w.Told().Errors())
		}
	}
}
