package services

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/bake"
	"github.com/uvdock/uvdock/generator/plan"
)

// definition is what `docker buildx bake --print` prints.
type definition struct {
	Group  map[string]struct{ Targets []string }
	Target map[string]target
}

type target struct {
	Target                 string
	Context, Dockerfile    string
	Contexts, Args, Labels map[string]string
	Tags, Platforms        []string
	CacheFrom              []map[string]string `json:"cache-from"`
	CacheTo                []map[string]string `json:"cache-to"`
	Secret                 []map[string]string
}

// printed lets bake print the definition in a directory. Its own variables come from env alone.
func printed(t *testing.T, dir string, env []string, args ...string) definition {
	t.Helper()
	if out, err := exec.Command("docker", "buildx", "version").CombinedOutput(); err != nil {
		t.Skipf("docker has no buildx: %v\n%s", err, out)
	}
	cmd := exec.CommandContext(t.Context(), "docker", append([]string{"buildx", "bake", "--print"}, args...)...)
	cmd.Dir = dir
	for _, e := range os.Environ() {
		if name, _, _ := strings.Cut(e, "="); !slices.Contains([]string{"REGISTRY", "TAG", "PLATFORMS", "CACHE", "APP_VERSION"}, name) {
			cmd.Env = append(cmd.Env, e)
		}
	}
	cmd.Env = append(cmd.Env, env...)
	var log bytes.Buffer
	cmd.Stderr = &log
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, log.Bytes())
	}
	var d definition
	if err := json.Unmarshal(out, &d); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return d
}

// baked renders images and lets bake print them.
func baked(t *testing.T, env []string, images ...plan.Image) definition {
	t.Helper()
	f, findings, err := bake.Render([]string{"uvdock", "generate"}, images)
	if err != nil || findings != nil {
		t.Fatal(findings, err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, f.Path), f.Text, 0o644); err != nil {
		t.Fatal(err)
	}
	return printed(t, dir, env, "--file", f.Path)
}

// TestBakeWorkspace reads the committed file of the example, alone and with compose.yaml beside it.
func TestBakeWorkspace(t *testing.T) {
	w := workspace(t)
	d := printed(t, "../../examples/workspace", nil, "--file", "docker-bake.hcl")
	if !slices.Equal(d.Group["default"].Targets, []string{"api", "worker"}) || len(d.Target) != 2 {
		t.Errorf("%+v", d)
	}
	for _, r := range w.Images {
		want := target{
			Context: ".", Dockerfile: r.Plan.Output, Tags: []string{r.Member.Name + ":latest"}, Platforms: r.Plan.Platforms,
			Labels: map[string]string{"org.opencontainers.image.title": r.Member.Name},
		}
		if got := d.Target[r.Member.Name]; !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if both := printed(t, "../../examples/workspace", nil); !reflect.DeepEqual(both, d) {
		t.Errorf("with compose.yaml: %+v, want %+v", both, d)
	}
}

// TestBakeFull: all that a target can have arrives, and follows the variables.
func TestBakeFull(t *testing.T) {
	want := target{
		Context: "services/api", Dockerfile: "Dockerfile", Tags: []string{"api:latest"}, Platforms: []string{"linux/amd64", "linux/arm64"},
		Contexts: map[string]string{"project_root": ".", "shared": "../shared"}, Args: map[string]string{"APP_VERSION": "0.0.0"},
		Labels: map[string]string{"org.opencontainers.image.title": "api", "org.opencontainers.image.version": "0.0.0"},
		Secret: []map[string]string{{"id": "UV_INDEX_VAULT_PASSWORD", "env": "UV_INDEX_VAULT_PASSWORD"}},
	}
	if got := baked(t, nil, full()).Target["api"]; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	want.Tags, want.Platforms = []string{"registry.example/team/api:1.2.3"}, []string{"linux/amd64", "linux/s390x"}
	want.Args["APP_VERSION"], want.Labels["org.opencontainers.image.version"] = "1.2.3", "1.2.3"
	want.CacheFrom = []map[string]string{{"type": "registry", "ref": "registry.example/cache:api"}}
	want.CacheTo = []map[string]string{{"type": "registry", "ref": "registry.example/cache:api", "mode": "max"}}
	want.Secret = []map[string]string{{"id": "UV_INDEX_HOUSE_PASSWORD", "env": "UV_INDEX_HOUSE_PASSWORD"}, want.Secret[0]}
	got := baked(t, []string{
		"REGISTRY=registry.example/team", "TAG=1.2.3", "PLATFORMS=linux/amd64,linux/s390x", "CACHE=registry.example/cache", "APP_VERSION=1.2.3", "UV_INDEX_HOUSE_PASSWORD=x",
	}, full()).Target["api"]
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestBakeHostile: what a project holds comes back from bake as it is.
func TestBakeHostile(t *testing.T) {
	var images []plan.Image
	for i, value := range hostile {
		image := odd(value)
		image.Name = fmt.Sprintf("%03d %s", i, value) // bake prints targets in order
		images = append(images, image)
	}
	d := baked(t, nil, images...)
	names := d.Group["default"].Targets
	if len(d.Target) != len(hostile) || len(names) != len(hostile) {
		t.Fatalf("%d targets, %q, for %d images", len(d.Target), names, len(hostile))
	}
	// Labels are printed so that bake could read them again.
	literal := strings.NewReplacer("$${", "${", "%%{", "%{")
	for i, value := range hostile {
		got := d.Target[names[i]]
		if got.Context != value || got.Contexts["named"] != "x/"+value || got.Dockerfile != "Dockerfile" ||
			literal.Replace(got.Labels["org.opencontainers.image.title"]) != images[i].Name {
			t.Errorf("%q comes back as %+v", value, got)
		}
	}
}

// TestBakeStages: a target for each stage.
func TestBakeStages(t *testing.T) {
	d := baked(t, nil, processes(true))
	if !slices.Equal(d.Group["default"].Targets, []string{"api", "api-fill", "api-migrate", "api-worker"}) {
		t.Errorf("%+v", d.Group)
	}
	if got := d.Target["api-worker"]; got.Target != "worker" || !slices.Equal(got.Tags, []string{"api-worker:latest"}) || d.Target["api"].Target != "" {
		t.Errorf("%+v", got)
	}
}
