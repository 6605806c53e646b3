package images

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bakefile "github.com/uvdock/uvdock/generator/bake"
	"github.com/uvdock/uvdock/generator/plan"
)

// twin is a platform that every machine of linux/amd64 runs too, and that a builder can give to another
// of its nodes: so a build for two platforms needs no emulation.
const twin = "linux/amd64/v2"

// TestBake builds all images of the workspace by docker-bake.hcl on a builder of two nodes, each of
// which builds one platform; and holds that a cache that one node exported to a registry serves the
// other, which has built nothing: the dependency steps are cached, and only what was edited is executed.
func TestBake(t *testing.T) {
	needDocker(t)
	uvdock := buildUvdock(t)
	first, second := twoNodes(t)
	registry := startRegistry(t)
	dir := freshWorkspace(t)
	if _, log, err := command(t.Context(), "", string(uvdock), "generate", dir, "--all", "--bake"); err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	t.Setenv("REGISTRY", registry+"/team")
	if platforms := docker(t, "buildx", "inspect", second.builder); !strings.Contains(platforms, twin) {
		t.Skipf("this machine cannot build for %s:\n%s", twin, platforms)
	}

	both := builderOf(t, on{first.endpoint, "linux/amd64"}, on{second.endpoint, twin})
	t.Setenv("PLATFORMS", "linux/amd64,"+twin)
	bake(t, dir, both, "--push")
	for _, image := range []string{"api", "worker"} {
		if got := pushed(t, registry+"/team/"+image+":latest"); !slices.Equal(got, []string{"linux/amd64", twin}) {
			t.Errorf("%s was pushed for %q", image, got)
		}
	}
	if usage := strings.Fields(docker(t, "buildx", "du", "--builder", second.builder)); usage[len(usage)-1] == "0B" {
		t.Error("the second node built nothing")
	}

	t.Setenv("PLATFORMS", "linux/amd64")
	t.Setenv("CACHE", registry+"/cache")
	bake(t, dir, both, "--push")
	empty(t, second.builder)
	replace(t, dir, "services/api/src/api/main.py", "\n", "\nEDITED = True\n")
	turned := builderOf(t, on{first.endpoint, twin}, on{second.endpoint, "linux/amd64"})
	after := bake(t, dir, turned, "--push")
	for _, target := range []string{"api", "worker"} {
		if s := find(t, after, target+" dependencies", "RUN"); !s.Cached || s.Spoke {
			t.Errorf("%s: the cache was not imported: %+v", target, s)
		}
	}
	if s := find(t, after, "api project", "RUN"); s.Cached || !s.Spoke {
		t.Errorf("the source of api changed, and its step was not executed: %+v", s)
	}
	if s := find(t, after, "worker project", "RUN"); !s.Cached || s.Spoke {
		t.Errorf("nothing of worker changed: %+v", s)
	}
}

// TestBakeOutside holds that the command in the header builds what lies outside of the directory, and
// that it is needed for that: bake reads nothing there unasked.
func TestBakeOutside(t *testing.T) {
	needDocker(t)
	top := t.TempDir()
	for _, dir := range []string{"project", "shared"} {
		if err := os.Mkdir(filepath.Join(top, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	p := &plan.Plan{Output: "Dockerfile", Platforms: []string{"linux/amd64"}}
	p.Context = plan.Context{Dir: "..", Workdir: "/src/project", Named: []plan.NamedContext{{Name: "shared", Dir: "../shared"}}}
	file, findings, err := bakefile.Render([]string{"uvdock", "generate"}, []plan.Image{{Name: "outside", Plan: p}})
	if err != nil || findings != nil {
		t.Fatal(findings, err)
	}
	dir := filepath.Join(top, "project")
	write(t, filepath.Join(dir, file.Path), string(file.Text))
	write(t, filepath.Join(dir, "Dockerfile"), "FROM scratch\nCOPY --from=shared file /named\nCOPY shared/file /whole\n")
	write(t, filepath.Join(top, "shared", "file"), "text")
	_, line, _ := strings.Cut(string(file.Text), "#   docker buildx bake ")
	line, _, _ = strings.Cut(line, "\n")
	args := append([]string{"buildx", "bake", "--builder", workBuilder(t)}, strings.Fields(line)...)
	if _, log, err := command(t.Context(), dir, "docker", args...); err != nil {
		t.Errorf("docker %q: %v\n%s", args, err, tail(log))
	}
	args = slices.DeleteFunc(args, func(a string) bool { return strings.HasPrefix(a, "--allow=") })
	if _, log, err := command(t.Context(), dir, "docker", args...); err == nil || !strings.Contains(string(log), "fs.read=..") {
		t.Errorf("docker %q: %v\n%s", args, err, tail(log))
	}
}

// on is a node of a builder with the platform that it builds.
type on struct{ endpoint, platform string }

// builderOf is a builder of several nodes.
func builderOf(t *testing.T, nodes ...on) string {
	t.Helper()
	name := unique("nodes")
	tidy(t, "buildx", "rm", "--force", name)
	for i, n := range nodes {
		args := []string{"buildx", "create", "--name", name, "--driver", "remote", "--platform", n.platform}
		if i > 0 {
			args = append(args, "--append")
		}
		docker(t, append(args, n.endpoint)...)
	}
	return name
}

// bake runs docker buildx bake in a directory and gives its steps.
func bake(t *testing.T, dir, builder string, args ...string) []step {
	t.Helper()
	_, log, err := command(t.Context(), dir, "docker", append([]string{"buildx", "bake", "--file", "docker-bake.hcl", "--builder", builder, "--progress=rawjson"}, args...)...)
	if err != nil {
		t.Fatalf("%v\n%s", err, tail(log))
	}
	return steps(log)
}

// pushed are the platforms of an image in a registry, sorted.
func pushed(t *testing.T, ref string) []string {
	t.Helper()
	var index struct {
		Manifests []struct {
			Platform struct{ OS, Architecture, Variant string }
		}
	}
	if err := json.Unmarshal([]byte(docker(t, "buildx", "imagetools", "inspect", "--raw", ref)), &index); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range index.Manifests {
		if m.Platform.OS == "linux" { // attestations are for unknown/unknown
			out = append(out, path.Join(m.Platform.OS, m.Platform.Architecture, m.Platform.Variant))
		}
	}
	slices.Sort(out)
	return out
}
