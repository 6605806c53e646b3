package stale_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/stale"
)

const root = `[project]
name = "app"
version = "1.0.0"
requires-python = ">=3.11"
dependencies = [
    "httpx>=0.27",
    "lib",
    "tool",
    "torch; sys_platform != 'win32'",
]

[project.optional-dependencies]
fast = ["orjson"]
none = []

[build-system]
requires = ["uv_build"]

[dependency-groups]
lint = ["ruff"]
dev = ["pytest>=8", { include-group = "lint" }]

[tool.uv]
constraint-dependencies = ["httpx<1"]
override-dependencies = ["orjson>=3"]
exclude-dependencies = ["gone"]
build-constraint-dependencies = ["setuptools<80"]
environments = ["sys_platform == 'linux'"]
required-environments = ["sys_platform == 'linux'"]
default-groups = ["dev", "lint"]
conflicts = [[{ extra = "fast" }, { group = "lint" }]]
prerelease = "allow"
exclude-newer = "7 days"

[tool.uv.dependency-groups]
lint = { requires-python = ">=3.12" }

[[tool.uv.index]]
name = "cpu"
url = "https://cpu.example/simple"
explicit = true

[tool.uv.workspace]
members = ["packages/*"]

[tool.uv.sources]
lib = { workspace = true }
tool = { git = "https://git.example/tool", tag = "v1", subdirectory = "py" }
torch = [{ index = "cpu", marker = "sys_platform == 'linux'" }]
`

const member = `[project]
name = "lib"
version = "2"
requires-python = ">=3.10"
dependencies = ["leaf"]

[tool.uv.sources]
leaf = { path = "../../leaf" }
`

const leaf = "[project]\nname = \"leaf\"\nversion = \"3\"\ndependencies = [\"orjson\"]\n"

const lock = `version = 1
revision = 5
requires-python = ">=3.11"
supported-markers = ["sys_platform == 'linux'"]
required-markers = ["sys_platform == 'linux'"]
conflicts = [[
    { package = "app", extra = "fast" },
    { package = "app", group = "lint" },
], [
    { package = "app", extra = "fast" },
    { package = "app", group = "dev" },
]]

[options]
prerelease-mode = "allow"
exclude-newer = "0001-01-01T00:00:00Z"
exclude-newer-span = "P7D"

[manifest]
members = ["app", "lib"]
constraints = [{ name = "httpx", specifier = "<1" }]
overrides = [{ name = "orjson", specifier = ">=3" }]
excludes = ["gone"]
build-constraints = [{ name = "setuptools", specifier = "<80" }]

[[package]]
name = "app"
version = "1.0.0"
source = { editable = "." }
default-groups = ["dev", "lint"]
dependencies = [{ name = "httpx" }, { name = "lib" }, { name = "tool" }, { name = "torch" }]

[package.group-requires-python]
lint = ">=3.12"

[package.metadata]
requires-dist = [
    { name = "httpx", specifier = ">=0.27" },
    { name = "lib", editable = "packages/lib" },
    { name = "orjson", marker = "extra == 'fast'" },
    { name = "tool", git = "https://git.example/tool?subdirectory=py&tag=v1" },
    { name = "torch", marker = "sys_platform != 'linux' and sys_platform != 'win32'" },
    { name = "torch", marker = "sys_platform == 'linux'", index = "https://cpu.example/simple" },
]
provides-extras = ["fast", "none"]

[package.metadata.requires-dev]
dev = [
    { name = "pytest", specifier = ">=8" },
    { name = "ruff", marker = "python_full_version >= '3.12'" },
]
lint = [{ name = "ruff", marker = "python_full_version >= '3.12'" }]

[[package]]
name = "httpx"
version = "0.27.0"
source = { registry = "https://index.example/simple" }

[[package]]
name = "leaf"
version = "3"
source = { directory = "leaf" }
dependencies = [{ name = "orjson" }]

[package.metadata]
requires-dist = [{ name = "orjson" }]

[[package]]
name = "lib"
version = "2"
source = { editable = "packages/lib" }
dependencies = [{ name = "leaf" }]

[package.metadata]
requires-dist = [{ name = "leaf", directory = "leaf" }]

[[package]]
name = "orjson"
version = "3"
source = { registry = "https://index.example/simple" }

[[package]]
name = "tool"
version = "1"
source = { git = "https://git.example/tool?subdirectory=py&tag=v1#0123" }

[[package]]
name = "torch"
version = "1"
source = { registry = "https://cpu.example/simple" }
`

// check reads the project with one edit and returns what is stale in it, a line each.
func check(t *testing.T, name, before, after string) []string {
	t.Helper()
	files := map[string]string{"pyproject.toml": root, "packages/lib/pyproject.toml": member, "leaf/pyproject.toml": leaf, "uv.lock": lock}
	if !strings.Contains(files[name], before) {
		t.Fatalf("%s has no %q", name, before)
	}
	files[name] = strings.Replace(files[name], before, after, 1)
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	p, findings := project.Read(fsys, ".")
	if findings.HasErrors() {
		t.Fatalf("the edited project does not read: %v", findings)
	}
	var got []string
	for _, f := range stale.Check(p) {
		if f.Code != "stale-lock" || f.Severity != "error" || f.Fix != "run `uv lock`" {
			t.Errorf("finding %+v", f)
		}
		got = append(got, f.Place().String()+" "+f.Message)
	}
	return got
}

// TestCurrent holds that an edit which changes no meaning is not reported.
func TestCurrent(t *testing.T) {
	const py, lib = "pyproject.toml", "packages/lib/pyproject.toml"
	for _, edit := range [][4]string{
		{"nothing", py, "", ""},
		{"spacing and case", py, `"httpx>=0.27"`, `"HTTPX >= 0.27.0"`},
		{"order", py, "    \"lib\",\n    \"tool\",\n", "    \"tool\",\n    \"lib\",\n"},
		{"twice", py, `    "lib",`, `    "lib", "lib",`},
		{"marker that always holds", py, `    "lib",`, `    "lib; python_version >= '3.0'",`},
		{"marker in other words", py, `sys_platform != 'win32'`, `'win32' != sys_platform`},
		{"version in other words", py, `version = "1.0.0"`, `version = "1.0"`},
		{"requires-python in other words", py, `requires-python = ">=3.11"`, `requires-python = ">=3.11.0"`},
		{"a hole in requires-python", py, `requires-python = ">=3.11"`, `requires-python = ">=3.11,!=3.12.1"`},
		{"a member's wider requires-python", lib, `">=3.10"`, `">=3.9"`},
		{"dynamic dependencies", lib, `dependencies = ["leaf"]`, `dynamic = ["dependencies"]`},
		{"constraint on a stranger", py, `"httpx<1"`, `"httpx<1", "stranger<2"`},
		{"constraint outside of requires-python", py, `"httpx<1"`, `"httpx<1", "lib<0; python_version < '3.9'"`},
		{"override of a stranger", py, `"orjson>=3"`, `"orjson>=3", "stranger<2"`},
		{"exclusion of a stranger", py, `["gone"]`, `["gone", "stranger"]`},
		{"span in other words", py, `"7 days"`, `"1 week"`},
		{"order of default groups", py, `["dev", "lint"]`, `["lint", "dev"]`},
		{"repository with a slash", py, `https://git.example/tool`, `https://git.example/tool/`},
		{"other tools", py, "[tool.uv]\n", "[tool.ruff]\n[tool.uv]\n"},
	} {
		t.Run(edit[0], func(t *testing.T) {
			if got := check(t, edit[1], edit[2], edit[3]); len(got) > 0 {
				t.Errorf("false alarm:\n%s", strings.Join(got, "\n"))
			}
		})
	}
}

// TestStale holds what is said of an edit that `uv lock --check` refuses.
func TestStale(t *testing.T) {
	const py, lib = "pyproject.toml", "packages/lib/pyproject.toml"
	for _, edit := range []struct {
		name, file, before, after string
		want                      []string
	}{
		{"specifier", py, `"httpx>=0.27"`, `"httpx>=0.28"`, []string{"pyproject.toml:6:5 dependency `httpx>=0.28` is not in uv.lock, which was made from `httpx>=0.27`"}},
		{"new dependency", py, `    "lib",`, `    "lib", "rich",`, []string{"pyproject.toml:7:12 dependency `rich` is not in uv.lock"}},
		{"removed dependency", py, `    "httpx>=0.27",`, ``, []string{"pyproject.toml:5:1 uv.lock was made with the dependency `httpx>=0.27`, which is not in pyproject.toml"}},
		{"marker", py, `"httpx>=0.27"`, `"httpx>=0.27; os_name == 'nt'"`, []string{"pyproject.toml:6:5 dependency `httpx>=0.27; os_name == 'nt'` is not in uv.lock, which was made from `httpx>=0.27`"}},
		{"extras", py, `"httpx>=0.27"`, `"httpx[http2]>=0.27"`, []string{"pyproject.toml:6:5 dependency `httpx[http2]>=0.27` is not in uv.lock, which was made from `httpx>=0.27`"}},
		{"version", py, `version = "1.0.0"`, `version = "1.1"`, []string{"pyproject.toml:3:1 version `1.1` of `app` is not in uv.lock, which was made from `1.0.0`"}},
		{"dynamic version", py, `version = "1.0.0"`, `dynamic = ["version"]`, []string{"pyproject.toml:3:1 the version of `app` is dynamic, but uv.lock was made from `1.0.0`"}},
		{"requires-python", py, `">=3.11"`, `">=3.11.4"`, []string{"pyproject.toml:4:1 requires-python `>=3.11.4` and `>=3.10` is not in uv.lock, which was made from `>=3.11`"}},
		{"a member's requires-python", lib, `">=3.10"`, `">=3.10,<3.14"`, []string{"pyproject.toml:4:1 requires-python `>=3.11` and `>=3.10,<3.14` is not in uv.lock, which was made from `>=3.11`"}},
		{"extra dependency", py, `["orjson"]`, `["ujson"]`, []string{
			"pyproject.toml:13:9 dependency of extra `fast` `ujson` is not in uv.lock",
			"pyproject.toml:5:1 uv.lock was made with the dependency `orjson`, which is not in pyproject.toml",
		}},
		{"new extra", py, `none = []`, "none = []\nmore = []", []string{"pyproject.toml:15:1 extra `more` is not in uv.lock"}},
		{"removed extra", py, `none = []`, "", []string{"pyproject.toml:12:10 uv.lock was made with the extra `none`, which is not in pyproject.toml"}},
		{"group dependency", py, `"pytest>=8"`, `"pytest>=9"`, []string{"pyproject.toml:21:8 dependency of group `dev` `pytest>=9` is not in uv.lock, which was made from `pytest>=8`"}},
		{"new group", py, "lint = [\"ruff\"]", "lint = [\"ruff\"]\ndocs = []", []string{"pyproject.toml:21:1 dependency group `docs` is not in uv.lock"}},
		{"legacy group", py, "[tool.uv]\n", "[tool.uv]\ndev-dependencies = [\"mypy\"]\n", []string{"pyproject.toml:24:21 dependency of group `dev` `mypy` is not in uv.lock"}},
		{"group python", py, `">=3.12"`, `">=3.13"`, []string{
			"pyproject.toml:35:10 requires-python `>=3.13` of group `lint` is not in uv.lock, which was made from `>=3.12`",
			"pyproject.toml:20:9 dependency of group `lint` `ruff ; python_full_version >= '3.13'` is not in uv.lock, which was made from `ruff ; python_full_version >= '3.12'`",
		}},
		{"default groups", py, `default-groups = ["dev", "lint"]`, ``, []string{"pyproject.toml:23:7 the default groups are `dev`, but uv.lock was made with `dev`, `lint`"}},
		{"member gone", py, `members = ["packages/*"]`, `members = []`, []string{
			"pyproject.toml:44:1 uv.lock was made with the workspace member `lib`, which is not there",
		}},
		{"renamed", lib, `name = "lib"`, `name = "libs"`, []string{
			"pyproject.toml:44:1 uv.lock was made with the workspace member `lib`, which is not there",
			"packages/lib/pyproject.toml:2:1 project `libs` is not in uv.lock",
		}},
		{"no package any more", py, "[tool.uv]\n", "[tool.uv]\npackage = false\n", []string{"pyproject.toml:2:1 project `app` is not a package (virtual), but an editable package in uv.lock"}},
		{"git tag", py, `tag = "v1"`, `tag = "v2"`, []string{"pyproject.toml:8:5 dependency `tool` comes from git `https://git.example/tool` at `v2`, but uv.lock was made with `tool from git https://git.example/tool?subdirectory=py&tag=v1`"}},
		{"source gone", lib, `leaf = { path = "../../leaf" }`, ``, []string{"packages/lib/pyproject.toml:5:17 dependency `leaf` comes from the default index, but uv.lock was made with `leaf from directory leaf`"}},
		{"path editable", lib, `path = "../../leaf"`, `path = "../../leaf", editable = true`, []string{"packages/lib/pyproject.toml:5:17 dependency `leaf` comes from editable `leaf`, but uv.lock was made with `leaf from directory leaf`"}},
		{"index", py, `https://cpu.example`, `https://gpu.example`, []string{"pyproject.toml:9:5 dependency `torch; sys_platform != 'win32'` comes from index `https://gpu.example/simple`, but uv.lock was made with `torch ; sys_platform == 'linux' from index https://cpu.example/simple`"}},
		{"path dependency", "leaf/pyproject.toml", `["orjson"]`, `["orjson>=4"]`, []string{"leaf/pyproject.toml:4:17 dependency `orjson>=4` is not in uv.lock, which was made from `orjson`"}},
		{"constraint", py, `"httpx<1"`, `"httpx<2"`, []string{"pyproject.toml:24:28 constraint `httpx<2` is not in uv.lock, which was made from `httpx<1`"}},
		{"override gone", py, `override-dependencies = ["orjson>=3"]`, ``, []string{"pyproject.toml:23:7 uv.lock was made with the override `orjson>=3`, which is not in pyproject.toml"}},
		{"exclusion gone", py, `["gone"]`, `[]`, []string{"pyproject.toml:26:1 uv.lock was made with the excluded dependency `gone`, which is not in pyproject.toml"}},
		{"exclusion of a locked package", py, `["gone"]`, `["gone", "httpx"]`, []string{"pyproject.toml:26:33 excluded dependency `httpx` is not in uv.lock"}},
		{"build constraint", py, `"setuptools<80"`, `"setuptools<80", "wheel"`, []string{"pyproject.toml:27:51 build constraint `wheel` is not in uv.lock"}},
		{"environment", py, `["sys_platform == 'linux'"]`, `["sys_platform == 'darwin'"]`, []string{
			"pyproject.toml:28:17 `environments` entry `sys_platform == 'darwin'` is not in uv.lock",
			"pyproject.toml:28:1 uv.lock was made with the `environments` entry `sys_platform == 'linux'`, which is not in pyproject.toml",
		}},
		{"conflict", py, `{ extra = "fast" }, { group = "lint" }`, `{ extra = "fast" }, { extra = "none" }`, []string{"pyproject.toml:31:1 the conflict of `app[fast]`, `app[none]` is not in uv.lock"}},
		{"option", py, `prerelease = "allow"`, ``, []string{"pyproject.toml:23:7 `prerelease` is `if-necessary-or-explicit`, but uv.lock was made with `allow`"}},
		{"exclude-newer", py, `"7 days"`, `"8 days"`, []string{"pyproject.toml:33:1 `exclude-newer` is `8 days`, but uv.lock was made with `P7D`"}},
	} {
		t.Run(edit.name, func(t *testing.T) {
			if got := check(t, edit.file, edit.before, edit.after); !slices.Equal(got, edit.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(edit.want, "\n"))
			}
		})
	}
}

// TestWithoutMetadata holds that a lock which records nothing is not judged.
func TestWithoutMetadata(t *testing.T) {
	const name = "uv.lock"
	bare := strings.ReplaceAll(lock, "revision = 5", "revision = 4")
	for {
		start := strings.Index(bare, "[package.metadata")
		if start < 0 {
			break
		}
		end := start + strings.Index(bare[start:]+"\n\n", "\n\n")
		bare = bare[:start] + bare[min(end, len(bare)):]
	}
	if got := check(t, name, lock, bare); len(got) > 0 {
		t.Errorf("false alarm:\n%s", strings.Join(got, "\n"))
	}
}

func TestCheckNothing(t *testing.T) {
	if got := stale.Check(nil); got != nil {
		t.Errorf("no project: %v", got)
	}
	if got := stale.Check(&project.Project{}); got != nil {
		t.Errorf("no lock: %v", got)
	}
}
