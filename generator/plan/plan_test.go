package plan_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/resolve"
)

// fixture is a project in memory: parts of its pyproject.toml and of its lock.
type fixture struct {
	// project is more of [project], tables is what follows it.
	project, tables string
	// requires are the names of its dependencies, packages the lock's tables of them.
	requires []string
	packages string
	// source is its own source in the lock, "virtual" if empty.
	source string
	// files are more files.
	files map[string]string
}

// wheel and sdist are packages of an index.
func wheel(name, index string) string {
	return "\n[[package]]\nname = \"" + name + "\"\nversion = \"1.0\"\nsource = { registry = \"" + index + "\" }\nwheels = [{ url = \"https://files.index.example/" +
		strings.ReplaceAll(name, "-", "_") + "-1.0-py3-none-any.whl\", hash = \"sha256:" + strings.Repeat("0", 64) + "\" }]\n"
}

func sdist(name, index string) string {
	return "\n[[package]]\nname = \"" + name + "\"\nversion = \"1.0\"\nsource = { registry = \"" + index + "\" }\nsdist = { url = \"https://files.index.example/" +
		name + "-1.0.tar.gz\", hash = \"sha256:" + strings.Repeat("0", 64) + "\" }\n"
}

const (
	public  = "https://index.example/simple"
	company = "https://packages.company.example/simple"
)

func (f fixture) fs() fstest.MapFS {
	source := f.source
	if source == "" {
		source = "virtual"
	}
	version := "version = \"1\"\n"
	if strings.Contains(f.project, "dynamic") {
		version = ""
	}
	var names, edges []string
	for _, r := range f.requires {
		names = append(names, `"`+r+`"`)
		edges = append(edges, `{ name = "`+r+`" }`)
	}
	out := fstest.MapFS{
		"pyproject.toml": {Data: []byte("[project]\nname = \"my-app\"\n" + version + "requires-python = \">=3.12\"\ndependencies = [" + strings.Join(names, ", ") + "]\n" + f.project + "\n" + f.tables)},
		"uv.lock": {Data: []byte("version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n" + f.packages +
			"\n[[package]]\nname = \"my-app\"\n" + version + "source = { " + source + " = \".\" }\ndependencies = [" + strings.Join(edges, ", ") + "]\n\n[package.metadata]\nrequires-dist = [" + strings.Join(edges, ", ") + "]\n")},
		"main.py": {Data: []byte("import time\n\nwhile True:\n    time.sleep(1)\n")},
	}
	for name, text := range f.files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// inMemory is a project or a workspace of a test.
type inMemory interface{ fs() fstest.MapFS }

// planned plans what starts main.py, for a lock that need not be current: these tests are about
// the plan.
func planned(t *testing.T, f inMemory, o generator.Options) (*plan.Plan, diag.List) {
	t.Helper()
	if o.Cmd == "" {
		o.Cmd = "python main.py"
	}
	r, err := generator.Plan(t.Context(), f.fs(), ".", o)
	if err != nil {
		t.Fatal(err)
	}
	return r.Plan, r.Findings
}

// must is planned for a project without errors.
func must(t *testing.T, f inMemory, o generator.Options) *plan.Plan {
	t.Helper()
	p, findings := planned(t, f, o)
	if p == nil {
		t.Fatal(findings.Err())
	}
	return p
}

func decision(p *plan.Plan, key string) plan.Decision {
	i := slices.IndexFunc(p.Decisions, func(d plan.Decision) bool { return d.Key == key })
	if i < 0 {
		return plan.Decision{}
	}
	return p.Decisions[i]
}

func codes(findings diag.List, severity diag.Severity) []string {
	var out []string
	for _, f := range findings {
		if f.Severity == severity && f.Code != "profile-advice" {
			out = append(out, f.Code)
		}
	}
	return out
}

func TestFresh(t *testing.T) {
	dependency := fixture{requires: []string{"a"}, packages: wheel("a", public)}
	frozenOnly := dependency
	frozenOnly.project = "dynamic = [\"optional-dependencies\", \"version\"]"
	frozenOnly.tables = "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n"
	frozenOnly.source = "editable"
	frozenOnly.files = map[string]string{"my_app/__init__.py": ""}
	for _, c := range []struct {
		name          string
		f             fixture
		o             generator.Options
		export, check string
	}{
		{"the lock stage confirms", dependency, generator.Options{}, "--locked --no-emit-project", "--frozen --check"},
		{"nobody confirms", dependency, generator.Options{Frozen: true}, "--frozen --no-emit-project", "--frozen --check"},
		{"without dependencies", fixture{}, generator.Options{}, "", "--locked --check"},
		{"without dependencies, frozen", fixture{}, generator.Options{Frozen: true}, "", "--frozen --check"},
		{"dynamic dependencies: the project stage confirms", frozenOnly, generator.Options{}, "--frozen --no-emit-project", "--locked --no-install-project --check"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := must(t, c.f, c.o)
			export := ""
			if p.Lock != nil {
				export = strings.Join(p.Lock.Export, " ")
			}
			if check := strings.Join(p.Project.Check, " "); export != c.export || check != c.check {
				t.Errorf("export %q, check %q; want %q, %q", export, check, c.export, c.check)
			}
		})
	}
}

func TestFlags(t *testing.T) {
	for _, c := range []struct {
		in   resolve.Selection
		want string
	}{
		{resolve.Selection{NoDev: true}, ""},
		{resolve.Selection{Extras: []string{"B_b", "a", "b.b"}}, "--extra a --extra b-b"},
		{resolve.Selection{AllExtras: true, NoExtras: []string{"x"}}, "--all-extras --no-extra x"},
		{
			resolve.Selection{Groups: []string{"g"}, NoGroups: []string{"n"}, OnlyGroups: []string{"o"}, NoDefaultGroups: true, AllGroups: true},
			"--group g --no-group n --only-group o --all-groups --no-default-groups",
		},
		{resolve.Selection{Packages: []string{"b", "a"}}, "--package a --package b"},
	} {
		if got := strings.Join(plan.Flags(c.in), " "); got != c.want {
			t.Errorf("%+v gives %q, want %q", c.in, got, c.want)
		}
	}
}

// TestBuildPackages: headers and compilers go to the builder, libraries to the runtime.
func TestBuildPackages(t *testing.T) {
	p := must(t, fixture{requires: []string{"psycopg2"}, packages: sdist("psycopg2", public)}, generator.Options{})
	if !slices.Contains(p.Builder.Packages, "libpq-dev") || !slices.IsSorted(p.Builder.Packages) || !slices.Contains(p.Runtime.Packages, "libpq5") {
		t.Errorf("build %q, runtime %q", p.Builder.Packages, p.Runtime.Packages)
	}
	if d := decision(p, "build-packages"); !strings.Contains(d.Why, "psycopg2") {
		t.Errorf("%+v", d)
	}
	if p := must(t, fixture{requires: []string{"a"}, packages: wheel("a", public)}, generator.Options{}); len(p.Builder.Packages)+len(p.Runtime.Packages) > 0 {
		t.Errorf("%q, %q", p.Builder.Packages, p.Runtime.Packages)
	}
}
