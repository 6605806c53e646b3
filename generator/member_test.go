package generator_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/resolve"
)

const forever = "import time\n\nwhile True:\n    time.sleep(1)\n"

// members is a workspace of virtual members in memory: the directory of each is its name.
type members struct {
	// rooted says that the root is a project too; root is more of its manifest.
	rooted bool
	root   string
	// more is what follows [project] in a member's manifest, starts are those with a main.py.
	more   map[string]string
	starts []string
	// names are the members on disk, locked those of the lock; the latter nil for the same.
	names, locked []string
	revision      string
	// groups are more of a member's table in the lock.
	groups map[string]string
}

func (m members) fs() fstest.MapFS {
	locked := slices.Clone(m.locked)
	if locked == nil {
		locked = slices.Clone(m.names)
	}
	root, dirs := "", "\""+strings.Join(m.names, `", "`)+"\""
	out := fstest.MapFS{}
	for _, n := range m.names {
		out[n+"/pyproject.toml"] = &fstest.MapFile{Data: []byte("[project]\nname = \"" + n + "\"\nversion = \"1\"\nrequires-python = \">=3.12\"\n" + m.more[n])}
	}
	if m.rooted {
		root = "[project]\nname = \"root\"\nversion = \"1\"\nrequires-python = \">=3.12\"\n"
		locked = append(locked, "root")
	}
	out["pyproject.toml"] = &fstest.MapFile{Data: []byte(root + m.root + "\n[tool.uv.workspace]\nmembers = [" + dirs + "]\n")}
	for _, n := range m.starts {
		out[strings.TrimPrefix(n+"/main.py", "root/")] = &fstest.MapFile{Data: []byte(forever)}
	}
	revision := m.revision
	if revision == "" {
		revision = "3"
	}
	lock := "version = 1\nrevision = " + revision + "\nrequires-python = \">=3.12\"\n\n[manifest]\nmembers = [\"" + strings.Join(locked, `", "`) + "\"]\n" +
		"\n[[package]]\nname = \"a\"\nversion = \"1\"\nsource = { registry = \"https://index.example/simple\" }\nwheels = [{ url = \"https://files.index.example/a-1-py3-none-any.whl\", hash = \"sha256:" + strings.Repeat("0", 64) + "\" }]\n"
	for _, n := range locked {
		dir := n
		if n == "root" {
			dir = "."
		}
		lock += "\n[[package]]\nname = \"" + n + "\"\nversion = \"1\"\nsource = { virtual = \"" + dir + "\" }\n" + m.groups[n]
	}
	out["uv.lock"] = &fstest.MapFile{Data: []byte(lock)}
	return out
}

// told are the errors as the user reads them, with their fixes.
func told(r *generator.Result) string {
	var out []string
	for _, f := range r.Findings.Errors() {
		out = append(out, f.Code+": "+f.Message+"; "+f.Fix)
	}
	return strings.Join(out, "\n")
}

// TestMemberWithoutServer: a member that holds an application which nothing serves is not passed over for
// another one that happens to have a command.
func TestMemberWithoutServer(t *testing.T) {
	m := members{
		names: []string{"site", "tool"}, starts: []string{"tool"},
		more: map[string]string{"site": "dependencies = [\"flask\"]\n"},
		groups: map[string]string{"site": "dependencies = [{ name = \"flask\" }]\n\n[package.metadata]\nrequires-dist = [{ name = \"flask\" }]\n" +
			"\n[[package]]\nname = \"flask\"\nversion = \"3.1.0\"\nsource = { registry = \"https://index.example/simple\" }\nwheels = [{ url = \"https://files.index.example/flask-3.1.0-py3-none-any.whl\", hash = \"sha256:" + strings.Repeat("0", 64) + "\" }]\n"},
	}
	files := m.fs()
	files["site/app.py"] = &fstest.MapFile{Data: []byte("from flask import Flask\napp = Flask(__name__)\n")}
	r, err := generator.Generate(t.Context(), files, ".", generator.Options{})
	want := "these can be started: tool; site lacks a server (app:app is a Flask application, but no installed package can serve it): run \"uv add gunicorn\""
	if err != nil || !strings.Contains(told(r), want) {
		t.Errorf("%v %s", err, told(r))
	}
}

func TestWhichMember(t *testing.T) {
	three := members{names: []string{"admin", "api", "worker"}}
	with := func(starts ...string) members { m := three; m.starts = starts; return m }
	rooted := with("root", "api")
	rooted.rooted = true
	onlyRoot := with("root")
	onlyRoot.rooted = true
	for _, c := range []struct {
		name, dir, member string
		m                 members
		// want is the member, refused what the error says.
		want, refused string
	}{
		{"the only one that can be started", ".", "", with("api"), "api", ""},
		{"several can be started", ".", "", with("api", "worker"), "", "which-member: this is a workspace of 3 members, and an image is for one of them: admin, api, worker; name one with --package; these can be started: api, worker"},
		{"none can be started", ".", "", three, "", "for none of them a start command was found"},
		{"the root is one of two", ".", "", rooted, "", "these can be started: root, api"},
		{"the root is the only one", ".", "", onlyRoot, "root", ""},
		{"one member below a root without [project]", ".", "", members{names: []string{"api"}, starts: []string{"api"}}, "api", ""},
		{"one member that cannot be started", ".", "", members{names: []string{"api"}}, "", "no-start-command"},
		{"the directory of a member", "worker", "", with("api", "worker"), "worker", ""},
		{"a name beats the directory", "worker", "api", with("api", "worker"), "api", ""},
		{"a name in another spelling", ".", "API", with("api", "worker"), "api", ""},
		{"the root by name", ".", "root", rooted, "root", ""},
		{"a member that cannot be started", "admin", "", with("api"), "", "start"},
		{"a name with a slip", ".", "wroker", with("api"), "", "missing-package: --package wroker names no member of the workspace; did you mean worker? The members are admin, api, worker"},
		{"a name like none", ".", "frontend", with("api"), "", "names no member of the workspace; the members are admin, api, worker"},
		{"a member on disk alone", ".", "", members{names: []string{"api", "new"}, locked: []string{"api"}, starts: []string{"api"}}, "", "uv lock"},
		{"a member of the lock alone", ".", "", members{names: []string{"api"}, locked: []string{"api", "gone"}, starts: []string{"api"}}, "", "uv lock"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := generator.Generate(t.Context(), c.m.fs(), c.dir, generator.Options{Package: c.member})
			if err != nil {
				t.Fatal(err)
			}
			if c.refused != "" {
				if got := told(r); !strings.Contains(got, c.refused) || len(r.Files) > 0 {
					t.Errorf("%d files, errors:\n%s\nwant: %s", len(r.Files), got, c.refused)
				}
				return
			}
			if r.Findings.HasErrors() || r.Member.Name != c.want || len(r.Files) != 2 {
				t.Fatalf("member %q, want %q; %s", r.Member.Name, c.want, told(r))
			}
			if want := strings.TrimPrefix(c.want+"/Dockerfile", "root/"); r.Files[0].Path != want {
				t.Errorf("written to %s, want %s", r.Files[0].Path, want)
			}
		})
	}
}

// TestCommandForRoot: a command that starts every member alike is meant for the project at the root,
// which uv would install.
func TestCommandForRoot(t *testing.T) {
	m := members{names: []string{"api", "worker"}, rooted: true}
	r, err := generator.Generate(t.Context(), m.fs(), ".", generator.Options{Cmd: "python -m x"})
	if err != nil || r.Member.Name != "root" {
		t.Errorf("%v %s: %s", err, r.Member.Name, told(r))
	}
	m.rooted = false
	r, err = generator.Generate(t.Context(), m.fs(), ".", generator.Options{Cmd: "python -m x"})
	if err != nil || !strings.Contains(told(r), "which-member") {
		t.Errorf("%v %s: %s", err, r.Member.Name, told(r))
	}
}

// TestLockWithoutMember: where the lock lacks a member, that is said, and not that no start
// command was found.
func TestLockWithoutMember(t *testing.T) {
	m := members{names: []string{"api", "new"}, locked: []string{"api"}, starts: []string{"api"}}
	r, err := generator.Generate(t.Context(), m.fs(), ".", generator.Options{Frozen: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := told(r); !strings.Contains(got, `missing-member: workspace member "new" is not in uv.lock`) || strings.Contains(got, "which-member") {
		t.Error(got)
	}
}

// TestMemberAlone: a name is right or wrong for a project that is no workspace, too.
func TestMemberAlone(t *testing.T) {
	lone := fstest.MapFS{
		"pyproject.toml": {Data: []byte("[project]\nname = \"My.App\"\nversion = \"1\"\nrequires-python = \">=3.12\"\n")},
		"uv.lock":        {Data: []byte("version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n\n[[package]]\nname = \"my-app\"\nversion = \"1\"\nsource = { virtual = \".\" }\n")},
		"main.py":        {Data: []byte(forever)},
	}
	for name, want := range map[string]string{"my_app": "", "app": "the members are my-app"} {
		r, err := generator.Generate(t.Context(), lone, ".", generator.Options{Package: name})
		if err != nil {
			t.Fatal(err)
		}
		if got := told(r); !strings.Contains(got, want) || (want == "") != (got == "") {
			t.Errorf("--package %s: %q, want %q", name, got, want)
		}
	}
}

// TestGroupsOfMember: before revision 5, or with a uv that does not know it, sync takes the root's
// default groups and export the member's. Where they differ both are told.
func TestGroupsOfMember(t *testing.T) {
	const defines = "[dependency-groups]\nserver = [\"a\"]\n[tool.uv]\ndefault-groups = [\"server\"]\n"
	const server = "\n[package.dev-dependencies]\nserver = [{ name = \"a\" }]\n\n[package.metadata.requires-dev]\nserver = [{ name = \"a\" }]\n"
	group := func(revision string) members {
		m := members{names: []string{"api", "other"}, starts: []string{"api"}, revision: revision, more: map[string]string{"api": defines}, groups: map[string]string{"api": server}}
		if revision == "5" {
			m.groups["api"] = "default-groups = [\"server\"]\n" + server
		}
		return m
	}
	same := group("3")
	same.root = "[dependency-groups]\nserver = []\n[tool.uv]\ndefault-groups = [\"server\"]\n"
	dev := group("3")
	dev.more = nil
	dev.groups = nil
	dev.root = "[dependency-groups]\ndocs = []\n[tool.uv]\ndefault-groups = [\"docs\"]\n"
	for _, c := range []struct {
		name, dir, want string
		m               members
		s               resolve.Selection
		groups          string
	}{
		{"revision 3", ".", "--package api --group server --no-default-groups", group("3"), resolve.Selection{}, "server"},
		{"revision 5", ".", "--package api --group server --no-default-groups", group("5"), resolve.Selection{}, "server"},
		{"the same defaults", ".", "--package api", same, resolve.Selection{}, "server"},
		{"the same defaults, in its directory", "api", "--package api", same, resolve.Selection{}, "server"},
		{"the same defaults, from the directory of another", "other", "--package api", same, resolve.Selection{}, "server"},
		{"defaults are not wanted", ".", "--package api --no-default-groups", group("3"), resolve.Selection{NoDefaultGroups: true}, ""},
		{"dev is not there to be named", ".", "--package api --no-default-groups", dev, resolve.Selection{Dev: true}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := generator.Plan(t.Context(), c.m.fs(), c.dir, generator.Options{Package: "api", Selection: c.s, Frozen: true})
			if err != nil {
				t.Fatal(err)
			}
			if r.Plan == nil {
				t.Fatal(told(r))
			}
			if got := strings.Join(plan.Flags(r.Selection), " "); got != c.want {
				t.Errorf("flags %q, want %q", got, c.want)
			}
			check := strings.Join(r.Plan.Project.Check, " ")
			if !strings.Contains(check, c.want) || r.Plan.Lock != nil && !strings.Contains(strings.Join(r.Plan.Lock.Export, " "), c.want) {
				t.Errorf("check %q, export %+v", check, r.Plan.Lock)
			}
			if got := strings.Join(r.Target.Targets[0].Groups, " "); !strings.Contains(got, c.groups) || (r.Plan.Lock != nil) != (c.groups != "") {
				t.Errorf("groups %q, want %q; lock stage %+v", got, c.groups, r.Plan.Lock)
			}
		})
	}
}
