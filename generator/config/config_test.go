package config_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
)

// manifest is the configuration of a pyproject.toml that holds a [project] and the given text.
func manifest(t *testing.T, text string) *config.Table {
	t.Helper()
	table, findings := open(t, fstest.MapFS{"pyproject.toml": &fstest.MapFile{Data: []byte("[project]\nname = \"app\"\nversion = \"1\"\n" + text)}})
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return table
}

// open is the configuration of the directory at the top of a file system.
func open(t *testing.T, fsys fstest.MapFS) (*config.Table, diag.List) {
	t.Helper()
	p, findings := project.Read(fsys, ".")
	if p == nil || p.Root == nil {
		t.Fatal(findings)
	}
	return config.Open(p, ".", p.Root)
}

// TestNative: a row says what the tables say, and the member's row wins over the root's.
func TestNative(t *testing.T) {
	root := manifest(t, `
[tool.uvdock.native.Psycopg2]
debian = { build = ["libpq-dev", "gcc"], linked = ["libpq5"] }
alpine = { build = ["postgresql-dev"], linked = ["libpq"] }
[tool.uvdock.native.inhouse]
toolchain = "rust"
`)
	member := manifest(t, `
[tool.uvdock.native.psycopg2]
debian = { runtime = ["libpq5"] }
import = "import psycopg2"
`)
	c, findings := config.Read(root, member)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	got := c.Native["psycopg2"]
	if got.Kind != knowledge.KindRuntime || strings.Join(got.Debian.Runtime, " ") != "libpq5" || len(got.Debian.Build) > 0 || got.Import != "import psycopg2" {
		t.Errorf("%+v", got)
	}
	if got := c.Native["inhouse"]; got.Kind != knowledge.KindCompile || got.Toolchain != knowledge.Rust || got.Rank != knowledge.Override {
		t.Errorf("%+v", got)
	}
}

// readOne reads the table of a project that stands alone.
func readOne(t *config.Table) (config.Config, diag.List) { return config.Read(t, t) }

// TestBad: what is wrong is said with its place, and nothing of the row is taken.
func TestBad(t *testing.T) {
	for _, c := range []struct{ name, text, place, message string }{
		{"an unknown key of the table", "[tool.uvdock]\nnativ = 1\n", "pyproject.toml:5:1", "did you mean native?"},
		{"no table", "[tool]\nuvdock = 1\n", "pyproject.toml:5:1", "must be a table"},
		{"no table of rows", "[tool.uvdock]\nnative = [\"a\"]\n", "pyproject.toml:5:1", "table of tables"},
		{"no row", "[tool.uvdock.native]\nx = \"libpq-dev\"\n", "pyproject.toml:5:1", "`tool.uvdock.native.x` must be a table"},
		{"an unknown key of a row", "[tool.uvdock.native.x]\ndebain = { build = [] }\n", "pyproject.toml:5:1", "did you mean debian?"},
		{"an unknown list", "[tool.uvdock.native.x.debian]\nbuid = []\n", "pyproject.toml:5:1", "did you mean build?"},
		{"a type", "[tool.uvdock.native.x]\ndebian = { build = \"libpq-dev\" }\n", "pyproject.toml:5:1", "which it cannot be"},
		{"a command for a name", "[tool.uvdock.native.x]\ndebian = { build = [\"a1\", \"; rm -rf /\"] }\n", "pyproject.toml:5:", "is no name of a package"},
		{"an option for a name", "[tool.uvdock.native.x]\nalpine = { build = [\"--allow-untrusted\"] }\n", "pyproject.toml:5:", "is no name of a package"},
		{"twice", "[tool.uvdock.native.a-b]\n[tool.uvdock.native.A_B]\n", "pyproject.toml:", "are the same package"},
		{"itself", "[tool.uvdock.native.x]\nunless = [\"x\"]\n", "pyproject.toml:4:21", "names the row itself"},
		{"a word", "[tool.uvdock.native.x]\ntoolchain = \"fortran\"\n", "pyproject.toml:4:21", "toolchain is"},
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
			if _, ok := got.Native["x"]; ok {
				t.Error("the row is there")
			}
		})
	}
}
