package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
)

// TestClosure: every manifest is bound where the lock is confirmed, and only the directories of
// the closure are copied.
func TestClosure(t *testing.T) {
	p := must(t, shop(), generator.Options{Package: "api"})
	if got, want := mounted(p), strings.Fields("pyproject.toml libs/core/pyproject.toml libs/other/pyproject.toml services/api/pyproject.toml uv.lock"); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
		t.Errorf("mounts %q", got)
	}
	if got := strings.Join(copied(p), " "); got != "libs/core services/api" {
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
	before := must(t, shop(), generator.Options{Package: "api"})
	changed := shop()
	changed.trees[2].requires = []string{"c", "d"}
	changed.trees[2].project = "description = \"new\""
	changed.locked += wheel("d", public)
	changed.files = map[string]string{"libs/other/src/other/__init__.py": "x = 1\n"}
	after := must(t, changed, generator.Options{Package: "api"})
	if !slices.Equal(before.Lock.Mounts, after.Lock.Mounts) || !slices.Equal(before.Dependencies.Mounts, after.Dependencies.Mounts) || !slices.Equal(copied(before), copied(after)) {
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
		{"the root is in the closure", needsRoot, "api", ".", ""},
		{"the root is the member", shop(root("a")), "root", ".", ""},
		{"a member below another", nested, "api", "services/api", ""},
		{"the member below", nested, "plugin", "services/api/plugin", ""},
		{"no package", virtual, "api", "libs/core services/api", "services/api"},
		{"a path dependency that is no member", beside, "api", "services/api vendor/x", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := must(t, c.w, generator.Options{Package: c.member})
			if got := strings.Join(copied(p), " "); got != c.sources {
				t.Errorf("sources %q, want %q", got, c.sources)
			}
			if p.Project.Script != (c.script != "") || p.Project.Script && p.Project.Dir != c.script {
				t.Errorf("%+v", p.Project)
			}
		})
	}
}

// TestDynamicMember: uv cannot confirm a lock with dynamic dependencies from manifests, whichever
// member has them.
func TestDynamicMember(t *testing.T) {
	for _, i := range []int{0, 2} {
		w := shop()
		w.trees[i].project = "dynamic = [\"dependencies\"]"
		p, findings := planned(t, w, generator.Options{Package: "api"})
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
	p := must(t, w, generator.Options{Package: "api"})
	if v := p.Project.Version; v == nil || !slices.Equal(v.Env, []string{"SETUPTOOLS_SCM_PRETEND_VERSION_FOR_CORE"}) {
		t.Errorf("%+v", v)
	}
}
