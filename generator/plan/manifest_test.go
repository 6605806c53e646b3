package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
)

// TestSettings: the manifest is bound where packages are installed exactly when it has a setting
// that changes what is installed. Each bind makes the layer depend on the whole file.
func TestSettings(t *testing.T) {
	for _, c := range []struct {
		name, tables string
		sdist        bool
		want         []string
	}{
		{"none", "", false, nil},
		{"a setting that is about locking", "[tool.uv]\nexclude-newer = \"2026-01-01T00:00:00Z\"\n", false, nil},
		{"no-binary-package", "[tool.uv]\nno-binary-package = [\"b\"]\n", false, []string{"no-binary-package"}},
		{"config-settings and another", "[tool.uv]\nconfig-settings = {}\nbuild-constraint-dependencies = []\n", false, []string{"build-constraint-dependencies", "config-settings"}},
		{"an index, only wheels", "[[tool.uv.index]]\nname = \"pytorch\"\nurl = \"https://download.pytorch.org/whl/cpu\"\n", false, nil},
		{"an index, something is built", "[[tool.uv.index]]\nname = \"pytorch\"\nurl = \"https://download.pytorch.org/whl/cpu\"\n", true, []string{"index"}},
		{"another tool's setting of that name", "[tool.other]\nno-binary-package = [\"b\"]\n", true, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := fixture{tables: c.tables, requires: []string{"a"}, packages: wheel("a", public)}
			if c.sdist {
				f.packages = sdist("a", public)
			}
			p := must(t, f, generator.Options{Frozen: true})
			bound := slices.Contains(p.Dependencies.Mounts, "type=bind,source=pyproject.toml,target=pyproject.toml")
			if !slices.Equal(p.Dependencies.Settings, c.want) || bound != (len(c.want) > 0) {
				t.Errorf("settings %q, mounts %q; want %q", p.Dependencies.Settings, p.Dependencies.Mounts, c.want)
			}
		})
	}
}

func TestSecrets(t *testing.T) {
	index := func(more string) string {
		return "[[tool.uv.index]]\nname = \"my company.x\"\nurl = \"" + company + "\"\n" + more
	}
	user, password := "type=secret,id=UV_INDEX_MY_COMPANY_X_USERNAME,env=UV_INDEX_MY_COMPANY_X_USERNAME", "type=secret,id=UV_INDEX_MY_COMPANY_X_PASSWORD,env=UV_INDEX_MY_COMPANY_X_PASSWORD"
	for _, c := range []struct {
		name, tables, from string
		want               []string
	}{
		{"an index that may want credentials", index(""), company, []string{user, password}},
		{"an index with another end of its URL", index(""), company + "/", []string{user, password}},
		{"one that always does", index("authenticate = \"always\"\n"), company, []string{user + ",required=true", password + ",required=true"}},
		{"one that nothing comes from", index(""), public, nil},
		{"without a name", "[[tool.uv.index]]\nurl = \"" + company + "\"\n", company, nil},
		{"known to be public", "[[tool.uv.index]]\nname = \"pytorch\"\nurl = \"https://download.pytorch.org/whl/cpu\"\n", "https://download.pytorch.org/whl/cpu", nil},
		{"a directory", "[[tool.uv.index]]\nname = \"local\"\nurl = \"./wheels\"\n", public, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, findings := planned(t, fixture{tables: c.tables, requires: []string{"a"}, packages: wheel("a", c.from)}, generator.Options{})
			if p == nil {
				t.Fatal(findings.Err())
			}
			got := slices.DeleteFunc(slices.Clone(p.Dependencies.Mounts), func(m string) bool { return !strings.HasPrefix(m, "type=secret") })
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
			if told := slices.Contains(codes(findings, diag.Note), "index-credentials"); told != (len(c.want) > 0) || told != (decision(p, "secrets").Key != "") {
				t.Errorf("findings %v, decision %+v", findings, decision(p, "secrets"))
			}
		})
	}
}

// TestIgnore: what pyproject.toml names, or what is started, is never hidden from the build.
func TestIgnore(t *testing.T) {
	lists := func(t *testing.T, f fixture, o generator.Options) []string {
		t.Helper()
		var out []string
		for _, g := range must(t, f, o).Ignore {
			out = append(out, g.Patterns...)
		}
		return out
	}
	for _, c := range []struct {
		name    string
		f       fixture
		o       generator.Options
		pattern string
		hidden  bool
	}{
		{"docs", fixture{}, generator.Options{}, "docs", true},
		{"a readme below docs", fixture{project: "readme = \"docs/README.md\"", files: map[string]string{"docs/README.md": ""}}, generator.Options{}, "docs", false},
		{"a readme below docs that is not there", fixture{project: "readme = \"docs/README.md\""}, generator.Options{}, "docs", true},
		{"a readme elsewhere", fixture{project: "readme = \"README.md\"", files: map[string]string{"README.md": "", "docs/x": ""}}, generator.Options{}, "docs", true},
		{"a glob below docs", fixture{tables: "[tool.hatch.build]\ninclude = [\"docs/*.md\"]\n", files: map[string]string{"docs/a.md": ""}}, generator.Options{}, "docs", false},
		{"a directory that is named", fixture{tables: "[tool.x]\npath = \"./tests\"\n", files: map[string]string{"tests/a.py": ""}}, generator.Options{}, "tests", false},
		{"a word that is no path", fixture{tables: "[tool.x]\nword = \"tests are good\"\n", files: map[string]string{"tests/a.py": ""}}, generator.Options{}, "tests", true},
		{"a module that is started", fixture{files: map[string]string{"tests/serve.py": ""}}, generator.Options{Cmd: "python tests/serve.py"}, "tests", false},
		{"shared objects", fixture{}, generator.Options{}, "**/*.so", true},
		{"shared objects that are shipped", fixture{tables: "[tool.setuptools.package-data]\nx = [\"lib/*.so\"]\n"}, generator.Options{}, "**/*.so", false},
		{"secrets are hidden whatever is named", fixture{tables: "[tool.x]\nf = \".env\"\n", files: map[string]string{".env": ""}}, generator.Options{}, "**/.env", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := slices.Contains(lists(t, c.f, c.o), c.pattern); got != c.hidden {
				t.Errorf("%s is hidden: %t, want %t", c.pattern, got, c.hidden)
			}
		})
	}
}

// TestVersionArgument: a version from version control becomes a build argument for exactly the
// back ends that read it.
func TestVersionArgument(t *testing.T) {
	build := func(requires string) string {
		return "[build-system]\nrequires = [" + requires + "]\nbuild-backend = \"x\"\n"
	}
	const dynamic = "dynamic = [\"version\"]"
	for _, c := range []struct {
		name, project, tables string
		want                  []string
	}{
		{"setuptools-scm", dynamic, build(`"setuptools>=64", "setuptools_scm[toml]>=8"`), []string{"SETUPTOOLS_SCM_PRETEND_VERSION_FOR_MY_APP"}},
		{"hatch-vcs", dynamic, build(`"hatchling", "hatch-vcs"`), []string{"SETUPTOOLS_SCM_PRETEND_VERSION"}},
		{"uv-dynamic-versioning", dynamic, build(`"hatchling", "uv-dynamic-versioning"`), []string{"UV_DYNAMIC_VERSIONING_BYPASS"}},
		{"poetry-dynamic-versioning", dynamic, build(`"poetry-core", "poetry-dynamic-versioning"`), []string{"POETRY_DYNAMIC_VERSIONING_BYPASS"}},
		{"pbr", dynamic, build(`"pbr>=6"`), []string{"PBR_VERSION"}},
		{"pdm with version control", dynamic, build(`"pdm-backend"`) + "[tool.pdm.version]\nsource = \"scm\"\n", []string{"PDM_BUILD_SCM_VERSION"}},
		{"pdm with a file", dynamic, build(`"pdm-backend"`) + "[tool.pdm.version]\nsource = \"file\"\n", nil},
		{"pdm with nothing", dynamic, build(`"pdm-backend"`), nil},
		{"a dynamic version from a file", dynamic, build(`"hatchling"`), nil},
		{"a static version", "", build(`"setuptools", "setuptools-scm"`), nil},
		{"two back ends", dynamic, build(`"hatch-vcs", "setuptools-scm"`), []string{"SETUPTOOLS_SCM_PRETEND_VERSION", "SETUPTOOLS_SCM_PRETEND_VERSION_FOR_MY_APP"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := must(t, fixture{project: c.project, tables: c.tables, source: "editable", files: map[string]string{"src/my_app/__init__.py": ""}}, generator.Options{})
			var got []string
			if v := p.Project.Version; v != nil {
				got = v.Env
				if v.Arg == "" || v.Default == "" || decision(p, "version").Key == "" {
					t.Errorf("%+v, %+v", v, decision(p, "version"))
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestPaths: what lies outside the build context, or has a name that no mount can carry, is
// refused; nothing is escaped three times over.
func TestPaths(t *testing.T) {
	for _, c := range []struct{ dir, code string }{
		{"libs/core", ""},
		{"libs/core-2_x.y+z@a", ""},
		{"größe/日本", ""},
		{"my libs", "unsupported-path"},
		{"a,b", "unsupported-path"},
		{"$HOME", "unsupported-path"},
		{"a'b", "unsupported-path"},
		{"../core", "outside-context"},
		{"..", "outside-context"},
	} {
		t.Run(c.dir, func(t *testing.T) {
			f := fixture{
				requires: []string{"core"},
				tables:   "[tool.uv.sources]\ncore = { path = \"" + c.dir + "\" }\n",
				packages: "\n[[package]]\nname = \"core\"\nversion = \"1\"\nsource = { directory = \"" + c.dir + "\" }\n",
				files:    map[string]string{},
			}
			if !strings.HasPrefix(c.dir, "..") {
				f.files[c.dir+"/pyproject.toml"] = "[project]\nname = \"core\"\nversion = \"1\"\n\n[build-system]\nrequires = [\"uv_build\"]\nbuild-backend = \"uv_build\"\n"
			}
			p, findings := planned(t, f, generator.Options{Frozen: true})
			if c.code == "" {
				if p == nil || !slices.Equal(p.Project.Install, []string{"./" + c.dir}) {
					t.Errorf("%+v, %v", p, findings.Err())
				}
				return
			}
			if got := codes(findings, diag.Error); !slices.Contains(got, c.code) {
				t.Errorf("errors %q, want %s", got, c.code)
			}
		})
	}
}
