package generator_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/size"
)

// sizedLock has a project, a wheel with a size and one without.
const sizedLock = `version = 1
requires-python = ">=3.13"

[[package]]
name = "known"
version = "1.0"
source = { registry = "https://index.example/simple" }
wheels = [
    { url = "https://files.index.example/known-1.0-py3-none-any.whl", hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000", size = 1000000 },
]

[[package]]
name = "open"
version = "1.0"
source = { registry = "https://index.example/simple" }
wheels = [
    { url = "https://files.index.example/open-1.0-py3-none-any.whl", hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000" },
]

[[package]]
name = "app"
version = "0.1.0"
source = { SOURCE = "." }
dependencies = [
    { name = "known" },
    { name = "open" },
]

[package.metadata]
requires-dist = [
    { name = "known" },
    { name = "open" },
]
`

func sizedProject(source, build string) fstest.MapFS {
	file := func(n int) *fstest.MapFile { return &fstest.MapFile{Data: []byte(strings.Repeat("#", n))} }
	return fstest.MapFS{
		"pyproject.toml":             {Data: []byte("[project]\nname = \"app\"\nversion = \"0.1.0\"\nrequires-python = \">=3.13\"\ndependencies = [\"known\", \"open\"]\n" + build)},
		"uv.lock":                    {Data: []byte(strings.Replace(sizedLock, "SOURCE", source, 1))},
		"main.py":                    {Data: []byte("print('x')\n")},
		"src/app/__init__.py":        file(1000),
		"src/app/data.json":          file(500),
		"tests/test_app.py":          file(100_000),
		"docs/manual.md":             file(100_000),
		".venv/lib/x.py":             file(100_000),
		"src/app/__pycache__/x.pyc":  file(100_000),
		"node_modules/x/index.js":    file(100_000),
		"other/__init__.py":          file(10),
		"src/app/sub/__init__.py":    file(0),
		"src/app/sub/.hidden/hid.py": file(100_000),
	}
}

func TestPredict(t *testing.T) {
	for _, c := range []struct {
		name, source, build string
		own                 int64
	}{
		{"a package", "editable", "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n", 2*11 + 2*1000 + 500 + 2*10},
		{"files", "virtual", "", -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys := sizedProject(c.source, c.build)
			r, candidates, err := generator.Profiles(t.Context(), fsys, ".", generator.Options{Platforms: []string{"linux/amd64"}})
			if err != nil || len(candidates) != 4 {
				t.Fatal(err, len(candidates), r.Findings)
			}
			for _, candidate := range candidates {
				before, err := r.Predict(candidate, nil)
				if err != nil || len(before) != 1 || !slices.Equal(before[0].Unknown, []string{"open"}) {
					t.Fatalf("%v %+v", err, before)
				}
				missing := size.Missing(candidate.Targets)
				if len(missing) != 1 {
					t.Fatalf("%+v", missing)
				}
				after, err := r.Predict(candidate, map[string]int64{missing[0].URL: 1_000_000})
				if err != nil || len(after[0].Unknown) > 0 || after[0].Part(size.Dependencies) != 2*before[0].Part(size.Dependencies) {
					t.Errorf("%v %+v", err, after)
				}
				own := after[0].Part(size.Own)
				if c.own >= 0 && own != c.own || c.own < 0 && (own < 300_000 || own > 400_000) {
					t.Errorf("own code: %d bytes, want %d", own, c.own)
				}
			}
		})
	}
}

// TestPredictNothing: a project that cannot be read has no size, and that is no error.
func TestPredictNothing(t *testing.T) {
	r, candidates, err := generator.Profiles(t.Context(), fstest.MapFS{}, ".", generator.Options{})
	if err != nil || len(candidates) != 0 {
		t.Fatal(err)
	}
	if got, err := r.Predict(r.Target, nil); err != nil || got != nil {
		t.Errorf("%v %v", got, err)
	}
}
