package plan_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
)

// below is a file system whose files lie in a directory of another one.
func below(dir string, files fstest.MapFS, more ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, file := range files {
		clean := dir
		for strings.HasPrefix(name, "../") {
			name = strings.TrimPrefix(name, "../")
			clean = clean[:strings.LastIndex(clean, "/")]
		}
		out[clean+"/"+name] = file
	}
	for _, name := range more {
		out[name] = &fstest.MapFile{}
	}
	return out
}

// outside is the shop with a library beside its directory, which api needs.
func outside() workspace {
	w := shop(tree{name: "x", dir: "../x", source: "directory", tables: packaged})
	w.trees[0].requires = []string{"a", "x"}
	return w
}

// TestContext: the layouts of the build context, and what is mounted and copied from where.
func TestContext(t *testing.T) {
	for _, c := range []struct {
		name, context string
		w             workspace
		files         []string
		build         string
		workdir       string
		copies        []string
	}{
		{
			"the lock root", "", shop(), nil, "docker build -f services/api/Dockerfile .", "/src",
			[]string{" pyproject.toml uv.lock -> ./", " libs/core -> libs/core", " services/api -> services/api"},
		},
		{
			"the member's directory", "member", shop(), nil, "docker build -f services/api/Dockerfile --build-context project_root=. services/api", "/src",
			[]string{"project_root pyproject.toml uv.lock -> ./", "project_root libs/core -> libs/core", " . -> services/api"},
		},
		{
			"the nearest common directory", "", outside(), nil, "docker build -f services/api/Dockerfile ..", "/src/shop",
			[]string{" shop/pyproject.toml shop/uv.lock -> ./", " x -> ../x", " shop/services/api -> services/api"},
		},
		{
			"the nearest common directory of one repository", "auto", outside(), []string{"home/.git/HEAD"}, "docker build -f services/api/Dockerfile ..", "/src/shop", nil,
		},
		{
			"beyond the repository, asked for", "common", outside(), []string{"home/shop/.git/HEAD"}, "docker build -f services/api/Dockerfile ..", "/src/shop", nil,
		},
		{
			"a named context", "named", outside(),
			[]string{"home/shop/.git/HEAD"},
			"docker build -f services/api/Dockerfile --build-context x=../x .", "/src/project",
			[]string{" pyproject.toml uv.lock -> ./", "x . -> ../x", " services/api -> services/api"},
		},
		{
			"the member's directory and a named context", "member", outside(), nil, "docker build -f services/api/Dockerfile --build-context project_root=. --build-context x=../x services/api", "/src/project",
			[]string{"project_root pyproject.toml uv.lock -> ./", "x . -> ../x", " . -> services/api"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := mustBelow(t, c.w, generator.Options{Package: "api", Context: c.context}, c.files...)
			if got := strings.Join(p.Build, " "); got != c.build {
				t.Errorf("%q, want %q", got, c.build)
			}
			if p.Context.Workdir != c.workdir {
				t.Errorf("workdir %q, want %q", p.Context.Workdir, c.workdir)
			}
			var copies []string
			for _, one := range p.Project.Copies {
				copies = append(copies, one.From+" "+strings.Join(one.Sources, " ")+" -> "+one.Target)
			}
			if c.copies != nil && !slices.Equal(copies, c.copies) {
				t.Errorf("copies %q, want %q", copies, c.copies)
			}
		})
	}
}

// mustBelow plans a member of a workspace at home/shop.
func mustBelow(t *testing.T, w workspace, o generator.Options, files ...string) *plan.Plan {
	t.Helper()
	p, findings := planBelow(t, w, o, files...)
	if p == nil {
		t.Fatal(findings.Err())
	}
	return p
}

func planBelow(t *testing.T, w workspace, o generator.Options, files ...string) (*plan.Plan, diag.List) {
	t.Helper()
	if o.Cmd == "" {
		o.Cmd = "python main.py"
	}
	r, err := generator.Plan(t.Context(), below("home/shop", w.fs(), files...), "home/shop", o)
	if err != nil {
		t.Fatal(err)
	}
	return r.Plan, r.Findings
}

// TestContextMounts: manifests are mounted from the context that holds them, at the place where
// the lock expects them.
func TestContextMounts(t *testing.T) {
	for context, want := range map[string]string{
		"common": "type=bind,source=x/pyproject.toml,target=../x/pyproject.toml",
		"named":  "type=bind,from=x,source=pyproject.toml,target=../x/pyproject.toml",
	} {
		p := mustBelow(t, outside(), generator.Options{Package: "api", Context: context})
		if !slices.Contains(p.Lock.Mounts, want) {
			t.Errorf("%s: %q lacks %q", context, p.Lock.Mounts, want)
		}
	}
	p := mustBelow(t, shop(), generator.Options{Package: "api", Context: "member"})
	for _, want := range []string{
		"type=bind,source=pyproject.toml,target=services/api/pyproject.toml",
		"type=bind,from=project_root,source=uv.lock,target=uv.lock",
		"type=bind,from=project_root,source=libs/other/pyproject.toml,target=libs/other/pyproject.toml",
	} {
		if !slices.Contains(p.Lock.Mounts, want) {
			t.Errorf("%q lacks %q", p.Lock.Mounts, want)
		}
	}
}

// TestContextRefused: no context that holds everything, or none that was asked for sensibly.
func TestContextRefused(t *testing.T) {
	root := shop(tree{name: "root", dir: ".", source: "editable", tables: packaged, requires: []string{"a"}})
	for _, c := range []struct {
		name          string
		w             workspace
		at            string
		o             generator.Options
		file          string
		code, message string
	}{
		{"beyond the repository", outside(), "home/shop", generator.Options{Package: "api"}, "home/shop/.git/HEAD", "outside-context", "outside this repository"},
		{"the whole file system", outside(), "home", generator.Options{Package: "api"}, "x/main.py", "outside-context", "root of the file system"},
		{"an unknown layout", outside(), "home/shop", generator.Options{Package: "api", Context: "commn"}, "home/x/main.py", "usage", "--context"},
		{"no directory of its own", root, "home/shop", generator.Options{Package: "root", Context: "member"}, "home/x/main.py", "usage", "directory of its own"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.o.Cmd = "python main.py"
			files := c.w.fs()
			if c.at == "home" { // nothing lies above it
				x := files["../x/pyproject.toml"]
				delete(files, "../x/pyproject.toml")
				delete(files, "../x/main.py")
				files = below("home", files)
				files["x/pyproject.toml"] = x
			} else {
				files = below(c.at, files)
			}
			files[c.file] = &fstest.MapFile{}
			r, err := generator.Plan(t.Context(), files, c.at, c.o)
			if err != nil {
				t.Fatal(err)
			}
			if r.Plan != nil || !slices.Contains(codes(r.Findings, diag.Error), c.code) || !strings.Contains(r.Findings.Err().Error(), c.message) {
				t.Errorf("%v", r.Findings)
			}
		})
	}
}

// TestReached: what a build back end is told to read outside its directory is copied too, and
// other words of the manifest are not.
func TestReached(t *testing.T) {
	w := shop()
	w.trees[0].project = "readme = \"../../README.md\""
	w.trees[0].tables += "[tool.hatch.build.targets.wheel.force-include]\n\"../../shared/schema\" = \"api/schema\"\n\"../gone\" = \"api/gone\"\n[tool.ruff]\nextend = \"../../ruff.toml\"\n[tool.hatch.version.raw-options]\nroot = \"../..\"\n"
	w.files = map[string]string{"README.md": "", "shared/schema/a.json": "{}", "ruff.toml": ""}
	p := must(t, w, generator.Options{Package: "api"})
	if got := strings.Join(copied(p), " "); got != "README.md libs/core services/api shared/schema" {
		t.Errorf("copies %q", got)
	}
	w.trees[0].project = "readme = \"../../../README.md\""
	p = mustBelow(t, w, generator.Options{Package: "api"}, "home/README.md")
	if got := strings.Join(p.Build, " "); got != "docker build -f services/api/Dockerfile .." {
		t.Errorf("%q", got)
	}
}
