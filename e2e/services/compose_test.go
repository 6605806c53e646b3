package services

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"

	"github.com/uvdock/uvdock/generator/compose"
	"github.com/uvdock/uvdock/generator/plan"
)

// load reads a file as compose does: parsed, variables replaced, validated against the published schema.
// Paths stay as they are written.
func load(text string, env map[string]string) (*types.Project, error) {
	return loader.LoadWithContext(context.Background(), types.ConfigDetails{
		WorkingDir: "/project", ConfigFiles: []types.ConfigFile{{Filename: "compose.yaml", Content: []byte(text)}}, Environment: env,
	}, func(o *loader.Options) {
		o.SetProjectName("project", true)
		o.ResolvePaths, o.SkipNormalization = false, true
	})
}

// composed renders images and loads the file.
func composed(t *testing.T, env map[string]string, images ...plan.Image) *types.Project {
	t.Helper()
	f, findings, err := compose.Render([]string{"uvdock", "generate"}, images)
	if err != nil || findings != nil {
		t.Fatal(findings, err)
	}
	p, err := load(string(f.Text), env)
	if err != nil {
		t.Fatalf("%v\n%s", err, f.Text)
	}
	return p
}

// hardened holds the restrictions that every service has.
func hardened(t *testing.T, s types.ServiceConfig) {
	t.Helper()
	if !s.ReadOnly || !slices.Equal(s.Tmpfs, []string{"/tmp"}) || !slices.Equal(s.CapDrop, []string{"ALL"}) || !slices.Equal(s.SecurityOpt, []string{"no-new-privileges:true"}) {
		t.Errorf("%s is not restricted: %t %q %q %q", s.Name, s.ReadOnly, s.Tmpfs, s.CapDrop, s.SecurityOpt)
	}
}

func TestComposeWorkspace(t *testing.T) {
	w := workspace(t)
	p, err := load(string(w.Shared[1].Text), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Services) != len(w.Images) {
		t.Fatalf("%d services for %d images", len(p.Services), len(w.Images))
	}
	for _, r := range w.Images {
		s := p.Services[r.Member.Name]
		hardened(t, s)
		if s.Build.Context != "." || s.Build.Dockerfile != r.Plan.Output || s.Image != r.Member.Name+":latest" || s.HealthCheck != nil {
			t.Errorf("%s: %+v, image %s", r.Member.Name, s.Build, s.Image)
		}
		if port := r.Plan.Runtime.Port; port == 0 && len(s.Ports) > 0 || port != 0 && (len(s.Ports) != 1 || s.Ports[0].Target != uint32(port) || s.Ports[0].Published != "8000") {
			t.Errorf("%s listens on %d, and %+v is published", r.Member.Name, port, s.Ports)
		}
		var paths []string
		for _, w := range s.Develop.Watch {
			if w.Action != types.WatchActionRebuild {
				t.Errorf("%s: %+v", r.Member.Name, w)
			}
			paths = append(paths, w.Path)
		}
		want := []string{"pyproject.toml", "uv.lock"}
		for _, c := range r.Plan.Project.Copies[1:] {
			want = append(want, c.Target)
		}
		if !slices.Equal(paths, want) {
			t.Errorf("%s watches %q, want %q", r.Member.Name, paths, want)
		}
	}
}

// TestComposeFull: all that a service can have arrives, and follows the variables.
func TestComposeFull(t *testing.T) {
	s := composed(t, nil, full()).Services["api"]
	hardened(t, s)
	if s.Image != "api:latest" || s.Build.Context != "services/api" || s.Build.Dockerfile != "Dockerfile" ||
		s.Build.AdditionalContexts["project_root"] != "." || s.Build.AdditionalContexts["shared"] != "../shared" || *s.Build.Args["APP_VERSION"] != "0.0.0" {
		t.Errorf("%s %+v", s.Image, s.Build)
	}
	if len(s.Volumes) != 1 || s.Volumes[0].Type != "volume" || s.Volumes[0].Source != "api-home" || s.Volumes[0].Target != "/home/nonroot" {
		t.Errorf("%+v", s.Volumes)
	}
	if got := secrets(s); got != "UV_INDEX_HOUSE_PASSWORD as INDEX_HOUSE_PASSWORD, UV_INDEX_VAULT_PASSWORD as UV_INDEX_VAULT_PASSWORD" {
		t.Errorf("without values: %s", got)
	}
	s = composed(t, map[string]string{
		"REGISTRY": "registry.example/team", "TAG": "1.2.3", "API_PORT": "127.0.0.1:80", "APP_VERSION": "1.2.3", "UV_INDEX_HOUSE_PASSWORD": "x",
	}, full()).Services["api"]
	if s.Image != "registry.example/team/api:1.2.3" || *s.Build.Args["APP_VERSION"] != "1.2.3" || s.Ports[0].HostIP != "127.0.0.1" || s.Ports[0].Published != "80" {
		t.Errorf("%s %+v %+v", s.Image, s.Build.Args, s.Ports)
	}
	if got := secrets(s); !strings.HasPrefix(got, "UV_INDEX_HOUSE_PASSWORD as UV_INDEX_HOUSE_PASSWORD,") {
		t.Errorf("with a value: %s", got)
	}
}

// secrets are those of a build: the variable, and the name that its steps ask for.
func secrets(s types.ServiceConfig) string {
	var out []string
	for _, x := range s.Build.Secrets {
		target := x.Target
		if target == "" {
			target = x.Source
		}
		out = append(out, x.Source+" as "+target)
	}
	return strings.Join(out, ", ")
}

// TestComposeHostile: what a project holds comes back from compose as it is.
func TestComposeHostile(t *testing.T) {
	for _, value := range hostile {
		p := composed(t, map[string]string{"HOME": "/root", "a": "replaced"}, odd(value))
		if len(p.Services) != 1 {
			t.Errorf("%q gives %d services", value, len(p.Services))
		}
		for _, s := range p.Services {
			hardened(t, s)
			// A context below itself: what is shorter is the Dockerfile beside it.
			if s.Build.Context != value || s.Build.AdditionalContexts["named"] != "x/"+value || s.Develop.Watch[0].Path != value || s.Build.Dockerfile != "Dockerfile" {
				t.Errorf("%q comes back as %+v, %+v", value, s.Build, s.Develop.Watch)
			}
		}
	}
}

// TestComposeRefuses: the validation is on.
func TestComposeRefuses(t *testing.T) {
	w := workspace(t)
	text := strings.Replace(string(w.Shared[1].Text), "read_only: true", "read_onlyy: true", 1)
	if _, err := load(text, nil); err == nil || !strings.Contains(err.Error(), "read_onlyy") {
		t.Errorf("an unknown key is read: %v", err)
	}
}

// TestComposeProcesses: each process is a service of the one image, or of its own stage, and waits for
// the jobs before it.
func TestComposeProcesses(t *testing.T) {
	for _, stages := range []bool{false, true} {
		p := composed(t, map[string]string{"HOST": "replaced"}, processes(stages))
		web, worker, migrate, fill := p.Services["api"], p.Services["api-worker"], p.Services["api-migrate"], p.Services["api-fill"]
		for _, s := range []types.ServiceConfig{web, worker, migrate, fill} {
			hardened(t, s)
		}
		want := map[string]string{"api-migrate": "service_completed_successfully", "api-fill": "service_completed_successfully"}
		if got := waits(web); !maps.Equal(got, want) {
			t.Errorf("web waits for %v", got)
		}
		if got := waits(worker); !maps.Equal(got, want) {
			t.Errorf("worker waits for %v", got)
		}
		delete(want, "api-fill")
		if got := waits(fill); !maps.Equal(got, want) || len(waits(migrate)) > 0 {
			t.Errorf("jobs are not one after the other: %v, %v", got, waits(migrate))
		}
		if migrate.Restart != "no" || worker.Restart != "unless-stopped" {
			t.Errorf("restart %s and %s", migrate.Restart, worker.Restart)
		}
		if stages {
			if worker.Build == nil || worker.Build.Target != "worker" || worker.Image != "api-worker:latest" || worker.Command != nil {
				t.Errorf("%+v %s %q", worker.Build, worker.Image, worker.Command)
			}
			continue
		}
		// One that is started alone is built, too: its image is in no registry.
		if !reflect.DeepEqual(worker.Build, web.Build) || !reflect.DeepEqual(migrate.Build, web.Build) {
			t.Errorf("api is built by %+v, its worker by %+v, its job by %+v", web.Build, worker.Build, migrate.Build)
		}
		if !reflect.DeepEqual(worker.Develop, web.Develop) || web.Develop == nil || migrate.Develop != nil {
			t.Errorf("watched are %+v, %+v and %+v", web.Develop, worker.Develop, migrate.Develop)
		}
		if worker.Image != web.Image || !slices.Equal(worker.Command, []string{"celery", "$HOST", "a\"b"}) {
			t.Errorf("%s %q", worker.Image, worker.Command)
		}
		if !slices.Equal(worker.HealthCheck.Test, []string{"CMD", "python", "-c", "ping('$HOST')"}) || !migrate.HealthCheck.Disable {
			t.Errorf("%+v, %+v", worker.HealthCheck, migrate.HealthCheck)
		}
		if worker.StopSignal != "SIGTERM" || fill.StopSignal != "" || *worker.Environment["A"] != "$HOST" {
			t.Errorf("%q %q %v", worker.StopSignal, fill.StopSignal, worker.Environment)
		}
	}
}

func waits(s types.ServiceConfig) map[string]string {
	out := map[string]string{}
	for name, d := range s.DependsOn {
		out[name] = d.Condition
	}
	return out
}
