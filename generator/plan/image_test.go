package plan_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/plan"
)

func TestImageNames(t *testing.T) {
	for _, c := range []struct {
		in, want []string
		fail     string
	}{
		{in: []string{"api", "worker"}, want: []string{"api", "worker"}},
		{in: []string{""}, want: []string{"app"}},
		{in: []string{"API_v2.", "--x__y--", "3d"}, want: []string{"api-v2", "x-y", "3d"}},
		{in: []string{"überall", "日本"}, want: []string{"berall", "app"}},
		{in: []string{"a.b", "c", "a-b"}, want: []string{"a-b", "c", "a-b"}, fail: `services/2/pyproject.toml: "a.b" and "a-b" would both be the service a-b`},
		{in: []string{"", "app"}, want: []string{"app", "app"}, fail: `"" and "app" would both be the service app`},
	} {
		var images []plan.Image
		for i, name := range c.in {
			p := &plan.Plan{}
			p.Project.Dir = "services/" + string(rune('0'+i))
			images = append(images, plan.Image{Name: name, Plan: p})
		}
		got, findings := plan.ImageNames(images)
		if !reflect.DeepEqual(got, c.want) || findings.HasErrors() != (c.fail != "") {
			t.Errorf("%q: %q %v, want %q", c.in, got, findings, c.want)
		}
		if c.fail != "" && !strings.Contains(findings.Err().Error(), c.fail) {
			t.Errorf("%q: %v, want %s", c.in, findings.Err(), c.fail)
		}
	}
}

// TestDockerfilePath: bake and compose read the path from the context.
func TestDockerfilePath(t *testing.T) {
	for _, c := range []struct{ context, workdir, output, want string }{
		{".", "/src", "Dockerfile", "Dockerfile"},
		{".", "/src", "services/api/Dockerfile", "services/api/Dockerfile"},
		{".", "/src/above/project", "docker/app.Dockerfile", "docker/app.Dockerfile"},
		{"services/api", "/src", "services/api/Dockerfile", "Dockerfile"},
		{"services/api", "/src", "services/docker/Dockerfile", "../docker/Dockerfile"},
		{"services/api", "/src", "Dockerfile", "../../Dockerfile"},
		{"services/api", "/src", "services/api/docker/Dockerfile", "docker/Dockerfile"},
		{"..", "/src/shop", "services/api/Dockerfile", "shop/services/api/Dockerfile"},
		{"../..", "/src/mono/shop", "Dockerfile", "mono/shop/Dockerfile"},
	} {
		p := &plan.Plan{Output: c.output, Context: plan.Context{Dir: c.context, Workdir: c.workdir}}
		if got := p.Dockerfile(); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestImageSecrets(t *testing.T) {
	p := &plan.Plan{Lock: &plan.Lock{Mounts: []string{"type=secret,id=B,env=B", "type=bind,source=uv.lock,target=uv.lock"}}}
	p.Dependencies.Mounts = []string{"type=secret,id=B,env=B,required=true", "type=secret,id=C,env=C"}
	p.Project.Mounts = []string{"type=secret,id=A,env=A", "type=secret,id=C,env=C"}
	want := []plan.Secret{{ID: "A"}, {ID: "B", Required: true}, {ID: "C"}}
	if got := p.Secrets(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := (&plan.Plan{}).Secrets(); got != nil {
		t.Errorf("%+v of a plan without mounts", got)
	}
}
