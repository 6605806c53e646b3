package images

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/example"
	"github.com/uvdock/uvdock/e2e/internal/relock"
)

// fastapi is the example whose layers and environment are looked at closely.
const fastapi = "../../examples/fastapi-packaged"

// exampleImages are the images of all examples.
func exampleImages(t *testing.T) []example.Image {
	t.Helper()
	images, err := example.Images("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	return images
}

// copyOf copies a project into a directory of this test.
func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to, err := relock.CopyProject(dir, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// replace edits a file of a project: the first from, which must be there, becomes to.
func replace(t *testing.T, dir, name, from, to string) {
	t.Helper()
	path := filepath.Join(dir, name)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), from) {
		t.Fatalf("%s has no %q to edit", path, from)
	}
	write(t, path, strings.Replace(string(text), from, to, 1))
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// lock runs uv lock in a copy that relock.Copy made, with any Python that the project admits.
func lock(t *testing.T, dir string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "uv.lock"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), `requires-python = "`)
	python, _, found := strings.Cut(rest, `"`)
	if !found {
		t.Fatalf("%s/uv.lock has no requires-python, which uv always writes", dir)
	}
	if _, log, err := command(t.Context(), dir, "uv", "lock", "--no-progress", "--python", python); err != nil {
		t.Fatalf("uv lock: %v\n%s", err, log)
	}
}

// bytesText is a size as it is printed in tables.
func bytesText(n int64) string {
	if n < 1e6 {
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
