package services

import (
	"os"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/plan"
)

// hostile are values with everything that HCL, YAML or compose would see more in than text.
var hostile = []string{
	"a b", "$HOME", "${HOME}", "$${HOME}", "$$", "$", "%{if true}", "%%{x}", `a"b`, `a\b`, `\n`, `'`, "a: b", "- a", "# a", "a #b", "{{.}}", "[a]", "{a}",
	"*a", "&a", "!a", "|", ">", "@", "`a`", "yes", "null", "1e3", "0x1", "~", "é", "日本", "${a:-b}", "${a?b}", "a,b=c", "'''", `"""`, "<<EOF", "${\"x\"}",
}

// odd is an image whose every value is one of the hostile.
func odd(value string) plan.Image {
	p := &plan.Plan{Output: value + "/Dockerfile", Platforms: []string{"linux/amd64"}}
	p.Context = plan.Context{Dir: value, Workdir: "/src", Named: []plan.NamedContext{{Name: "named", Dir: "x/" + value}}}
	p.Project.Copies = []plan.Copy{{Sources: []string{value}, Target: value}}
	return plan.Image{Name: value, Plan: p}
}

// full is an image of all that the files can say.
func full() plan.Image {
	p := &plan.Plan{Output: "services/api/Dockerfile", Platforms: []string{"linux/amd64", "linux/arm64"}}
	p.Context = plan.Context{Dir: "services/api", Workdir: "/src", Named: []plan.NamedContext{{Name: "project_root", Dir: "."}, {Name: "shared", Dir: "../shared"}}}
	p.Project.Dir = "services/api"
	p.Project.Version = &plan.VersionArg{Arg: "APP_VERSION", Default: "0.0.0"}
	p.Project.Copies = []plan.Copy{{From: "project_root", Sources: []string{"pyproject.toml", "uv.lock"}, Target: "./"}, {Sources: []string{"."}, Target: "services/api"}}
	p.Dependencies.Mounts = []string{
		"type=secret,id=UV_INDEX_HOUSE_PASSWORD,env=UV_INDEX_HOUSE_PASSWORD", "type=secret,id=UV_INDEX_VAULT_PASSWORD,env=UV_INDEX_VAULT_PASSWORD,required=true",
	}
	p.Runtime.Port = 8000
	p.Runtime.State = []plan.State{{Name: "home", Dir: "/home/nonroot", Why: "what is downloaded is kept"}}
	return plan.Image{Name: "api", Plan: p}
}

// workspace are the images of the example with their files.
func workspace(t *testing.T) *generator.Workspace {
	t.Helper()
	w, err := generator.GenerateAll(t.Context(), os.DirFS("../../examples/workspace"), ".", generator.Options{Bake: true, Compose: true})
	if err != nil || w.Told().HasErrors() || len(w.Shared) != 2 || len(w.Images) != 2 {
		t.Fatalf("%v, %v", w.Told(), err)
	}
	return w
}

// processes is an image with another service and two jobs.
func processes(stages bool) plan.Image {
	image := full()
	image.Plan.Stages, image.Plan.Process = stages, "web"
	image.Plan.Runtime.Health, image.Plan.Runtime.StopSignal = []string{"python", "check.py"}, "SIGINT"
	worker := plan.Process{Name: "worker", Env: []plan.Env{{Name: "A", Value: "$HOST"}}}
	worker.Command, worker.Health = []string{"celery", "$HOST", "a\"b"}, []string{"python", "-c", "ping('$HOST')"}
	worker.Timing = plan.Timing{Interval: 15, Timeout: 30, StartPeriod: 30, Retries: 3}
	migrate, fill := plan.Process{Name: "migrate", Job: true}, plan.Process{Name: "fill", Job: true}
	migrate.Command, fill.Command, fill.StopSignal = []string{"alembic", "upgrade", "head"}, []string{"python", "fill.py"}, "SIGINT"
	image.Plan.Processes = []plan.Process{worker, migrate, fill}
	return image
}
