package generator_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/uvdock/uvdock/generator"
)

var update = flag.Bool("update", false, "write the examples' Dockerfiles and .dockerignore files anew")

// TestExamples regenerates what is committed in examples/ and compares. A change of the
// templates or of the knowledge shows up as a diff of real Dockerfiles.
func TestExamples(t *testing.T) {
	manifests, err := filepath.Glob("../examples/*/pyproject.toml")
	if err != nil || len(manifests) < 5 {
		t.Fatalf("expected at least five examples, found %d (%v)", len(manifests), err)
	}
	for _, manifest := range manifests {
		dir := filepath.Dir(manifest)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			r, err := generator.Generate(context.Background(), os.DirFS(dir), ".", generator.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Findings.HasErrors() {
				t.Fatal(r.Findings.Err())
			}
			for _, f := range r.Files {
				golden(t, filepath.Join(dir, f.Path), f.Text)
			}
		})
	}
}

// golden compares with a committed file, or writes it.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")), got) {
		t.Errorf("%s is not what the example gives; run: go test ./generator -run TestExamples -update", file)
	}
}
