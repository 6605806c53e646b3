package images

import (
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/uvdock/uvdock/e2e/internal/relock"
)

// TestCompose builds and starts the workspace by compose.yaml: under all its restrictions api becomes
// healthy by the check of its image, worker runs, and both stop when they are told to.
func TestCompose(t *testing.T) {
	needDocker(t)
	if out, _, err := command(t.Context(), "", "docker", "compose", "version"); err != nil {
		t.Skipf("docker has no compose: %v\n%s", err, out)
	}
	uvdock := buildUvdock(t)
	dir := relock.Copy(t, "../../examples/workspace")
	if _, log, err := command(t.Context(), "", string(uvdock), "generate", dir, "--all", "--compose"); err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	// The names of images, containers and networks are of this run alone.
	t.Setenv("REGISTRY", unique("compose"))
	t.Setenv("API_PORT", freeAddress(t))
	compose := []string{"compose", "--project-directory", dir, "--project-name", unique("compose")}
	tidy(t, append(compose, "down", "--volumes", "--rmi", "all", "--timeout", "2")...)
	// Bake reads the build sections of compose.yaml as compose does, which refuses a buildx whose
	// version it cannot tell.
	if _, log, err := command(t.Context(), dir, "docker", "buildx", "bake", "--file", "compose.yaml", "--load"); err != nil {
		t.Fatalf("%v\n%s", err, tail(log))
	}
	docker(t, append(compose, "up", "--no-build", "--pull", "never", "--wait", "--wait-timeout", "120")...)
	states := map[string]string{}
	for _, c := range containers(t, compose) {
		states[c.Config.Labels["com.docker.compose.service"]] = c.State.Status + " " + c.State.Health.Status
	}
	if states["api"] != "running healthy" || states["worker"] != "running " {
		t.Errorf("%q", states)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+os.Getenv("API_PORT")+"/healthz", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("the published port answers %v, %v", response, err)
	} else {
		response.Body.Close()
	}
	for _, c := range containers(t, compose) {
		h := c.HostConfig
		if !h.ReadonlyRootfs || !slices.Equal(h.CapDrop, []string{"ALL"}) || !slices.Equal(h.SecurityOpt, []string{"no-new-privileges:true"}) || h.Privileged {
			t.Errorf("%s runs without its restrictions: %+v", c.Name, h)
		}
	}
	started := time.Now()
	docker(t, append(compose, "stop", "--timeout", "20")...)
	if took := time.Since(started); took > 15*time.Second {
		t.Errorf("stopping took %s: a service was killed", took)
	}
}

// container is what the engine says of one.
type container struct {
	Name   string
	Config struct{ Labels map[string]string }
	State  struct {
		Status string
		Health struct{ Status string }
	}
	HostConfig struct {
		ReadonlyRootfs, Privileged bool
		CapDrop, SecurityOpt       []string
	}
}

// containers are those of a compose project.
func containers(t *testing.T, compose []string) []container {
	t.Helper()
	ids := strings.Fields(docker(t, append(compose, "ps", "--all", "--quiet")...))
	if len(ids) == 0 {
		return nil
	}
	var all []container
	if err := json.Unmarshal([]byte(docker(t, append([]string{"inspect"}, ids...)...)), &all); err != nil {
		t.Fatal(err)
	}
	return all
}
