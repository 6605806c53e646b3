package generator_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/internal/fixture"
)

var update = flag.Bool("update", false, "write the examples' Dockerfiles and .dockerignore files anew")

// TestExamples regenerates what is committed in examples/ and compares. A change of the
// templates or of the knowledge shows up as a diff of real Dockerfiles.
func TestExamples(t *testing.T) {
	const examples = "../examples"
	for _, dir := range exampleProjects(t, examples) {
		project, err := filepath.Rel(examples, dir)
		if err != nil {
			t.Fatal(err)
		}
		for name, member := range exampleImages(t, dir) {
			name = filepath.Join(project, name)
			t.Run(name, func(t *testing.T) {
				r, err := generator.Generate(context.Background(), os.DirFS(examples), filepath.ToSlash(project), options(member))
				if err != nil {
					t.Fatal(err)
				}
				if r.Findings.HasErrors() {
					t.Fatal(r.Findings.Err())
				}
				if got, want := filepath.Join(dir, r.Files[0].Path), filepath.Join(examples, name, "Dockerfile"); got != want {
					t.Errorf("written to %s, not to %s", got, want)
				}
				for _, f := range r.Files {
					golden(t, filepath.Join(dir, f.Path), f.Text)
				}
			})
		}
	}
	t.Run("workspace, all", func(t *testing.T) { exampleShared(t, "../examples/workspace") })
}

// exampleShared regenerates the files about all images of a workspace.
func exampleShared(t *testing.T, dir string) {
	t.Helper()
	w, err := generator.GenerateAll(context.Background(), os.DirFS(dir), ".", generator.Options{Bake: true, Compose: true})
	if err != nil || w.Told().HasErrors() || len(w.Shared) != 2 {
		t.Fatalf("%v, %v, %d files", w.Told(), err, len(w.Shared))
	}
	for _, f := range w.Shared {
		golden(t, filepath.Join(dir, f.Path), f.Text)
	}
}

// options are those of the command in the header.
func options(member string) generator.Options {
	if member == "" {
		return generator.Options{}
	}
	return generator.Options{Package: member, Command: []string{"uvdock", "generate", "--package", member}}
}

// exampleProjects are the directories of the examples that hold a uv.lock: an example itself, or the
// project in it where what it needs lies beside it.
func exampleProjects(t *testing.T, examples string) []string {
	t.Helper()
	var dirs []string
	for _, pattern := range []string{"*/uv.lock", "*/*/uv.lock", "*/*/*/uv.lock"} {
		locks, err := filepath.Glob(filepath.Join(examples, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, lock := range locks {
			dirs = append(dirs, filepath.Dir(lock))
		}
	}
	if len(dirs) < 9 {
		t.Fatalf("expected at least nine examples, found %q", dirs)
	}
	return dirs
}

// exampleImages are the images of an example: the directory below its own where the Dockerfile is
// committed, with the name for --package. A workspace with several has its members in directories of
// their names; where there is one, no member needs to be named.
func exampleImages(t *testing.T, dir string) map[string]string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"Dockerfile", "*/Dockerfile", "*/*/Dockerfile"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Fatalf("%s has no Dockerfile: run uvdock generate there", dir)
	}
	images := map[string]string{}
	for _, file := range files {
		name, err := filepath.Rel(dir, filepath.Dir(file))
		if err != nil {
			t.Fatal(err)
		}
		images[name] = ""
		if len(files) > 1 {
			images[name] = filepath.Base(name)
		}
	}
	return images
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
	fixture.Same(t, os.DirFS(filepath.Dir(file)), filepath.Base(file), got, "go test ./generator -run TestExamples -update")
}
