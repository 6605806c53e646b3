package generator_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/origin"
	"github.com/uvdock/uvdock/generator/plan"
)

// TestFields: every option of the table has its field, of the type that its kind needs, and the
// values that the table allows are those that the stages know.
func TestFields(t *testing.T) {
	var o generator.Options
	for _, opt := range config.Options() {
		field := o.Field(opt.Key)
		want := map[config.Kind]any{config.Text: new(string), config.Words: new(string), config.Number: new(int), config.Truth: new(bool), config.List: &[]string{}}[opt.Kind]
		if field == nil || reflect.TypeOf(field) != reflect.TypeOf(want) {
			t.Errorf("%s is %T in Options, and %s in the table", opt.Key, field, opt.Kind)
			continue
		}
		v := reflect.ValueOf(&o).Elem()
		for name := range strings.SplitSeq(opt.Field, ".") {
			v = v.FieldByName(name)
		}
		if !v.IsValid() || v.Addr().Interface() != field {
			t.Errorf("%s is not Options.%s", opt.Key, opt.Field)
		}
	}
	if got := len(o.Values()); got != len(config.Options()) {
		t.Errorf("%d values for %d options", got, len(config.Options()))
	}
	tables, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	values := func(key string) []string { o, _ := config.Find(key); return o.Values }
	if got, want := values("profile"), append([]string{"auto"}, tables.ProfileNames()...); !reflect.DeepEqual(got, want) {
		t.Errorf("profile can be %v, and profiles are %v", got, want)
	}
	if got := values("context"); !reflect.DeepEqual(got, plan.Contexts) {
		t.Errorf("context can be %v, want %v", got, plan.Contexts)
	}
	for _, goal := range values("prefer") {
		if _, known := tables.Prefer(goal); !known {
			t.Errorf("prefer cannot be %s", goal)
		}
	}
}

// configured is a project of one file with a configuration.
func configured(text string) fstest.MapFS {
	return fstest.MapFS{
		"pyproject.toml": &fstest.MapFile{Data: []byte("[project]\nname = \"app\"\nversion = \"1\"\nrequires-python = \">=3.13\"\n" + text)},
		"uv.lock":        &fstest.MapFile{Data: []byte("version = 1\nrevision = 3\nrequires-python = \">=3.13\"\n\n[[package]]\nname = \"app\"\nversion = \"1\"\nsource = { virtual = \".\" }\n")},
		"main.py":        &fstest.MapFile{Data: []byte("print(1)\n")},
	}
}

// TestPrecedence: what was given wins over the configuration, also with its zero value, and only
// what is in force is noted with its origin.
func TestPrecedence(t *testing.T) {
	fsys := configured("[tool.uvdock]\nprofile = \"alpine\"\nkeep-stdlib = true\ncmd = [\"python\", \"main.py\"]\nhealth-path = \"/x\"\nport = 8080\n")
	for _, c := range []struct {
		name    string
		options generator.Options
		want    generator.Options
		from    map[string]string
	}{
		{
			"configuration",
			generator.Options{Profile: "auto"},
			generator.Options{Profile: "alpine", KeepStdlib: true, Cmd: `["python","main.py"]`, HealthPath: "/x", Port: 8080},
			map[string]string{"profile": "pyproject.toml:6", "keep-stdlib": "pyproject.toml:7", "cmd": "pyproject.toml:8", "health-path": "pyproject.toml:9", "port": "pyproject.toml:10"},
		},
		{
			"values",
			generator.Options{Profile: "slim-trixie", Port: 9},
			generator.Options{Profile: "slim-trixie", KeepStdlib: true, Cmd: `["python","main.py"]`, HealthPath: "/x", Port: 9},
			map[string]string{"profile": "--profile", "keep-stdlib": "pyproject.toml:7", "port": "--port"},
		},
		{
			"zero values",
			generator.Options{Profile: "auto", NoHealthcheck: true, Given: origin.Origins{"profile": {}, "keep-stdlib": {Variable: "UVDOCK_KEEP_STDLIB"}, "no-healthcheck": {}}},
			generator.Options{Profile: "auto", Cmd: `["python","main.py"]`, NoHealthcheck: true, Port: 8080},
			map[string]string{"profile": "--profile", "keep-stdlib": "UVDOCK_KEEP_STDLIB", "no-healthcheck": "--no-healthcheck"},
		},
	} {
		r, err := generator.Plan(context.Background(), fsys, ".", c.options)
		if err != nil || r.Findings.HasErrors() {
			t.Fatalf("%s: %v %v", c.name, err, r.Findings)
		}
		if got := r.Options.Values(); !reflect.DeepEqual(got, c.want.Values()) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want.Values())
		}
		for key, want := range c.from {
			if got := r.Options.Given.Source(key); got != want {
				t.Errorf("%s: %s is from %s, want %s", c.name, key, got, want)
			}
		}
		if got := strings.Join(r.Plan.Command, " "); got != "uvdock generate" {
			t.Errorf("%s: the header says %s", c.name, got)
		}
	}
}

// TestOutput: a Dockerfile lies below the lock root and under no name that uv or uvdock reads,
// whoever names it.
func TestOutput(t *testing.T) {
	for in, want := range map[string]string{
		"Dockerfile": "Dockerfile", "./Dockerfile": "Dockerfile", "a/../b/Dockerfile": "b/Dockerfile", "docker//x": "docker/x", "a b": "a b",
		"": "", ".": "", "..": "", "../x": "", "/x": "", "a/../../x": "", "docker/": "", "uv.lock": "", "libs/pyproject.toml": "", "uvdock.toml": "",
	} {
		r, err := generator.Plan(context.Background(), configured(""), ".", generator.Options{Output: in, Cmd: "python main.py", Given: origin.Origins{"output": {}}})
		if err != nil || r.Findings.HasErrors() != (want == "") || r.Plan != nil && r.Plan.Output != want {
			t.Errorf("%q: %v, %v", in, err, r.Findings)
		}
	}
	r, err := generator.Plan(context.Background(), configured("[tool.uvdock]\noutput = \"../x\"\n"), ".", generator.Options{})
	if err != nil || len(r.Findings) == 0 || r.Findings[0].String() != "pyproject.toml:6:1: `output` \"../x\" is no file below the project, which is the build context; use a relative path such as docker/Dockerfile" {
		t.Error(err, r.Findings)
	}
}
