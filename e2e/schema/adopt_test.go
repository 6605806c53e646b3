package schema

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAdopt validates adopt over the Dockerfiles by hand of the report's tests, and over their errors.
func TestAdopt(t *testing.T) {
	s := compile(t, "adopt")
	files, err := filepath.Glob("../../cmd/internal/report/testdata/adopt/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, after, _ := strings.Cut(string(text), "\n-- Dockerfile --\n")
		dockerfile, _, _ := strings.Cut(after, "\n-- ")
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(filepath.Join(examples, "fastapi-packaged"))); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "Dockerfile"), []byte(dockerfile+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		out, code := run(t.Context(), t, "adopt", dir, "--format", "json")
		object := valid(t, s, out)
		if errs := severity(object, "error"); (code == 2) != (errs > 0) {
			t.Errorf("%s: code %d with %d errors", file, code, errs)
		}
	}
	out, code := run(t.Context(), t, "adopt", t.TempDir(), "--format", "json")
	if object := valid(t, s, out); code != 2 || severity(object, "error") != 1 {
		t.Errorf("no project: code %d: %s", code, out)
	}
}
