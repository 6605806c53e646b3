package project_test

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator/project"
)

// tree makes a file system of names and texts.
func tree(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// manifest is a minimal pyproject.toml, followed by more.
func manifest(name, more string) string {
	return "[project]\nname = \"" + name + "\"\nversion = \"1\"\n" + more
}

const emptyLock = "version = 1\nrequires-python = \">=3.12\"\n"

// workspace is a monorepo below "repo" with a bit of everything that discovery has to decide.
var workspace = map[string]string{
	"repo/uv.lock": emptyLock,
	"repo/pyproject.toml": manifest("Root_Pkg", `
[tool.uv.workspace]
members = ["./packages/*", "apps/**"]
exclude = ["packages/old*", "apps/x/skip"]
`),
	"repo/packages/a/pyproject.toml":       manifest("a", ""),
	"repo/packages/a/src/a/__init__.py":    "",
	"repo/packages/old-b/pyproject.toml":   manifest("b", ""),
	"repo/packages/.hidden/notes":          "",
	"repo/packages/un/pyproject.toml":      manifest("un", "[tool.uv]\nmanaged = false\n"),
	"repo/packages/file.txt":               "",
	"repo/apps/x/pyproject.toml":           manifest("x", ""),
	"repo/apps/x/y/pyproject.toml":         manifest("y", ""),
	"repo/apps/x/skip/pyproject.toml":      manifest("skip", ""),
	"repo/other/pyproject.toml":            manifest("other", ""),
	"repo/other/uv.lock":                   emptyLock,
	"repo/packages/a/.python-version":      "3.13\n",
	"repo/.python-version":                 "3.12\n",
	"repo/packages/old-b/.python-versions": "3.11\n",
}

func TestReadFindsWorkspace(t *testing.T) {
	tests := []struct {
		dir, base, rel, current, python string
		locked                          bool
	}{
		{"repo", "repo", ".", "root-pkg", "3.12", true},
		{"repo/packages/a", "repo", "packages/a", "a", "3.13", true},
		{"repo/packages/a/src/a", "repo", "packages/a", "a", "3.13", true},
		{"repo/packages", "repo", ".", "root-pkg", "3.12", true},
		{"repo/packages/old-b", "repo/packages/old-b", ".", "b", "3.11", false},
		{"repo/apps/x", "repo", "apps/x", "x", "3.12", true},
		// A member below another member does not see the root.
		{"repo/apps/x/y", "repo/apps/x/y", ".", "y", "", false},
		{"repo/other", "repo/other", ".", "other", "", true},
	}
	for _, test := range tests {
		t.Run(test.dir, func(t *testing.T) {
			p, _ := project.Read(tree(workspace), test.dir)
			if p == nil {
				t.Fatal("no project")
			}
			python := ""
			if p.PythonRequest != nil {
				python = p.PythonRequest.Text
			}
			got := []any{p.Base, p.Dir, p.Current.Name, python, p.Lock != nil}
			want := []any{test.base, test.rel, test.current, test.python, test.locked}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestReadMembers(t *testing.T) {
	p, findings := project.Read(tree(workspace), "repo")
	var got []string
	for _, m := range p.Members {
		got = append(got, m.Dir+"="+m.Name)
	}
	want := []string{".=root-pkg", "apps/x=x", "apps/x/y=y", "packages/a=a"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("members %v, want %v", got, want)
	}
	for _, f := range findings {
		if !strings.HasPrefix(f.Code, "member-without") {
			t.Errorf("unexpected: %s", f)
		}
	}
}

func TestReadValues(t *testing.T) {
	files := tree(map[string]string{"uv.lock": emptyLock, "pyproject.toml": `[project]
name = "My.App"
version = "1.2"
requires-python = ">=3.12"
readme = { file = "docs/README.md" }
license-files = ["LICENSE*"]
dynamic = ["classifiers"]
dependencies = ["httpx>=0.27", "uvicorn"]
scripts = { serve = "app:main", admin = "app:admin" }

[project.optional-dependencies]
Extra_One = ["rich"]

[build-system]
requires = ["uv_build"]
build-backend = "uv_build"

[dependency-groups]
dev = ["pytest", { include-group = "Lint_A" }]
lint-a = []

[tool.uv]
package = true
default-groups = ["dev", "Lint_A"]
required-version = ">=0.8"
no-build = false
no-binary-package = ["Foo_Bar"]
dev-dependencies = ["mypy"]

[tool.uv.dependency-groups]
dev = { requires-python = ">=3.13" }

[[tool.uv.index]]
name = "corp"
url = "https://index.example/simple"
explicit = true

[tool.uv.sources]
httpx = { git = "https://git.example/httpx", tag = "v1", subdirectory = "d" }
torch = [
    { index = "cpu", extra = "cpu", marker = "sys_platform == 'linux'" },
    { index = "gpu", group = "gpu" },
]
lib = { path = "../lib", editable = true }
`})
	p, findings := project.Read(files, ".")
	if len(findings) > 0 {
		t.Fatalf("findings: %v", findings)
	}
	root, yes, no := p.Root, true, false
	checks := []struct {
		what      string
		got, want any
	}{
		{"name", []string{root.Name, root.RawName, root.Version, root.Readme}, []string{"my-app", "My.App", "1.2", "docs/README.md"}},
		{"dependencies", root.Dependencies, []string{"httpx>=0.27", "uvicorn"}},
		{"scripts", root.Scripts, []project.Script{{Name: "admin", Target: "app:admin"}, {Name: "serve", Target: "app:main"}}},
		{"extra", root.OptionalDependencies[0].Name, "extra-one"},
		{"include", root.DependencyGroups[0].Include, []string{"lint-a"}},
		{"empty group", root.DependencyGroups[1].Name, "lint-a"},
		{"backend", root.BuildSystem.Backend, "uv_build"},
		{"package", root.UV.Package, &yes},
		{"defaults", root.UV.DefaultGroups, &project.DefaultGroups{Names: []string{"dev", "lint-a"}}},
		{"group python", root.UV.GroupRequiresPython, map[string]string{"dev": ">=3.13"}},
		{"legacy", root.UV.DevDependencies, []string{"mypy"}},
		{"no-build", p.Settings.NoBuild, &no},
		{"no-binary", p.Settings.NoBinary, (*bool)(nil)},
		{"no-binary-package", p.Settings.NoBinaryPackage, []string{"foo-bar"}},
		{"index", p.Settings.Indexes, []project.Index{{Name: "corp", URL: "https://index.example/simple", Explicit: true}}},
		{"sources", root.UV.Sources, []project.SourceEntry{
			{Name: "httpx", Git: "https://git.example/httpx", Tag: "v1", Subdirectory: "d"},
			{Name: "lib", Path: "../lib", Editable: &yes},
			{Name: "torch", Index: "cpu", Extra: "cpu", Marker: "sys_platform == 'linux'"},
			{Name: "torch", Index: "gpu", Group: "gpu"},
		}},
		{"place", root.Place("project", "dependencies", "1").String(), "pyproject.toml:8:32"},
		{"place of a table", root.Place("tool", "uv", "sources", "torch", "1", "index").String(), "pyproject.toml:42:7"},
		{"place of what is not there", root.Place("tool", "uv", "nope").String(), "pyproject.toml:22:7"},
		{"setting", p.Settings.Place("index", "0", "url").String(), "pyproject.toml:35:1"},
		{"requires-python", p.RequiresPython, ">=3.12"},
	}
	for _, c := range checks {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %#v, want %#v", c.what, c.got, c.want)
		}
	}
}

func TestUVTomlHidesSettings(t *testing.T) {
	p, _ := project.Read(tree(map[string]string{
		"uv.lock":        emptyLock,
		"uv.toml":        "no-binary = true\n[[index]]\nurl = \"https://index.example/simple\"\n",
		"pyproject.toml": manifest("a", "[tool.uv]\nno-build = true\n[tool.uv.sources]\nb = { path = \"b\" }\n"),
	}), ".")
	if p.Settings.NoBuild != nil || p.Settings.NoBinary == nil || p.Settings.File != "uv.toml" || !p.HasUVToml {
		t.Errorf("settings %+v", p.Settings)
	}
	if len(p.Root.UV.Sources) != 1 {
		t.Error("uv.toml hides sources, which it must not")
	}
}

func TestReadRefusesPathsOutside(t *testing.T) {
	for _, dir := range []string{"..", "../x", "/x", "a/../../b"} {
		if p, findings := project.Read(tree(workspace), dir); p != nil || !findings.HasErrors() {
			t.Errorf("%s: project %v, findings %v", dir, p, findings)
		}
	}
}
