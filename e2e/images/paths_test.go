package images

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/example"
	"github.com/uvdock/uvdock/e2e/internal/oci"
)

// answer is what `uvdock paths --format json` says of one image.
type answer struct {
	Files, Directories []struct {
		Path   string
		Stages []string
	}
	Patterns []string
}

func (b binary) paths(t *testing.T, image example.Image) answer {
	t.Helper()
	var all struct{ Members []answer }
	b.json(t, &all, append([]string{"paths", image.Dir}, image.Package()...)...)
	if len(all.Members) != 1 {
		t.Fatalf("%d members", len(all.Members))
	}
	return all.Members[0]
}

// stages are those that read a file; nil for one that is no dependency.
func (a answer) stages(t *testing.T, file string) []string {
	t.Helper()
	if !a.starts(t, file) {
		return nil
	}
	for _, f := range a.Files {
		if f.Path == file {
			return f.Stages
		}
	}
	for _, d := range a.Directories {
		if strings.HasPrefix(file, d.Path+"/") {
			return d.Stages
		}
	}
	t.Fatalf("%s starts a workflow, but is in no list: %+v", file, a)
	return nil
}

// starts says whether a workflow with the patterns starts for a change of a file: the last one that matches
// decides. Of the syntax only what the patterns of this image use is known.
func (a answer) starts(t *testing.T, file string) bool {
	t.Helper()
	glob := strings.NewReplacer("**/", "(.*/)?", "**", ".*", "*", "[^/]*", ".", `\.`)
	yes := false
	for _, p := range a.Patterns {
		bare, negative := strings.CutPrefix(p, "!")
		if strings.ContainsAny(bare, `?+\`) {
			t.Fatalf("%q cannot be read here", p)
		}
		if regexp.MustCompile("^" + glob.Replace(bare) + "$").MatchString(file) {
			yes = !negative
		}
	}
	return yes
}

// executed are the stages of which a step was executed.
func executed(t *testing.T, i image) []string {
	t.Helper()
	var out []string
	for _, stage := range []string{"lock", "dependencies", "project"} {
		if step := find(t, i.steps, stage, "RUN"); !step.Cached || step.Spoke {
			out = append(out, stage)
		}
	}
	return out
}

// touch appends a comment to files, which are made where they are not there.
func touch(t *testing.T, dir string, files ...string) {
	t.Helper()
	for _, name := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		write(t, path, string(text)+"\n# touched\n")
	}
}

// TestPaths holds what `uvdock paths` says against real builds: after a change of files that it does not list
// each step is cached and each layer the same, after a change of one that it lists the stages that it names,
// and no others, are executed.
func TestPaths(t *testing.T) {
	needDocker(t)
	uvdock, builder := buildUvdock(t), workBuilder(t)
	base := api
	base.Dir = freshWorkspace(t)
	uvdock.generateImage(t, base, "slim-bookworm")
	if err := os.MkdirAll(filepath.Join(base.Dir, ".git"), 0o755); err != nil { // the root of a repository
		t.Fatal(err)
	}
	said := uvdock.paths(t, base)
	before := build(t, builder, base.Dir, "--file", filepath.Join(base.Dir, base.File))
	for _, c := range []struct {
		name   string
		files  []string
		stages []string
	}{
		{"none of the files that are listed", []string{
			"services/worker/main.py", "libs/metrics/metrics/__init__.py", "libs/experiments/pyproject.toml", "tools/admin/new.py", "README.md", "compose.yaml", "new/file.txt",
			"services/api/tests/test_main.py", "services/api/docs/new.md", "services/api/.env", "libs/core/tests/new.py", "libs/core/build/new.py", "services/api/Dockerfile.dev",
		}, nil},
		{"the manifest of an unrelated member", []string{"tools/admin/pyproject.toml"}, []string{"lock"}},
		{"the manifest at the root", []string{"pyproject.toml"}, []string{"lock", "project"}},
		{"a file that the back end does not pack", []string{"services/api/notes.txt"}, []string{"project"}},
		{"a source of a library", []string{"libs/core/src/core/depot.py"}, []string{"project"}},
		{"the manifest of the member", []string{"services/api/pyproject.toml"}, []string{"lock", "project"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, file := range c.files {
				if got := said.stages(t, file); !slices.Equal(got, c.stages) {
					t.Errorf("%s: paths says the stages %q, want %q", file, got, c.stages)
				}
			}
			dir := copyOf(t, base.Dir)
			touch(t, dir, c.files...)
			after := build(t, builder, dir, "--file", filepath.Join(dir, base.File))
			if got := executed(t, after); !slices.Equal(got, c.stages) {
				t.Errorf("the stages %q were executed, want %q", got, c.stages)
			}
			if c.stages == nil {
				workspaceChange{}.allCached(t, before, after)
			}
			last := len(after.layers) - 1
			if pushed := oci.Changed(before.layers[:last], after.layers[:last]); len(pushed) > 0 {
				t.Errorf("want no new layer but the last, got %+v", pushed)
			}
			// What is installed again has other times.
			other := before.layers[last].Digest != after.layers[last].Digest
			if want := slices.Contains(c.stages, "project"); other != want {
				t.Errorf("another layer of first-party code: %t, want %t", other, want)
			}
		})
	}
}
