package config_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/config"
)

// TestProcess: tables come in the order of the file, a command may be words or an array, and a member
// has its own processes.
func TestProcess(t *testing.T) {
	root := manifest(t, `
[tool.uvdock]
processes = "stages"
[tool.uvdock.process]
zebra = { cmd = "python z.py", port = 9000, health-path = "/healthz" }
[tool.uvdock.process.migrate]
cmd = ["alembic", "upgrade", "it's \"head\""]
kind = "job"
[tool.uvdock.process.beat]
cmd = "celery beat"
no-healthcheck = true
kind = "service"
`)
	c, findings := readOne(root)
	if findings != nil {
		t.Fatal(findings)
	}
	var got []string
	for _, p := range c.Processes {
		got = append(got, fmt.Sprintf("%s %s %d %s %t %t %s", p.Name, p.Cmd, p.Port, p.HealthPath, p.NoHealthcheck, p.Job, p.CmdAt))
	}
	want := []string{
		"zebra python z.py 9000 /healthz false false pyproject.toml:8:11",
		`migrate ["alembic","upgrade","it's \"head\""] 0  false true pyproject.toml:10:1`,
		"beat celery beat 0  true false pyproject.toml:13:1",
	}
	if !slices.Equal(got, want) || c.Options["processes"].Value != config.LayoutStages {
		t.Errorf("%v\n%s", c.Options, strings.Join(got, "\n"))
	}
	if c, _ = config.Read(root, manifest(t, "")); c.Processes != nil || c.Options["processes"].Value != config.LayoutStages {
		t.Errorf("a member has %v of its root", c.Processes)
	}
}

// TestBadProcess: what is wrong is said with its place, and the process is not taken.
func TestBadProcess(t *testing.T) {
	table := func(text string) string { return "[tool.uvdock.process.worker]\n" + text }
	for _, c := range []struct{ name, text, place, message string }{
		{"no cmd", table("port = 1\n"), "pyproject.toml:4:", "has no `cmd`"},
		{"an empty cmd", table("cmd = \" \"\n"), "pyproject.toml:5:1", "`cmd` of `tool.uvdock.process.worker` is \" \""},
		{"a cmd that is a number", table("cmd = 1\n"), "pyproject.toml:5:1", "`cmd` of `tool.uvdock.process.worker` is 1"},
		{"a cmd with a number", table("cmd = [\"a\", 1]\n"), "pyproject.toml:5:1", "is an array"},
		{"an unknown key", table("cmd = \"a\"\ncomand = \"a\"\n"), "pyproject.toml:6:1", "has no key `comand`"},
		{"a near key", table("cmd = \"a\"\nhealth-pat = \"/\"\n"), "pyproject.toml:6:1", "did you mean health-path?"},
		{"no port", table("cmd = \"a\"\nport = 65536\n"), "pyproject.toml:6:1", "a number from 1 to 65535"},
		{"no path", table("cmd = \"a\"\nhealth-path = \"healthz\"\n"), "pyproject.toml:6:1", "a path like"},
		{"no kind", table("cmd = \"a\"\nkind = \"cron\"\n"), "pyproject.toml:6:1", "\"service\" or \"job\""},
		{"a job that serves", table("cmd = \"a\"\nkind = \"job\"\nport = 80\n"), "pyproject.toml:4:", "is a job, which ends"},
		{"a path and none", table("cmd = \"a\"\nhealth-path = \"/x\"\nno-healthcheck = true\n"), "pyproject.toml:4:", "leave one of them out"},
		{"a name with capitals", "[tool.uvdock.process.Worker]\ncmd = \"a\"\n", "pyproject.toml:4:", `"Worker" is no name of a process`},
		{"a name with an underscore", "[tool.uvdock.process.a_b]\ncmd = \"a\"\n", "pyproject.toml:4:", "single dashes"},
		{"a name with a line break", "[tool.uvdock.process.\"a\\nb\"]\ncmd = \"a\"\n", "pyproject.toml:4:", `"a\nb" is no name`},
		{"a name too long", "[tool.uvdock.process." + strings.Repeat("a", 64) + "]\ncmd = \"a\"\n", "pyproject.toml:4:", "at most 63"},
		{"a stage of ours", "[tool.uvdock.process.runtime]\ncmd = \"a\"\n", "pyproject.toml:4:", "there already"},
		{"a group of bake", "[tool.uvdock.process.default]\ncmd = \"a\"\n", "pyproject.toml:4:", "there already"},
		{"no table", "[tool.uvdock.process]\nworker = \"celery\"\n", "pyproject.toml:5:1", "must be a table"},
		{"no tables", "[tool.uvdock]\nprocess = \"celery\"\n", "pyproject.toml:5:1", "table of tables"},
		{"a layout", "[tool.uvdock]\nprocesses = \"many\"\n", "pyproject.toml:5:1", "one-image, stages"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, findings := readOne(manifest(t, c.text))
			if len(findings) != 1 {
				t.Fatalf("%d findings: %v", len(findings), findings)
			}
			f := findings[0]
			if !strings.HasPrefix(f.Place().String(), c.place) || !strings.Contains(f.Message+" "+f.Fix, c.message) {
				t.Errorf("%s: %s (%s), want %s ... %s", f.Place(), f.Message, f.Fix, c.place, c.message)
			}
			if len(got.Processes) > 0 {
				t.Error("the process is there")
			}
		})
	}
}
