package images

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeArchive writes the files of a text archive ("-- NAME --" before each) below a directory.
func writeArchive(t *testing.T, file, dir string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name, files := "", map[string]string{}
	for line := range strings.Lines(string(text)) {
		mark := strings.TrimRight(line, "\n")
		if strings.HasPrefix(mark, "-- ") && strings.HasSuffix(mark, " --") && len(mark) > 6 {
			name = mark[3 : len(mark)-3]
			files[name] = ""
		} else if name != "" {
			files[name] += line
		}
	}
	if files["pyproject.toml"] == "" {
		t.Fatalf("%s has no pyproject.toml", file)
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, path, text)
	}
}

// TestServices locks, generates and verifies a small project of each kind of service, without a
// flag: what starts, on which port, under which health path and by which signal it stops is found
// in its sources, and holds under a read-only root.
func TestServices(t *testing.T) {
	needDocker(t)
	uvdock := buildUvdock(t)
	projects, err := filepath.Glob("testdata/services/*.txtar")
	if err != nil || len(projects) == 0 {
		t.Fatal("no projects", err)
	}
	for _, project := range projects {
		t.Run(strings.TrimSuffix(filepath.Base(project), ".txtar"), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			writeArchive(t, project, dir)
			if _, log, err := command(t.Context(), dir, "uv", "lock", "--no-progress"); err != nil {
				t.Fatalf("uv lock: %v\n%s", err, log)
			}
			if _, log, err := command(t.Context(), dir, string(uvdock), "generate"); err != nil {
				t.Fatalf("uvdock generate: %v\n%s", err, log)
			}
			r := uvdock.verify(t, dir)
			t.Logf("%s, started in %.1f s, stopped in %.1f s", bytesText(r.Size), r.StartSeconds, r.StopSeconds)
			if r.StartSeconds > 20 {
				t.Errorf("it answered after %.1f s", r.StartSeconds)
			}
		})
	}
}
