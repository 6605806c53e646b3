package compose_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/compose"
	"github.com/uvdock/uvdock/generator/internal/fixture"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/render"
)

var update = flag.Bool("update", false, "write testdata anew")

// processes is an image with another service and two jobs.
func processes(stages bool) []plan.Image {
	image := fixture.Images()[0]
	image.Plan.Stages, image.Plan.Process = stages, "web"
	image.Plan.Runtime.Health, image.Plan.Runtime.StopSignal = []string{"python", "check.py"}, "SIGINT"
	worker := plan.Process{Name: "worker", Env: []plan.Env{{Name: "PYTHONPATH", Value: "/app/src"}}}
	worker.Command, worker.Health = []string{"celery", "worker"}, []string{"python", "-c", "ping('$HOST')"}
	worker.Timing = plan.Timing{Interval: 15, Timeout: 30, StartPeriod: 30, Retries: 3}
	migrate, fill := plan.Process{Name: "migrate", Job: true}, plan.Process{Name: "fill", Job: true}
	migrate.Command, fill.Command, fill.StopSignal = []string{"alembic", "upgrade", "head"}, []string{"python", "fill.py"}, "SIGINT"
	image.Plan.Processes = []plan.Process{worker, migrate, fill}
	return []plan.Image{image}
}

func TestRender(t *testing.T) {
	for _, c := range []struct {
		file   string
		images []plan.Image
	}{
		{"two.yaml", fixture.Images()},
		{"one.yaml", fixture.Images()[1:]},
		{"processes.yaml", processes(false)},
		{"stages.yaml", processes(true)},
	} {
		f, findings, err := compose.Render([]string{"uvdock", "generate", "--all", "--compose"}, c.images)
		if err != nil || findings != nil {
			t.Fatal(findings, err)
		}
		if f.Path != "compose.yaml" || render.OriginOf(f.Text) != render.Intact {
			t.Errorf("%s, origin %v", f.Path, render.OriginOf(f.Text))
		}
		golden(t, c.file, f.Text)
	}
}

// TestHostile: what stands in a plan is text, wherever it is put.
func TestHostile(t *testing.T) {
	odd := "a\" ${b} %{c} \\ # {{d}} '"
	p := &plan.Plan{Output: odd + "/Dockerfile", Platforms: []string{odd}}
	p.Context = plan.Context{Dir: ".", Named: []plan.NamedContext{{Name: odd, Dir: odd}}}
	p.Project.Copies = []plan.Copy{{Sources: []string{odd}, Target: odd}}
	f, findings, err := compose.Render([]string{"uvdock", "generate", odd}, []plan.Image{{Name: odd, Plan: p}})
	if err != nil || findings != nil {
		t.Fatal(findings, err)
	}
	quoted := `"a\" $${b} %{c} \\ # {{d}} '`
	for _, want := range []string{
		"dockerfile: " + quoted + `/Dockerfile"`, `"a\" ${b} %{c} \\ # {{d}} '": ` + quoted + `"`, "path: " + quoted + `"`, "\n  a-b-c-d:\n",
	} {
		if !strings.Contains(string(f.Text), want) {
			t.Errorf("%s is not in\n%s", want, f.Text)
		}
	}
	p.Context.Dir = "a\nb"
	if _, _, err := compose.Render(nil, []plan.Image{{Name: "x", Plan: p}}); err == nil {
		t.Error("a line break in a directory is no error")
	}
}

func TestNames(t *testing.T) {
	two := fixture.Images()
	for _, c := range []struct{ first, second, want string }{
		{"a.b", "a_b", `services/worker/pyproject.toml: "a.b" and "a_b" would both be the service a-b; rename one of them`},
		{"", "app", `services/worker/pyproject.toml: "" and "app" would both be the service app`},
	} {
		two[0].Name, two[1].Name = c.first, c.second
		f, findings, err := compose.Render(nil, two)
		if err != nil || findings.Err() == nil || !strings.Contains(findings.Err().Error(), c.want) {
			t.Errorf("%v %v, want %s", findings, err, c.want)
		}
		if f.Text != nil {
			t.Errorf("a file in spite of an error:\n%s", f.Text)
		}
	}
}

// TestPorts: each service has a port of the host that no other has, its own where it can.
func TestPorts(t *testing.T) {
	for _, c := range []struct {
		ports []int
		want  string
	}{
		{[]int{8000}, "${S0_PORT:-8000}:8000"},
		{[]int{8000, 8000, 8000}, "${S0_PORT:-8000}:8000 ${S1_PORT:-8001}:8000 ${S2_PORT:-8002}:8000"},
		{[]int{8000, 8000, 8001}, "${S0_PORT:-8000}:8000 ${S1_PORT:-8002}:8000 ${S2_PORT:-8001}:8001"},
		{[]int{0, 80, 0}, "${S1_PORT:-80}:80"},
		{[]int{65535, 65535}, "${S0_PORT:-65535}:65535 ${S1_PORT:-1024}:65535"},
	} {
		var images []plan.Image
		for i, port := range c.ports {
			p := &plan.Plan{}
			p.Runtime.Port = port
			images = append(images, plan.Image{Name: fmt.Sprintf("s%d", i), Plan: p})
		}
		if got := strings.Join(published(t, images), " "); got != c.want {
			t.Errorf("%v: %s, want %s", c.ports, got, c.want)
		}
	}
	p := &plan.Plan{}
	p.Runtime.Port = 80
	if got := published(t, []plan.Image{{Name: "3d-api", Plan: p}}); len(got) != 1 || got[0] != "${_3D_API_PORT:-80}:80" {
		t.Errorf("%q: no variable begins with a digit", got)
	}
}

// published are the ports in the file.
func published(t *testing.T, images []plan.Image) []string {
	t.Helper()
	f, findings, err := compose.Render(nil, images)
	if err != nil || findings != nil {
		t.Fatal(findings, err)
	}
	var ports []string
	for line := range strings.Lines(string(f.Text)) {
		if port, ok := strings.CutPrefix(strings.TrimSpace(line), `- "${`); ok {
			ports = append(ports, "${"+strings.TrimSuffix(port, `"`))
		}
	}
	return ports
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(filepath.Join("testdata", name), got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fixture.Same(t, os.DirFS("testdata"), name, got, "go test ./generator/compose -update")
}
