package generator_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/render"
)

// two is a workspace of two members that can be started.
func two(names ...string) fstest.MapFS {
	return members{names: names, starts: names}.fs()
}

// shared is a file by its name; empty where it is not there.
func shared(files []render.File, name string) string {
	for _, f := range files {
		if f.Path == name {
			return string(f.Text)
		}
	}
	return ""
}

func TestSharedAll(t *testing.T) {
	w, err := generator.GenerateAll(t.Context(), two("api", "worker"), ".", generator.Options{Bake: true, Compose: true, Frozen: true, Command: []string{"uvdock", "generate", "--frozen"}})
	if err != nil || w.Told().HasErrors() || len(w.Images) != 2 {
		t.Fatal(w.Told(), err)
	}
	bake, compose := shared(w.Shared, "docker-bake.hcl"), shared(w.Shared, "compose.yaml")
	for _, want := range []string{"#   uvdock generate --all --bake --frozen\n", `targets = ["api", "worker"]`, `dockerfile = "worker/Dockerfile"`} {
		if !strings.Contains(bake, want) {
			t.Errorf("%s is not in\n%s", want, bake)
		}
	}
	for _, want := range []string{"#   uvdock generate --all --compose --frozen\n", "\n  api:\n", "\n  worker:\n", `dockerfile: "worker/Dockerfile"`} {
		if !strings.Contains(compose, want) {
			t.Errorf("%s is not in\n%s", want, compose)
		}
	}
	for _, r := range w.Images {
		if len(r.Files) != 2 || strings.Contains(string(r.Files[0].Text), "--bake") {
			t.Errorf("the files of %s know of the others: %d\n%.300s", r.Member.Name, len(r.Files), r.Files[0].Text)
		}
	}
}

func TestSharedOne(t *testing.T) {
	r, err := generator.Generate(t.Context(), two("api", "worker"), ".", generator.Options{Package: "api", Bake: true, Frozen: true})
	if err != nil || r.Findings.HasErrors() || len(r.Files) != 3 {
		t.Fatal(r.Findings, err)
	}
	if text := shared(r.Files, "docker-bake.hcl"); !strings.Contains(text, "#   uvdock generate --bake --package api\n") || !strings.Contains(text, `targets = ["api"]`) {
		t.Error(text)
	}
	if shared(r.Files, "compose.yaml") != "" {
		t.Error("compose.yaml was not asked for")
	}
}

// TestSharedRefused: where an image cannot be in the file nothing is rendered at all.
func TestSharedRefused(t *testing.T) {
	w, err := generator.GenerateAll(t.Context(), two("api", "default"), ".", generator.Options{Bake: true, Compose: true, Frozen: true})
	if err != nil || !w.Told().HasErrors() || w.Shared != nil {
		t.Fatalf("%v %v %d files", w.Told(), err, len(w.Shared))
	}
	if f := w.Told().Errors()[0]; f.Code != "duplicate-service" || f.File != "default/pyproject.toml" {
		t.Errorf("%+v", f)
	}
	r, err := generator.Generate(t.Context(), two("api", "default"), ".", generator.Options{Package: "default", Bake: true, Frozen: true})
	if err != nil || !r.Findings.HasErrors() || r.Files != nil {
		t.Errorf("%v %v %d files", r.Findings, err, len(r.Files))
	}
}

// TestSharedBeside: what the same tool would read as well is a warning, and only where it would.
func TestSharedBeside(t *testing.T) {
	for name, flags := range map[string]generator.Options{
		"docker-bake.json":          {Bake: true},
		"compose.yml":               {Compose: true},
		"docker-compose.yaml":       {Compose: true},
		"docker-compose.yml":        {Compose: true},
		"docker-bake.override.hcl":  {},
		"compose.override.yaml":     {},
		"api/docker-compose.yml":    {},
		"docker-compose.prod.yml":   {},
		"deploy/docker-bake.json":   {},
		"docker-bake.override.json": {},
	} {
		fsys := two("api")
		fsys[name] = &fstest.MapFile{}
		for _, o := range []generator.Options{{Bake: true}, {Compose: true}} {
			o.Package, o.Frozen = "api", true
			r, err := generator.Generate(t.Context(), fsys, ".", o)
			if err != nil || r.Findings.HasErrors() {
				t.Fatal(r.Findings, err)
			}
			want := o.Bake && flags.Bake || o.Compose && flags.Compose
			got := slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Code == "file-beside" && f.File == name })
			if got != want {
				t.Errorf("%s, bake %t, compose %t: warned %t, want %t", name, o.Bake, o.Compose, got, want)
			}
		}
	}
}

// TestSharedOfContexts: where the lock root is not the context, the paths are still those that the
// tools expect.
func TestSharedOfContexts(t *testing.T) {
	r, err := generator.Generate(t.Context(), os.DirFS("../examples/workspace"), ".", generator.Options{Package: "api", Context: "member", Bake: true, Compose: true})
	if err != nil || r.Findings.HasErrors() {
		t.Fatal(r.Findings, err)
	}
	bake, compose := shared(r.Files, "docker-bake.hcl"), shared(r.Files, "compose.yaml")
	for text, wants := range map[string][]string{
		bake:    {`context    = "services/api"`, `dockerfile = "Dockerfile"`, `"project_root" = "."`},
		compose: {`context: "services/api"`, `dockerfile: "Dockerfile"`, `project_root: "."`, `path: "uv.lock"`, `path: "libs/core"`, `path: "services/api"`},
	} {
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s is not in\n%s", want, text)
			}
		}
	}
}
