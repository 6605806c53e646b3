package hostile

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"strings"
	"testing/fstest"
	"unicode/utf8"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/resolve"
)

// values are what a project and a command line may hold. The zero value of none of them is used:
// benign stands in for what a case leaves alone.
type values struct {
	name, version, script, module, dir, index, group, setting, env, arg, health, uv, output string
}

// benign is a project as anybody has it.
var benign = values{
	name: "shop", version: "1.2.3", script: "shop", module: "shop", dir: "libs", index: "company", group: "deploy",
	setting: "config.settings", env: "SHOP_KEY", arg: "--verbose", health: "/healthz", uv: "0.13.8", output: "Dockerfile",
}

// field is one of the values.
type field struct {
	name string
	set  func(v *values, s string)
}

// fields are the values that a case replaces one by one.
var fields = []field{
	{"project name", func(v *values, s string) { v.name = s }},
	{"version", func(v *values, s string) { v.version = s }},
	{"script name", func(v *values, s string) { v.script = s }},
	{"module", func(v *values, s string) { v.module = s }},
	{"path of a dependency", func(v *values, s string) { v.dir = s }},
	{"index name", func(v *values, s string) { v.index = s }},
	{"group name", func(v *values, s string) { v.group = s }},
	{"settings module", func(v *values, s string) { v.setting = s }},
	{"variable", func(v *values, s string) { v.env = s }},
	{"word of --cmd", func(v *values, s string) { v.arg = s }},
	{"--health-path", func(v *values, s string) { v.health = s }},
	{"--uv-version", func(v *values, s string) { v.uv = s }},
	{"--output", func(v *values, s string) { v.output = s }},
}

// shape is one kind of project. Its files and options come from values.
type shape struct {
	name    string
	files   func(v values) map[string]string
	options func(v values) generator.Options
}

var shapes = []shape{
	{"script", scriptFiles, func(v values) generator.Options {
		return generator.Options{Cmd: jsonWords("python", "main.py", v.arg), Port: 8000, HealthPath: v.health}
	}},
	{"package", packageFiles, func(v values) generator.Options {
		return generator.Options{Selection: resolve.Selection{Groups: []string{v.group}}}
	}},
	{"package with --cmd", packageFiles, func(v values) generator.Options {
		return generator.Options{Cmd: jsonWords("python", "-m", v.module, v.arg), Port: 8000, HealthPath: v.health, Selection: resolve.Selection{Groups: []string{v.group}}}
	}},
	{"django", djangoFiles, func(values) generator.Options { return generator.Options{} }},
}

const lockHead = "version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n"

// registry is a package of the lock with one wheel for every platform.
func registry(name, version, index string) string {
	return fmt.Sprintf(`
[[package]]
name = %q
version = %q
source = { registry = %s }
wheels = [
    { url = "https://files.index.example/%s-%s-py3-none-any.whl", hash = "sha256:%064d" },
]
`, name, version, quote(index), strings.ReplaceAll(name, "-", "_"), version, 1)
}

const publicIndex = "https://index.example/simple"

func scriptFiles(v values) map[string]string {
	return map[string]string{
		"pyproject.toml": "[project]\nname = " + quote(v.name) + "\nversion = " + quote(v.version) + "\nrequires-python = \">=3.12\"\ndependencies = [\"click\"]\n",
		"main.py":        "import time\n\nwhile True:\n    time.sleep(1)\n",
		"uv.lock": lockHead + `
[[package]]
name = ` + quote(v.name) + `
version = ` + quote(v.version) + `
source = { virtual = "." }
dependencies = [{ name = "click" }]

[package.metadata]
requires-dist = [{ name = "click" }]
` + registry("click", "8.1.8", publicIndex),
	}
}

// packageFiles are a packaged project whose version comes from version control, with a path
// dependency, an index that wants credentials and a group.
func packageFiles(v values) map[string]string {
	files := map[string]string{
		"pyproject.toml": `[project]
name = ` + quote(v.name) + `
dynamic = ["version"]
requires-python = ">=3.12"
dependencies = ["click", "core"]

[project.scripts]
` + quote(v.script) + ` = ` + quote(v.module+":main") + `

[dependency-groups]
` + quote(v.group) + ` = ["gunicorn"]

[build-system]
requires = ["setuptools", "setuptools-scm"]
build-backend = "setuptools.build_meta"

[tool.uv.sources]
core = { path = ` + quote(v.dir+"/core") + ` }

[[tool.uv.index]]
name = ` + quote(v.index) + `
url = "https://packages.company.example/simple"
authenticate = "always"
`,
		"uv.lock": lockHead + registry("click", "8.1.8", "https://packages.company.example/simple") + `
[[package]]
name = "core"
version = "0.1.0"
source = { directory = ` + quote(v.dir+"/core") + ` }
` + registry("gunicorn", "23.0.0", publicIndex) + `
[[package]]
name = ` + quote(v.name) + `
source = { editable = "." }
dependencies = [{ name = "click" }, { name = "core" }]

[package.dev-dependencies]
` + quote(v.group) + ` = [{ name = "gunicorn" }]

[package.metadata]
requires-dist = [{ name = "click" }, { name = "core", directory = ` + quote(v.dir+"/core") + ` }]

[package.metadata.requires-dev]
` + quote(v.group) + ` = [{ name = "gunicorn" }]
`,
		"src/" + strings.ReplaceAll(v.module, ".", "/") + "/__init__.py": "def main():\n    while True:\n        pass\n",
		path.Join(v.dir, "core", "pyproject.toml"):                       "[project]\nname = \"core\"\nversion = \"0.1.0\"\n\n[build-system]\nrequires = [\"uv_build\"]\nbuild-backend = \"uv_build\"\n",
	}
	return files
}

// djangoFiles are a site that collects static files while it is built, with settings that want a
// variable.
func djangoFiles(v values) map[string]string {
	settings := strings.ReplaceAll(v.setting, ".", "/") + ".py"
	return map[string]string{
		"pyproject.toml": "[project]\nname = " + quote(v.name) + "\nversion = " + quote(v.version) + "\nrequires-python = \">=3.12\"\ndependencies = [\"django\", \"gunicorn\", \"whitenoise\"]\n",
		"uv.lock": lockHead + registry("django", "5.2.1", publicIndex) + registry("gunicorn", "23.0.0", publicIndex) + `
[[package]]
name = ` + quote(v.name) + `
version = ` + quote(v.version) + `
source = { virtual = "." }
dependencies = [{ name = "django" }, { name = "gunicorn" }, { name = "whitenoise" }]

[package.metadata]
requires-dist = [{ name = "django" }, { name = "gunicorn" }, { name = "whitenoise" }]
` + registry("whitenoise", "6.9.0", publicIndex),
		"manage.py":          "import os\nimport sys\nfrom django.core.management import execute_from_command_line\n\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", " + quote(v.setting) + ")\nexecute_from_command_line(sys.argv)\n",
		settings:             "import os\nSECRET_KEY = os.environ[" + quote(v.env) + "]\nSTATIC_ROOT = \"static\"\nSTATIC_URL = \"static/\"\nINSTALLED_APPS = [\"django.contrib.staticfiles\"]\nMIDDLEWARE = [\"whitenoise.middleware.WhiteNoiseMiddleware\"]\nWSGI_APPLICATION = \"config.wsgi.application\"\n",
		"config/__init__.py": "",
		"config/wsgi.py":     "import os\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", " + quote(v.setting) + ")\napplication = get_wsgi_application()\n",
	}
}

// quote is a basic string of TOML, which is a string of Python as well. Bytes that are no UTF-8
// stay as they are: a reader has to refuse them.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd"):
			b.WriteByte(s[i])
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// jsonWords is --cmd as a JSON array.
func jsonWords(words ...string) string {
	var out []string
	for _, w := range words {
		out = append(out, quote(w))
	}
	return "[" + strings.Join(out, ",") + "]"
}

// like says whether the shape gives the same project and options for two sets of values.
func (s shape) like(a, b values) bool {
	return maps.Equal(s.files(a), s.files(b)) && reflect.DeepEqual(s.options(a), s.options(b))
}

// project is the project in memory. A path that no file system can hold is left out.
func (s shape) project(v values) fs.FS {
	fsys := fstest.MapFS{}
	for name, text := range s.files(v) {
		if fs.ValidPath(name) {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return fsys
}
