package generator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/paths"
	"github.com/uvdock/uvdock/generator/plan"
)

// TestRegionsRead: what the lines of a person take from the context is what the image depends on, and
// what the .dockerignore hides of it is said, with the line that lets it in.
func TestRegionsRead(t *testing.T) {
	fsys := tree(t, "fastapi-packaged")
	fsys["docker/certs/a.crt"] = &fstest.MapFile{}
	fsys["docs/a.md"] = &fstest.MapFile{}
	fsys[".git/HEAD"] = &fstest.MapFile{}
	text := string(fsys["Dockerfile"].Data) + "# uvdock:begin final\nCOPY docker/certs /certs\nCOPY --from=project /src /src\n\nCOPY docs/*.md a$X /docs/\n# uvdock:end final\n"
	fsys["Dockerfile"].Data = []byte(strings.Replace(text, "COPY . .", "COPY . .\n# uvdock:begin sources\nRUN --mount=source=server.key,target=k true\n# uvdock:end sources", 1))
	r := written(t, fsys, generator.Options{})
	var reads []string
	for _, read := range r.Plan.Reads {
		if read.Stage == "runtime" || read.Path == "server.key" {
			reads = append(reads, fmt.Sprintf("%s %s %t", read.Stage, read.Path, read.Directory))
		}
	}
	if want := []string{"project server.key false", "runtime docker/certs true", "runtime docs true", "runtime . true"}; !slices.Equal(reads, want) {
		t.Errorf("%q, want %q", reads, want)
	}
	image, _ := paths.NewTree(fsys, ".").Of(plan.Image{Name: "x", Plan: r.Plan}, ".dockerignore")
	for _, d := range image.Directories {
		if d.Path == "docker/certs" && !slices.Equal(d.Stages, []string{"project", "runtime"}) {
			t.Error(d)
		}
	}
	var hidden []string
	for _, f := range r.Findings {
		if f.Code == "hidden-input" {
			hidden = append(hidden, f.String())
		}
	}
	want := []string{
		`Dockerfile:47: server.key is copied here, and "**/*.key" in the .dockerignore hides it: the build fails; let it in with a line !server.key in region ignore of the .dockerignore`,
		`Dockerfile:76: docs is copied here, and "docs" in the .dockerignore hides it: the build fails; let it in with a line !docs in region ignore of the .dockerignore`,
	}
	if !slices.Equal(hidden, want) {
		t.Errorf("%s\nwant\n%s", strings.Join(hidden, "\n"), strings.Join(want, "\n"))
	}

	fsys[".dockerignore"].Data = append(fsys[".dockerignore"].Data, "# uvdock:begin ignore\n!docs\n ! /server.key/ \n# c\nmine?\n# uvdock:end ignore\n"...)
	r = written(t, fsys, generator.Options{})
	if slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Code == "hidden-input" }) {
		t.Error(r.Findings)
	}
	image, _ = paths.NewTree(fsys, ".").Of(plan.Image{Name: "x", Plan: r.Plan}, ".dockerignore")
	last := image.Ignored[len(image.Ignored)-1]
	if !slices.Equal(last.Patterns, []string{"!docs", "!server.key", "mine?"}) {
		t.Errorf("%q", last)
	}
	var github []string
	for _, s := range image.GitHub() {
		if s.Title == last.Title {
			github = s.Patterns
		}
	}
	if want := []string{"docs", "docs/**", "server.key", "server.key/**"}; !slices.Equal(github, want) {
		t.Errorf("%q, want %q", github, want)
	}
}
