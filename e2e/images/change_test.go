package images

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/uvdock/uvdock/e2e/internal/oci"
	"github.com/uvdock/uvdock/e2e/internal/relock"
)

// A change is something that happens to a project between two builds.
type change struct {
	name string
	make func(t *testing.T, dir string)
	// third says that it changes what the image installs of others.
	third bool
	// manifests says that pyproject.toml or uv.lock is another after it.
	manifests bool
}

// changes are what the layers are tested with, all of them of the example fastapi. The last one changes
// the dependencies, and shows that the test would see it.
func changes(t *testing.T) []change {
	t.Helper()
	edit := func(file, from, to string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			replace(t, dir, file, from, to)
			if file == "pyproject.toml" {
				lock(t, dir)
			}
		}
	}
	return []change{
		{name: "source edit", make: edit("src/shelf/main.py", "\n", "\nEDITED = True\n")},
		{name: "version =", make: edit("pyproject.toml", `version = "0.4.0"`, `version = "0.4.1"`), manifests: true},
		{name: "[tool.ruff] setting", make: edit("pyproject.toml", "[tool.ruff]\n", "[tool.ruff]\npreview = true\n"), manifests: true},
		{name: "new dev dependency", make: edit("pyproject.toml", "dev = [\n", "dev = [\n    \"tomli-w>=1\",\n"), manifests: true},
		{name: "new dependencies", make: edit("pyproject.toml", "dependencies = [\n", "dependencies = [\n"+newDependencies(t)), manifests: true, third: true},
	}
}

// newDependencies are lines of dependencies that no build has seen together: small packages, each in one of
// several versions, which makes 200,000 sets. So what is installed does not come from the cache of an
// earlier run.
func newDependencies(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/small-packages.json")
	if err != nil {
		t.Fatal(err)
	}
	var versions map[string][]string
	if err := json.Unmarshal(text, &versions); err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	for _, name := range slices.Sorted(maps.Keys(versions)) {
		fmt.Fprintf(&lines, "    \"%s==%s\",\n", name, versions[name][rand.IntN(len(versions[name]))])
	}
	return lines.String()
}

// freshProject is a copy of the example fastapi with a description that no build has seen, so that its
// lock stage cannot come from the cache of an earlier run.
func freshProject(t *testing.T) string {
	t.Helper()
	dir := relock.Copy(t, fastapi)
	replace(t, dir, "pyproject.toml", "description = \"", "description = \""+strconv.FormatInt(time.Now().UnixNano(), 36)+" ")
	return dir
}

// changed makes a change to a copy of a project and generates the Dockerfile again, as its header asks for.
func (c change) changed(t *testing.T, uvdock binary, project, profile string) string {
	t.Helper()
	dir := copyOf(t, project)
	c.make(t, dir)
	uvdock.generate(t, dir, profile)
	return dir
}

// image is the outcome of a build.
type image struct {
	layers []oci.Layer
	steps  []step
	took   time.Duration
}

// build builds a directory with a builder and reads the image it exports.
func build(t *testing.T, builder, dir string, flags ...string) image {
	t.Helper()
	archive := filepath.Join(t.TempDir(), "image.tar")
	args := append([]string{"buildx", "build", "--builder", builder, "--progress=rawjson", "--provenance=false", "--output", "type=oci,dest=" + archive}, flags...)
	started := time.Now()
	_, log, err := command(t.Context(), "", "docker", append(args, dir)...)
	took := time.Since(started)
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, tail(log))
	}
	layers, err := oci.ReadLayers(archive)
	if err != nil {
		t.Fatal(err)
	}
	return image{layers, steps(log), took}
}
