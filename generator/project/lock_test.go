package project_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/project"
)

// canonical is a lock as uv writes it; the other forms say the same in other words.
const canonical = `version = 1
revision = 5
requires-python = ">=3.12"
resolution-markers = ["sys_platform == 'linux'"]
conflicts = [[
    { package = "app", extra = "a" },
    { package = "app", group = "g" },
]]

[options]
exclude-newer = "0001-01-01T00:00:00Z" # no effect
exclude-newer-span = "P7D"

[options.exclude-newer-package]
b = "2025-01-01T00:00:00Z"

[manifest]
members = ["app", "lib"]
overrides = [{ name = "b", specifier = ">=1" }]

[manifest.dependency-groups]
dev = [{ name = "b" }]

[[package]]
name = "app"
source = { editable = "." }
default-groups = ["dev"]
dependencies = [
    { name = "b", version = "1.0", source = { registry = "https://index.example/simple" }, extra = ["x", "gone"], marker = "os_name == 'posix'" },
]

[package.optional-dependencies]
a = [{ name = "g" }]

[package.dev-dependencies]
dev = [{ name = "g" }]

[package.metadata]
requires-dist = [{ name = "b", extras = ["x"], specifier = ">=1" }]
provides-extras = ["a"]

[package.metadata.requires-dev]
dev = []

[[package]]
name = "b"
version = "1.0"
source = { registry = "https://index.example/simple" }
sdist = { url = "https://files.index.example/b-1.0.tar.gz", hash = "sha256:HASH", size = 12, upload-time = "2025-01-01T00:00:00Z" }
wheels = [
    { url = "https://files.index.example/b-1.0%2Bcpu-py3-none-any.whl#x", hash = "sha256:HASH", size = 34 },
    { path = "b-1.0-py3-none-any.whl" },
]

[package.optional-dependencies]
x = [{ name = "g" }]

[[package]]
name = "b"
version = "1.0"
source = { registry = "https://other.example/simple" }

[[package]]
name = "g"
version = "2"
source = { git = "https://git.example/g?subdirectory=a%2Fb&lfs=true&tag=v2#0123abcd" }
`

// forms are other spellings of the same document.
var forms = map[string]func(string) string{
	"alias distribution": func(s string) string {
		return strings.NewReplacer("[[package]]", "[[distribution]]", "[package.", "[distribution.").Replace(s)
	},
	"alias dependency-groups": func(s string) string {
		return strings.NewReplacer("[package.dev-dependencies]", "[package.dependency-groups]",
			"[package.metadata.requires-dev]", "[package.metadata.dependency-groups]").Replace(s)
	},
	"underscore": func(s string) string { return strings.ReplaceAll(s, "upload-time", "upload_time") },
	"expanded": func(s string) string {
		return strings.ReplaceAll(s, "a = [{ name = \"g\" }]\n", "[[package.optional-dependencies.a]]\nname = \"g\"\n")
	},
	"dotted": func(s string) string {
		return strings.ReplaceAll(s, "source = { editable = \".\" }", "source.editable = \".\"")
	},
	"source as table": func(s string) string {
		s = strings.Replace(s, "version = \"2\"\nsource = { git =", "version = \"2\"\n[package.source]\ngit =", 1)
		return strings.TrimSuffix(s, " }\n") + "\n"
	},
	"literal strings": func(s string) string {
		return strings.ReplaceAll(s, `"https://index.example/simple"`, `'https://index.example/simple'`)
	},
	"escapes":      func(s string) string { return strings.ReplaceAll(s, `"b-1.0-py3`, `"b\u002d1.0-py3`) },
	"other case":   func(s string) string { return strings.ReplaceAll(s, `name = "app"`, `name = "App"`) },
	"unknown keys": func(s string) string { return strings.ReplaceAll(s, "[options]", "new = [{ a = [1] }]\n[options]") },
	"crlf":         func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
}

func TestParseLockForms(t *testing.T) {
	text := strings.ReplaceAll(canonical, "HASH", strings.Repeat("a", 64))
	want, finding := project.ParseLock(text)
	if finding != nil {
		t.Fatal(finding)
	}
	for name, change := range forms {
		t.Run(name, func(t *testing.T) {
			got, finding := project.ParseLock(change(text))
			if finding != nil {
				t.Fatal(finding)
			}
			if !reflect.DeepEqual(plain(got), plain(want)) {
				t.Errorf("got\n%+v\nwant\n%+v", plain(got), plain(want))
			}
		})
	}
}

// plain is a lock without lines and links, for comparison.
func plain(l *project.Lock) []any {
	out := []any{l.Version, l.Revision, l.RequiresPython, l.ResolutionMarkers, l.Conflicts, l.Manifest, l.Options}
	for _, p := range l.Packages {
		q := *p
		q.Line = 0
		q.Dependencies = unlinked(q.Dependencies)
		q.OptionalDependencies = unlinkedGroups(q.OptionalDependencies)
		q.DevDependencies = unlinkedGroups(q.DevDependencies)
		if q.Sdist != nil {
			sdist := *q.Sdist
			sdist.Line = 0
			out = append(out, sdist)
		}
		wheels := append([]project.File(nil), q.Wheels...)
		for i := range wheels {
			wheels[i].Line = 0
		}
		metadata := project.Metadata{}
		if q.Metadata != nil {
			metadata = *q.Metadata
		}
		q.Sdist, q.Wheels, q.Metadata = nil, nil, nil
		out = append(out, q, wheels, metadata)
	}
	return out
}

func unlinked(edges []project.Dependency) []project.Dependency {
	out := append([]project.Dependency(nil), edges...)
	for i := range out {
		out[i].To = nil
		out[i].Extras = append([]string(nil), out[i].Extras...)
	}
	return out
}

func unlinkedGroups(groups []project.DependencyGroup) []project.DependencyGroup {
	out := append([]project.DependencyGroup(nil), groups...)
	for i := range out {
		out[i].Edges = unlinked(out[i].Edges)
	}
	return out
}

func TestParseLockValues(t *testing.T) {
	lock, finding := project.ParseLock(strings.ReplaceAll(canonical, "HASH", strings.Repeat("a", 64)))
	if finding != nil {
		t.Fatal(finding)
	}
	app, b, other, g := lock.Packages[0], lock.Packages[1], lock.Packages[2], lock.Packages[3]
	checks := []struct {
		what      string
		got, want any
	}{
		{"options", lock.Options, map[string]string{"exclude-newer": "0001-01-01T00:00:00Z", "exclude-newer-span": "P7D", "exclude-newer-package.b": "2025-01-01T00:00:00Z"}},
		{"lines", []int{app.Line, b.Line, b.Sdist.Line, b.Wheels[0].Line, b.Wheels[1].Line}, []int{24, 45, 49, 51, 52}},
		{"extras without a table are dropped", app.Dependencies[0].Extras, []string{"x"}},
		{"edge by source", app.Dependencies[0].To, b},
		{"edge by name", app.DevDependencies[0].Edges[0].To, g},
		{"by name", lock.ByName["b"], []*project.Package{b, other}},
		{"wheel name", b.Wheels[0].Name, "b-1.0+cpu-py3-none-any.whl"},
		{"sizes", []int64{b.Sdist.Size, b.Wheels[0].Size, b.Wheels[1].Size}, []int64{12, 34, -1}},
		{"wheel path", b.Wheels[1].Path, "b-1.0-py3-none-any.whl"},
		{"git", g.Source, project.Source{
			Kind: project.Git, Location: "https://git.example/g?subdirectory=a%2Fb&lfs=true&tag=v2#0123abcd", Subdirectory: "a/b",
			LFS: true, Commit: "0123abcd", Reference: "v2", ReferenceKind: "tag",
		}},
		{"repository", g.Source.Repository(), "https://git.example/g"},
		{"empty group", app.Metadata.RequiresDev, []project.RequirementGroup{{Name: "dev"}}},
		{"place", lock.Place(b).String(), "uv.lock:45:1"},
	}
	for _, c := range checks {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %#v, want %#v", c.what, c.got, c.want)
		}
	}
}

// TestParseLockIsBounded feeds what would overflow a recursive reader or take quadratic time.
func TestParseLockIsBounded(t *testing.T) {
	for name, text := range map[string]string{
		"deep array":   "a = " + strings.Repeat("[", 1<<20),
		"deep table":   "a = " + strings.Repeat("{a=", 1<<20),
		"deep options": "[options]\na = " + strings.Repeat("{a=", 9000) + "1" + strings.Repeat("}", 9000),
		"many headers": strings.Repeat("[[package]]\n", 1<<16),
		"many keys":    "version = 1\nx = {" + strings.Repeat("a=1,", 1<<16) + "b=1}",
	} {
		t.Run(name, func(t *testing.T) {
			if lock, finding := project.ParseLock(text); finding == nil {
				t.Errorf("read as %+v", lock)
			}
		})
	}
}
