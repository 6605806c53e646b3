package plan_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
)

const (
	packaged = "[build-system]\nrequires = [\"uv_build\"]\nbuild-backend = \"uv_build\"\n"
	loop     = "import time\n\nwhile True:\n    time.sleep(1)\n"
)

// tree is one local directory of a workspace in memory.
type tree struct {
	// name is that of the package, dir its directory.
	name, dir string
	// source is how the lock has it: "virtual", "editable" or "directory"; the last is no member.
	source string
	// project is more of [project], tables is what follows it.
	project, tables string
	// requires are the names of its dependencies.
	requires []string
}

// workspace is a workspace in memory: its trees, and more of the root's manifest and of the lock.
type workspace struct {
	trees        []tree
	root, locked string
	revision     string
	files        map[string]string
}

func quoted(words []string, before, after string) string {
	var out []string
	for _, w := range words {
		out = append(out, before+w+after)
	}
	return strings.Join(out, ", ")
}

// edges are the dependencies of a tree: as the lock has them, as its metadata there has them, and
// as [tool.uv.sources] says where they are.
func (w workspace) edges(t tree) (edges, metadata, sources string) {
	var requires []string
	for _, name := range t.requires {
		from := ""
		for _, other := range w.trees {
			if other.name != name {
				continue
			}
			from = ", " + other.source + " = \"" + other.dir + "\""
			if other.source == "directory" {
				up := strings.Repeat("../", strings.Count(t.dir, "/")+1)
				sources += name + " = { path = \"" + up + other.dir + "\" }\n"
			} else {
				sources += name + " = { workspace = true }\n"
			}
		}
		requires = append(requires, `{ name = "`+name+`"`+from+" }")
	}
	if sources != "" {
		sources = "[tool.uv.sources]\n" + sources
	}
	return quoted(t.requires, `{ name = "`, `" }`), strings.Join(requires, ", "), sources
}

func (w workspace) fs() fstest.MapFS {
	var members, dirs []string
	packages, out := "", fstest.MapFS{}
	virtualRoot := true
	for _, t := range w.trees {
		if t.source != "directory" {
			members = append(members, t.name)
			if t.dir != "." {
				dirs = append(dirs, t.dir)
			}
		}
		edges, metadata, sources := w.edges(t)
		version := "version = \"1\"\n"
		if strings.Contains(t.project, "\"version\"") {
			version = ""
		}
		manifest := "[project]\nname = \"" + t.name + "\"\n" + version + "requires-python = \">=3.12\"\n"
		if !strings.Contains(t.project, "\"dependencies\"") {
			manifest += "dependencies = [" + quoted(t.requires, `"`, `"`) + "]\n"
		}
		manifest += t.project + "\n" + t.tables + sources
		virtualRoot = virtualRoot && t.dir != "."
		out[strings.TrimPrefix(t.dir+"/", "./")+"pyproject.toml"] = &fstest.MapFile{Data: []byte(manifest)}
		out[strings.TrimPrefix(t.dir+"/", "./")+"main.py"] = &fstest.MapFile{Data: []byte(loop)}
		packages += "\n[[package]]\nname = \"" + t.name + "\"\n" + version + "source = { " + t.source + " = \"" + t.dir + "\" }\ndependencies = [" + edges + "]\n\n[package.metadata]\nrequires-dist = [" + metadata + "]\n"
	}
	root := "[tool.uv.workspace]\nmembers = [" + quoted(dirs, `"`, `"`) + "]\n" + w.root
	if virtualRoot {
		out["pyproject.toml"] = &fstest.MapFile{}
	}
	out["pyproject.toml"].Data = append(out["pyproject.toml"].Data, root...)
	revision := w.revision
	if revision == "" {
		revision = "3"
	}
	out["uv.lock"] = &fstest.MapFile{Data: []byte("version = 1\nrevision = " + revision + "\nrequires-python = \">=3.12\"\n\n[manifest]\nmembers = [" + quoted(members, `"`, `"`) + "]\n" + w.locked + packages)}
	for name, text := range w.files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// plannedFor plans a member of a workspace. The lock need not be current in its metadata: these
// tests are about the plan.
func plannedFor(t *testing.T, w workspace, o generator.Options) (*plan.Plan, diag.List) {
	t.Helper()
	if o.Cmd == "" {
		o.Cmd = "python main.py"
	}
	r, err := generator.Plan(t.Context(), w.fs(), ".", o)
	if err != nil {
		t.Fatal(err)
	}
	return r.Plan, r.Findings
}

func mustFor(t *testing.T, w workspace, o generator.Options) *plan.Plan {
	t.Helper()
	p, findings := plannedFor(t, w, o)
	if p == nil {
		t.Fatal(findings.Err())
	}
	return p
}

// shop is a workspace of a service, a library it needs, one it does not need, and their packages.
func shop(more ...tree) workspace {
	return workspace{
		trees: append([]tree{
			{name: "api", dir: "services/api", source: "editable", tables: packaged, requires: []string{"a", "core"}},
			{name: "core", dir: "libs/core", source: "editable", tables: packaged, requires: []string{"b"}},
			{name: "other", dir: "libs/other", source: "editable", tables: packaged, requires: []string{"c"}},
		}, more...),
		locked: wheel("a", public) + wheel("b", public) + wheel("c", public),
	}
}

func mounted(p *plan.Plan) []string {
	var out []string
	for _, m := range p.Lock.Mounts {
		_, target, _ := strings.Cut(m, ",target=")
		out = append(out, target)
	}
	return out
}

// TestClosure: every manifest is bound where the lock is confirmed, and only the directories of
// the closure are copied.
func TestClosure(t *testing.T) {
	p := mustFor(t, shop(), generator.Options{Package: "api"})
	if got, want := mounted(p), strings.Fields("pyproject.toml libs/core/pyproject.toml libs/other/pyproject.toml services/api/pyproject.toml uv.lock"); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
		t.Errorf("mounts %q", got)
	}
	if got := strings.Join(p.Project.Sources, " "); got != "libs/core services/api" {
		t.Errorf("sources %q", got)
	}
	if got := strings.Join(p.Lock.Export, " "); got != "--locked --package api --no-emit-workspace" || !p.Lock.Workspace {
		t.Errorf("export %q", got)
	}
	if got := strings.Join(p.Project.Check, " "); got != "--frozen --package api --no-install-workspace --check" {
		t.Errorf("check %q", got)
	}
	if p.Output != "services/api/Dockerfile" || p.Project.Dir != "services/api" || p.Project.Script {
		t.Errorf("%s, %+v", p.Output, p.Project)
	}
	if got := strings.Join(p.Project.Install, " "); got != "./libs/core ./services/api" {
		t.Errorf("install %q", got)
	}
}

// TestUnrelated: what another member says, depends on or holds changes nothing of a member's plan.
func TestUnrelated(t *testing.T) {
	before := mustFor(t, shop(), generator.Options{Package: "api"})
	changed := shop()
	changed.trees[2].requires = []string{"c", "d"}
	changed.trees[2].project = "description = \"new\""
	changed.locked += wheel("d", public)
	changed.files = map[string]string{"libs/other/src/other/__init__.py": "x = 1\n"}
	after := mustFor(t, changed, generator.Options{Package: "api"})
	if !slices.Equal(before.Lock.Mounts, after.Lock.Mounts) || !slices.Equal(before.Dependencies.Mounts, after.Dependencies.Mounts) || !slices.Equal(before.Project.Sources, after.Project.Sources) {
		t.Errorf("%+v\n%+v", before.Project, after.Project)
	}
}

// TestSources: the copies of the project stage, for members at all kinds of places.
func TestSources(t *testing.T) {
	root := func(requires ...string) tree {
		return tree{name: "root", dir: ".", source: "editable", tables: packaged, requires: requires}
	}
	needsRoot := shop(root())
	needsRoot.trees[0].requires = []string{"a", "root"}
	nested := shop(tree{name: "plugin", dir: "services/api/plugin", source: "editable", tables: packaged})
	nested.trees[0].requires = []string{"a", "plugin"}
	virtual := shop()
	virtual.trees[0].source, virtual.trees[0].tables = "virtual", ""
	beside := shop(tree{name: "x", dir: "vendor/x", source: "directory", tables: packaged})
	beside.trees[0].requires = []string{"a", "x"}
	for _, c := range []struct {
		name            string
		w               workspace
		member          string
		sources, script string
	}{
		{"a root outside the closure", shop(root()), "api", "libs/core services/api", ""},
		{"the root is in the closure", needsRoot, "api", "", ""},
		{"the root is the member", shop(root("a")), "root", "", ""},
		{"a member below another", nested, "api", "services/api", ""},
		{"the member below", nested, "plugin", "services/api/plugin", ""},
		{"no package", virtual, "api", "libs/core services/api", "services/api"},
		{"a path dependency that is no member", beside, "api", "services/api vendor/x", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := mustFor(t, c.w, generator.Options{Package: c.member})
			if got := strings.Join(p.Project.Sources, " "); got != c.sources {
				t.Errorf("sources %q, want %q", got, c.sources)
			}
			if p.Project.Script != (c.script != "") || p.Project.Script && p.Project.Dir != c.script {
				t.Errorf("%+v", p.Project)
			}
		})
	}
}

// TestForeignPath: --locked makes uv read the manifests of every path dependency of the lock,
// those of other members included.
func TestForeignPath(t *testing.T) {
	w := shop(tree{name: "x", dir: "vendor/x", source: "directory", tables: packaged})
	w.trees[2].requires = []string{"c", "x"}
	p := mustFor(t, w, generator.Options{Package: "api"})
	if !slices.Contains(mounted(p), "vendor/x/pyproject.toml") || slices.Contains(p.Project.Sources, "vendor/x") {
		t.Errorf("mounts %q, sources %q", mounted(p), p.Project.Sources)
	}
}

// TestForeignPathUnconfirmed: where a path dependency of another member cannot be read, nobody
// confirms the lock. Dynamic dependencies are said; what lies outside is refused but for --frozen.
func TestForeignPathUnconfirmed(t *testing.T) {
	for _, c := range []struct {
		name, dir, project string
		frozen             bool
		refused, warned    string
	}{
		{"outside the context", "../x", "", false, "outside-context", ""},
		{"outside the context, frozen", "../x", "", true, "", ""},
		{"dynamic", "vendor/x", "dynamic = [\"dependencies\"]", false, "", "dynamic-dependencies"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := shop(tree{name: "x", dir: c.dir, source: "directory", project: c.project, tables: packaged})
			w.trees[2].requires = []string{"c", "x"}
			p, findings := plannedFor(t, w, generator.Options{Package: "api", Frozen: c.frozen})
			if errors := strings.Join(codes(findings, diag.Error), " "); errors != c.refused || (p == nil) != (c.refused != "") {
				t.Fatalf("%q, want %q: %v", errors, c.refused, findings)
			}
			if p == nil {
				return
			}
			if p.Lock.Verified || p.Lock.Export[0] != "--frozen" || slices.ContainsFunc(mounted(p), func(m string) bool { return strings.HasPrefix(m, c.dir) }) {
				t.Errorf("export %q, mounts %q", p.Lock.Export, mounted(p))
			}
			if got := slices.Contains(codes(findings, diag.Warning), "dynamic-dependencies"); got != (c.warned != "") {
				t.Errorf("%v", findings)
			}
		})
	}
}

// TestForeignArchive: the same for a wheel in the repository, which the dependency layer does not see.
func TestForeignArchive(t *testing.T) {
	w := shop()
	w.locked += "\n[[package]]\nname = \"x\"\nversion = \"1\"\nsource = { path = \"vendor/x-1-py3-none-any.whl\" }\nwheels = [{ filename = \"x-1-py3-none-any.whl\", hash = \"sha256:" + strings.Repeat("0", 64) + "\" }]\n"
	p := mustFor(t, w, generator.Options{Package: "api"})
	if archive := "vendor/x-1-py3-none-any.whl"; !slices.Contains(mounted(p), archive) || strings.Contains(strings.Join(p.Dependencies.Mounts, " "), archive) {
		t.Errorf("lock %q, dependencies %q", mounted(p), p.Dependencies.Mounts)
	}
}

// TestDynamicMember: uv cannot confirm a lock with dynamic dependencies from manifests, whichever
// member has them.
func TestDynamicMember(t *testing.T) {
	for _, i := range []int{0, 2} {
		w := shop()
		w.trees[i].project = "dynamic = [\"dependencies\"]"
		p, findings := plannedFor(t, w, generator.Options{Package: "api"})
		if p == nil {
			t.Fatal(findings.Err())
		}
		if p.Lock.Verified || p.Lock.Export[0] != "--frozen" || p.Project.Check[0] != "--frozen" || p.Project.Verified {
			t.Errorf("%s: %q, %q", w.trees[i].name, p.Lock.Export, p.Project.Check)
		}
		if !slices.Contains(codes(findings, diag.Warning), "dynamic-dependencies") {
			t.Errorf("%s: %v", w.trees[i].name, findings)
		}
	}
}

// TestVersionsOfMembers: each member of the closure gets its version by its own variable, and no
// other member takes part.
func TestVersionsOfMembers(t *testing.T) {
	const scm = "[build-system]\nrequires = [\"setuptools\", \"setuptools-scm\"]\nbuild-backend = \"setuptools.build_meta\"\n[tool.setuptools_scm]\n"
	w := shop()
	for i := range w.trees[1:] {
		w.trees[i+1].project, w.trees[i+1].tables = "dynamic = [\"version\"]", scm
	}
	p := mustFor(t, w, generator.Options{Package: "api"})
	if v := p.Project.Version; v == nil || !slices.Equal(v.Env, []string{"SETUPTOOLS_SCM_PRETEND_VERSION_FOR_CORE"}) {
		t.Errorf("%+v", v)
	}
}

// TestRefusedPlaces: a tree that the context does not hold, or that a Dockerfile cannot name.
func TestRefusedPlaces(t *testing.T) {
	outside := shop(tree{name: "x", dir: "../x", source: "directory", tables: packaged})
	outside.trees[0].requires = []string{"a", "x"}
	space, dollar := shop(), shop()
	space.trees[0].dir, dollar.trees[2].dir = "services/my api", "libs/$other"
	for _, c := range []struct {
		name, code string
		w          workspace
	}{
		{"outside", "outside-context", outside},
		{"a space in the member's directory", "unsupported-path", space},
		{"a dollar in another member's directory", "unsupported-path", dollar},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, findings := plannedFor(t, c.w, generator.Options{Package: "api"})
			if p != nil || !slices.Contains(codes(findings, diag.Error), c.code) {
				t.Errorf("%v", findings)
			}
		})
	}
}

// TestIgnoreOfMembers: a member below docs/ or tests/ is not hidden, nor what the manifest of any
// tree of the closure names.
func TestIgnoreOfMembers(t *testing.T) {
	moved := shop()
	moved.trees[0].dir, moved.trees[2].dir = "docs/api", "tests/other"
	shipped := shop()
	shipped.trees[1].tables += "[tool.setuptools.package-data]\ncore = [\"*.so\"]\n"
	readme := shop(tree{name: "root", dir: ".", source: "editable", tables: packaged, project: "readme = \"docs/README.md\""})
	readme.files = map[string]string{"docs/README.md": ""}
	needed := workspace{trees: slices.Clone(readme.trees), locked: readme.locked, files: maps.Clone(readme.files)}
	needed.trees[0].requires = []string{"a", "root"}
	for _, c := range []struct {
		name, pattern string
		w             workspace
		hidden        bool
	}{
		{"docs", "docs", shop(), true},
		{"the member is below docs", "docs", moved, false},
		{"another member is below tests", "tests", moved, false},
		{"a library of the closure ships shared objects", "**/*.so", shipped, false},
		{"nobody ships shared objects", "**/*.so", shop(), true},
		{"the root's readme, and the root is in the closure", "docs", needed, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var lines []string
			for _, g := range mustFor(t, c.w, generator.Options{Package: "api"}).Ignore {
				lines = append(lines, g.Patterns...)
			}
			if got := slices.Contains(lines, c.pattern); got != c.hidden {
				t.Errorf("%s is hidden: %t, want %t", c.pattern, got, c.hidden)
			}
		})
	}
}
