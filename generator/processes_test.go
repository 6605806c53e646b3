package generator_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/templates"
)

// processed is a workspace of one member with processes in its manifest.
func processed(tables string) fstest.MapFS {
	return members{names: []string{"shop"}, starts: []string{"shop"}, more: map[string]string{"shop": tables}}.fs()
}

const threeProcesses = `[tool.uvdock.process.web]
cmd = "python main.py"
port = 8000
health-path = "/healthz"
[tool.uvdock.process.worker]
cmd = ["python", "-c", "print('$HOME # \"')"]
[tool.uvdock.process.migrate]
cmd = "python migrate.py"
kind = "job"
[tool.uvdock.process.admin]
cmd = "python main.py --admin"
port = 8000
`

// TestProcesses: one image starts web, and compose starts the others from it, the job before all.
func TestProcesses(t *testing.T) {
	o := generator.Options{Package: "shop", Frozen: true, Compose: true, Bake: true}
	r, err := generator.Generate(t.Context(), processed(threeProcesses), ".", o)
	if err != nil || r.Findings.HasErrors() {
		t.Fatal(r.Findings, err)
	}
	dockerfile, compose := string(r.Files[0].Text), shared(r.Files, "compose.yaml")
	holds(t, dockerfile, "# The image starts web. ", "\n#   migrate: python migrate.py\n", "\n#   worker: python -c 'print('\\''$HOME # \"'\\'')'\n", "\nCMD [\"python\", \"main.py\"]\n")
	if strings.Count(dockerfile, "\nCMD ") != 1 || strings.Count(shared(r.Files, "docker-bake.hcl"), "\ntarget ") != 1 {
		t.Errorf("one image has more than one start:\n%s", dockerfile)
	}
	holds(t, compose, "\n  shop:\n", "\n  shop-worker:\n", "\n  shop-migrate:\n", `command: ["python", "-c", "print('$$HOME # \"')"]`,
		"\n      shop-migrate:\n        condition: service_completed_successfully\n", "    restart: \"no\"\n", `"${SHOP_ADMIN_PORT:-8001}:8000"`)
	if strings.Count(compose, "    build: &shop-build\n") != 1 || strings.Count(compose, "    build: *shop-build\n") != 3 || strings.Count(compose, "condition:") != 3 {
		t.Errorf("all four services are built in one way, and three wait for the job:\n%s", compose)
	}
}

// TestProcessStages: each process is a target, and a build without one gives web.
func TestProcessStages(t *testing.T) {
	o := generator.Options{Package: "shop", Frozen: true, Compose: true, Bake: true, Processes: "stages"}
	r, err := generator.Generate(t.Context(), processed(threeProcesses), ".", o)
	if err != nil || r.Findings.HasErrors() {
		t.Fatal(r.Findings, err)
	}
	dockerfile := string(r.Files[0].Text)
	_, last, _ := strings.Cut(dockerfile, "\nFROM runtime AS web\n")
	holds(t, last, "EXPOSE 8000\n", "HEALTHCHECK ", "CMD [\"python\", \"main.py\"]\n")
	holds(t, dockerfile, "\nFROM runtime AS worker\n", "\nFROM runtime AS migrate\n", "\nFROM runtime AS admin\nEXPOSE 8000\n")
	holds(t, shared(r.Files, "compose.yaml"), "      target: migrate\n", "image: \"${REGISTRY:+${REGISTRY-}/}shop-worker:${TAG:-latest}\"\n")
	holds(t, shared(r.Files, "docker-bake.hcl"), `targets = ["shop", "shop-worker", "shop-migrate", "shop-admin"]`, "  target     = \"worker\"\n")
}

// TestProcessErrors: nothing is written where a process cannot be.
func TestProcessErrors(t *testing.T) {
	for _, c := range []struct{ name, tables, layout, want string }{
		{"a table", "[tool.uvdock.process.worker]\n", "", "has no `cmd`"},
		{"a layout", "", "many", `--processes "many" is unknown; use one-image or stages`},
		{"a program", "[tool.uvdock.process.worker]\ncmd = \"celery worker\"\n", "", "shop/pyproject.toml:6:1: `cmd` of process worker starts celery, but the image does not install celery"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := generator.Generate(t.Context(), processed(c.tables), ".", generator.Options{Package: "shop", Frozen: true, Processes: c.layout})
			if err != nil || r.Findings.Err() == nil || !strings.Contains(r.Findings.Err().Error(), c.want) || r.Files != nil {
				t.Errorf("%v %v, want %s", r.Findings, err, c.want)
			}
		})
	}
}

// TestProcessClash: a process and a member of one name are no two services.
func TestProcessClash(t *testing.T) {
	names := []string{"shop", "shop-worker"}
	fsys := members{names: names, starts: names, more: map[string]string{"shop": "[tool.uvdock.process.worker]\ncmd = \"python main.py\"\n[tool.uvdock.process.web]\ncmd = \"python main.py\"\n"}}.fs()
	w, err := generator.GenerateAll(t.Context(), fsys, ".", generator.Options{Frozen: true, Compose: true})
	if err != nil || w.Findings.Err() == nil || !strings.Contains(w.Findings.Err().Error(), `the process worker of "shop" and a member would both be the service shop-worker`) {
		t.Errorf("%v %v", w.Findings, err)
	}
}

// TestReserved: no process can be called like a stage of the templates.
func TestReserved(t *testing.T) {
	stage := regexp.MustCompile(`FROM .* AS ([a-z-]+)\n`)
	files, err := fs.Glob(templates.FS, "dockerfile/*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		text, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range stage.FindAllStringSubmatch(string(text), -1) {
			if !slices.Contains(knowledge.ReservedStages, m[1]) {
				t.Errorf("%s has a stage %s, which is not among knowledge.ReservedStages", name, m[1])
			}
		}
	}
}

func holds(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s is not in\n%s", part, text)
		}
	}
}
