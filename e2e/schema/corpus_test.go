package schema

import (
	"archive/zip"
	"cmp"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"testing"
)

// corpusDir holds real projects (corpus.zip). It lies beside the repository, or where
// UVDOCK_CORPUS says.
func corpusDir() string { return cmp.Or(os.Getenv("UVDOCK_CORPUS"), "../../../shared/corpus") }

// TestCorpus validates the packages of every lock of the corpus.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every lock of the corpus")
	}
	z, err := zip.OpenReader(filepath.Join(corpusDir(), "corpus.zip"))
	if err != nil {
		t.Skipf("no corpus to read: %v", err)
	}
	defer z.Close()
	dir := t.TempDir()
	if err := os.CopyFS(dir, &z.Reader); err != nil {
		t.Fatal(err)
	}
	var projects []string
	err = fs.WalkDir(&z.Reader, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "uv.lock" {
			projects = append(projects, path.Dir(name))
		}
		return err
	})
	if err != nil || len(projects) == 0 {
		t.Fatalf("%d projects, %v", len(projects), err)
	}
	s := compile(t, "packages")
	packages := 0
	for _, project := range projects {
		t.Run(project, func(t *testing.T) {
			for _, profile := range []string{"slim-bookworm", "alpine"} {
				out, code := run(t.Context(), t, "packages", filepath.Join(dir, filepath.FromSlash(project)), "--profile", profile, "--format", "json")
				object := valid(t, s, out)
				if errs := severity(object, "error"); (code == 2) != (errs > 0) || code == 1 {
					t.Errorf("code %d with %d errors", code, errs)
				}
				packages += sorted(t, object)
			}
		})
	}
	t.Logf("%d projects, %d packages", len(projects), packages)
	if packages == 0 {
		t.Error("no package was seen")
	}
}

// sorted holds the order of the contract, and counts the packages.
func sorted(t *testing.T, object map[string]any) int {
	t.Helper()
	n := 0
	targets, _ := object["targets"].([]any)
	for _, target := range targets {
		for _, key := range []string{"packages", "refused"} {
			list, _ := target.(map[string]any)[key].([]any)
			n += len(list)
			if !slices.IsSortedFunc(list, byName) {
				t.Errorf("%s are not sorted by name and version", key)
			}
		}
	}
	return n
}

func byName(a, b any) int {
	x, y := a.(map[string]any), b.(map[string]any)
	text := func(m map[string]any, key string) string { s, _ := m[key].(string); return s }
	return cmp.Or(cmp.Compare(text(x, "name"), text(y, "name")), cmp.Compare(text(x, "version"), text(y, "version")))
}
