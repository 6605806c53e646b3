package main

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/uvdock/uvdock/e2e/bench/internal/process"
)

func TestTableAndJudge(t *testing.T) {
	good := row{"small", 2_000_000, process.Sample{Wall: 20 * time.Millisecond, Peak: 30 << 20}, process.Sample{Wall: 60 * time.Millisecond, Peak: 40 << 20}}
	slow := row{"slow", 1000, process.Sample{Wall: 31 * time.Millisecond, Peak: 30 << 20}, process.Sample{Wall: 60 * time.Millisecond, Peak: 40 << 20}}
	large := row{"large", 1000, process.Sample{Wall: 20 * time.Millisecond, Peak: 65 << 20}, process.Sample{Wall: 60 * time.Millisecond, Peak: 40 << 20}}
	if want := "| small | 2000 kB | 20.0 ms | 60.0 ms | 33 % | 30.0 MB | 40.0 MB |"; !strings.Contains(table([]row{good}), want) {
		t.Errorf("got\n%s\nwant %s", table([]row{good}), want)
	}
	if err := judge([]row{good}); err != nil {
		t.Error(err)
	}
	err := judge([]row{good, slow, large})
	if err == nil || strings.Contains(err.Error(), "small") || !strings.Contains(err.Error(), "slow: 52 %") || !strings.Contains(err.Error(), "large: a peak of 65.0 MB") {
		t.Errorf("got %v", err)
	}
}

func TestDefaultProjectTakesTheLargestLock(t *testing.T) {
	archive := filepath.Join(t.TempDir(), "corpus.zip")
	file, err := os.Create(archive)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(file)
	for name, content := range map[string]string{
		"a/uv.lock": "version = 1", "a/pyproject.toml": "a", "b/sub/uv.lock": "version = 1\n# longer", "b/sub/pyproject.toml": "b", "b/other": "x",
	} {
		entry, _ := w.Create(name)
		if _, err := entry.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	file.Close()
	project, err := defaultProject(archive, t.TempDir(), 3)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(project, "pyproject.toml")); err != nil || string(got) != "b" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := defaultProject(os.DevNull, t.TempDir(), 3); err == nil {
		t.Error("an archive that is none was read")
	}
}

// TestGeneratedLock lets uv judge the generated lock: it must read it, all packages and all.
func TestGeneratedLock(t *testing.T) {
	uv, err := exec.LookPath("uv")
	if err != nil {
		t.Skip(err)
	}
	project, err := defaultProject(filepath.Join(t.TempDir(), "absent"), t.TempDir(), 50)
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(uv, "export", "--frozen", "--offline", "--quiet", "--no-header", "--no-hashes", "--no-annotate", "--project", project).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got := strings.Count(string(out), "=="); got != 50 {
		t.Errorf("uv exports %d packages, want 50:\n%s", got, out)
	}
}
