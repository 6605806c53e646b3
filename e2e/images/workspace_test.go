package images

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/uvdock/uvdock/e2e/internal/example"
	"github.com/uvdock/uvdock/e2e/internal/oci"
	"github.com/uvdock/uvdock/e2e/internal/relock"
)

// api is the member whose layers are looked at.
var api = example.Image{Dir: "../../examples/workspace", Project: "workspace", File: "services/api/Dockerfile", Member: "api"}

// effect is how far a change in a workspace may reach into the image of a member.
type effect int

const (
	nothing      effect = iota // every step comes from the cache
	manifests                  // the lock stage is executed, the dependency layer stays
	firstParty                 // the layer of first-party code is another, the dependency layer stays
	dependencies               // the dependency layer is another
)

// A workspaceChange is an edit in a workspace between two builds of api.
type workspaceChange struct {
	name           string
	file, from, to string
	reaches        effect
	relocks        bool
}

// workspaceChanges end with one that changes what api installs, and shows that the test would see it.
func workspaceChanges() []workspaceChange {
	return []workspaceChange{
		{name: "source of another service", file: "services/worker/main.py", from: "\n", to: "\nEDITED = True\n", reaches: nothing},
		{name: "source of a library of others", file: "libs/metrics/metrics/__init__.py", from: "\n", to: "\nEDITED = True\n", reaches: nothing},
		{name: "source of an unrelated member", file: "tools/admin/count_parcels.py", from: "\n", to: "\nEDITED = True\n", reaches: nothing},
		{name: "an excluded directory", file: "libs/experiments/pyproject.toml", from: `version = "0"`, to: `version = "1"`, reaches: nothing},
		{name: "tool setting of another member", file: "tools/admin/pyproject.toml", from: "[project]", to: "[tool.ruff]\npreview = true\n\n[project]", reaches: manifests},
		{
			name: "new dependency of another member", file: "services/worker/pyproject.toml", from: "dependencies = [\n", to: "dependencies = [\n    \"tomli-w>=1\",\n",
			relocks: true, reaches: manifests,
		},
		{name: "version =", file: "services/api/pyproject.toml", from: `version = "1.4.0"`, to: `version = "1.4.1"`, relocks: true, reaches: firstParty},
		{name: "own source", file: "services/api/src/api/main.py", from: "\n", to: "\nEDITED = True\n", reaches: firstParty},
		{name: "source of an own library", file: "libs/core/src/core/depot.py", from: "\n", to: "\nEDITED = True\n", reaches: firstParty},
		{
			name: "new dependency of an own library", file: "libs/core/pyproject.toml", from: "dependencies = [\n", to: "dependencies = [\n    \"itsdangerous>=2\",\n",
			relocks: true, reaches: dependencies,
		},
	}
}

// TestWorkspaceLayers holds that an image of a member follows the content of what the member needs.
func TestWorkspaceLayers(t *testing.T) {
	needDocker(t)
	uvdock, builder := buildUvdock(t), workBuilder(t)
	project := freshWorkspace(t)
	table := newLayerTable()
	for _, profile := range layerProfiles() {
		t.Run(profile, func(t *testing.T) {
			image := api
			image.Dir = copyOf(t, project)
			uvdock.generateImage(t, image, profile)
			before := build(t, builder, image.Dir, "--file", filepath.Join(image.Dir, image.File))
			table.size(profile, before.layers)
			for _, c := range workspaceChanges() {
				t.Run(c.name, func(t *testing.T) {
					image := c.changed(t, uvdock, project, profile)
					after := build(t, builder, image.Dir, "--file", filepath.Join(image.Dir, image.File))
					c.compare(t, before, after)
					table.row(profile, c.name, before, after)
				})
			}
		})
	}
	t.Log(table)
}

// changed makes the change to a copy of the workspace and generates api's files again.
func (c workspaceChange) changed(t *testing.T, uvdock binary, project, profile string) example.Image {
	t.Helper()
	image := api
	image.Dir = copyOf(t, project)
	replace(t, image.Dir, c.file, c.from, c.to)
	if c.relocks {
		lock(t, image.Dir)
	}
	uvdock.generateImage(t, image, profile)
	return image
}

// freshWorkspace is a copy of the example with a comment that no build has seen, in each manifest and each
// source of api's closure, so that nothing comes from the cache of an earlier run.
func freshWorkspace(t *testing.T) string {
	t.Helper()
	dir := relock.Copy(t, api.Dir)
	mark := "# " + strconv.FormatInt(time.Now().UnixNano(), 36) + "\n"
	for _, name := range []string{"pyproject.toml", "services/api/pyproject.toml", "services/api/src/api/main.py"} {
		path := filepath.Join(dir, name)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		write(t, path, string(text)+mark)
	}
	return dir
}

// own are the instructions of the stages. FROM is not among them: BuildKit does not call a base image cached.
var own = regexp.MustCompile(`^\[(builder|lock|dependencies|project|runtime) +\d+/\d+\] (COPY|RUN|WORKDIR) `)

// compare holds the image after a change against the one before.
func (c workspaceChange) compare(t *testing.T, before, after image) {
	t.Helper()
	if len(before.layers) < 3 || len(before.layers) != len(after.layers) {
		t.Fatalf("layers before %+v, after %+v", before.layers, after.layers)
	}
	last := len(after.layers) - 1
	pushed := oci.Changed(before.layers[:last], after.layers[:last])
	step := find(t, after.steps, "dependencies", "RUN")
	switch {
	case c.reaches == dependencies && !slices.Contains(pushed, after.layers[last-1]):
		t.Errorf("the dependencies changed; want another layer for them, got %+v", pushed)
	case c.reaches != dependencies && (len(pushed) > 0 || !step.Cached || step.Spoke):
		t.Errorf("the dependencies are the same; want no new layer, got %+v; want their step cached, got %+v", pushed, step)
	}
	if c.reaches == nothing {
		c.allCached(t, before, after)
	}
	if lock := find(t, after.steps, "lock", "RUN"); (c.relocks || c.reaches == manifests) && lock.Cached {
		t.Errorf("a manifest changed, but the lock stage was not executed: %+v", lock)
	}
	if c.reaches >= firstParty && before.layers[last].Digest == after.layers[last].Digest {
		t.Error("the layer of first-party code is the same after the change")
	}
}

// allCached holds that no step of the Dockerfile was executed and no layer is another.
func (c workspaceChange) allCached(t *testing.T, before, after image) {
	t.Helper()
	steps := 0
	for _, s := range after.steps {
		if !own.MatchString(s.Name) {
			continue
		}
		steps++
		if !s.Cached || s.Spoke {
			t.Errorf("the change does not concern the image; want each step cached, got %+v", s)
		}
	}
	if steps < 8 {
		t.Errorf("only %d steps in %+v", steps, after.steps)
	}
	if pushed := oci.Changed(before.layers, after.layers); len(pushed) > 0 {
		t.Errorf("want no new layer, got %+v", pushed)
	}
}

// TestWorkspaceContext holds that the builder gets no byte of other members but their manifests: each
// directory that is none of the image's business holds a megabyte, and less is transferred.
func TestWorkspaceContext(t *testing.T) {
	needDocker(t)
	uvdock, builder := buildUvdock(t), workBuilder(t)
	image := api
	image.Dir = freshWorkspace(t)
	uvdock.generateImage(t, image, "distroless")
	for _, dir := range []string{".", "services/worker", "libs/metrics/metrics", "libs/experiments", "tools/admin"} {
		write(t, filepath.Join(image.Dir, dir, "ballast.txt"), strings.Repeat("0123456789abcde\n", 1<<16))
	}
	_, log, err := command(t.Context(), "", "docker", "buildx", "build", "--builder", builder, "--progress=rawjson",
		"--output=type=cacheonly", "--file", filepath.Join(image.Dir, image.File), image.Dir)
	if err != nil {
		t.Fatalf("%v\n%s", err, tail(log))
	}
	got := transferred(log)
	t.Logf("%s of the context were transferred", bytesText(got))
	if got == 0 || got > 500_000 {
		t.Errorf("%d bytes of the context were transferred", got)
	}
}

// transferred are the bytes that BuildKit asked of the build context, read from the log of
// --progress=rawjson.
func transferred(log []byte) int64 {
	most := map[string]int64{}
	for line := range bytes.Lines(log) {
		var news struct {
			Statuses []struct {
				ID, Name string
				Vertex   string
				Current  int64
			}
		}
		if json.Unmarshal(line, &news) != nil {
			continue
		}
		for _, s := range news.Statuses {
			if strings.HasPrefix(s.ID, "transferring context") || strings.HasPrefix(s.Name, "transferring context") {
				most[s.Vertex] = max(most[s.Vertex], s.Current)
			}
		}
	}
	var total int64
	for _, n := range most {
		total += n
	}
	return total
}
