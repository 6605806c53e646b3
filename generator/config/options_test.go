package config_test

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator/config"
)

// TestTable: the option table is whole and free of contradictions.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range config.Options() {
		if seen[o.Key] || seen[o.Field] || o.Key == "" || o.Field == "" || o.Doc == "" || o.Default == "" || o.Scope == "" {
			t.Errorf("%q: twice, or something of it is missing", o.Key)
		}
		seen[o.Key], seen[o.Field] = true, true
		if _, flag := config.FlagsOnly[o.Key]; flag {
			t.Errorf("%s is an option and a flag only", o.Key)
		}
		if other, found := config.Find(o.Excludes); o.Excludes != "" && (!found || other.Excludes != o.Key) {
			t.Errorf("%s excludes %s, but not the other way round", o.Key, o.Excludes)
		}
		got, findings := readOne(manifest(t, "[tool.uvdock]\n"+o.Key+" = "+o.Example+"\n"))
		if len(findings) > 0 {
			t.Errorf("the example of %s: %v", o.Key, findings)
			continue
		}
		if v := got.Options[o.Key]; o.Same(v.Value, o.Zero()) || o.TOML(v.Value) != o.Example || v.Place.String() != "pyproject.toml:5:1" {
			t.Errorf("the example of %s is read as %#v at %s, and written as %s", o.Key, v.Value, v.Place, o.TOML(v.Value))
		}
	}
}

func TestVariable(t *testing.T) {
	if o, _ := config.Find("no-default-groups"); o.Variable() != "UVDOCK_NO_DEFAULT_GROUPS" {
		t.Error(o.Variable())
	}
}

// TestLayers: what the own table says wins over the root's, as a whole; what is about one image is
// said for the image of the table alone.
func TestLayers(t *testing.T) {
	root := manifest(t, `
[tool.uvdock]
profile = "alpine"
extra = ["a", "b"]
cmd = "python -m root"
health-path = "/root"
gpu = true
bake = true
no-healthcheck = false
`)
	member := manifest(t, `
[tool.uvdock]
extra = ["c"]
gpu = false
port = 8080
`)
	for _, c := range []struct {
		name      string
		root, own *config.Table
		want      map[string]any
	}{
		{"a member", root, member, map[string]any{"profile": "alpine", "extra": []string{"c"}, "gpu": false, "port": 8080, "bake": true, "no-healthcheck": false}},
		{"a member without a table", root, nil, map[string]any{"profile": "alpine", "extra": []string{"a", "b"}, "gpu": true, "bake": true, "no-healthcheck": false}},
		{"the root", root, root, map[string]any{"profile": "alpine", "extra": []string{"a", "b"}, "gpu": true, "bake": true, "no-healthcheck": false, "cmd": "python -m root", "health-path": "/root"}},
		{"a root without a table", nil, member, map[string]any{"extra": []string{"c"}, "gpu": false, "port": 8080}},
		{"nothing", nil, nil, map[string]any{}},
	} {
		got, findings := config.Read(c.root, c.own)
		values := map[string]any{}
		for key, v := range got.Options {
			values[key] = v.Value
		}
		if len(findings) > 0 || !reflect.DeepEqual(values, c.want) {
			t.Errorf("%s: %v, %v; want %v", c.name, values, findings, c.want)
		}
	}
}

// TestExcludingLayers: of two options that exclude each other the own table's stays.
func TestExcludingLayers(t *testing.T) {
	got, findings := config.Read(manifest(t, "[tool.uvdock]\nno-healthcheck = true\n"), manifest(t, "[tool.uvdock]\nhealth-path = \"/x\"\n"))
	if _, left := got.Options["no-healthcheck"]; left || len(findings) > 0 || got.Options["health-path"].Value != "/x" {
		t.Error(got.Options, findings)
	}
}

// TestWords: a command is a string or an array, which is what --cmd takes as JSON.
func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		`"python -m app"`: "python -m app", `["python", "-c", "<a> & \"b\""]`: `["python","-c","<a> & \"b\""]`, `["x", ""]`: `["x",""]`,
	} {
		got, findings := readOne(manifest(t, "[tool.uvdock]\ncmd = "+text+"\n"))
		if len(findings) > 0 || got.Options["cmd"].Value != want {
			t.Errorf("%s is %q, %v", text, got.Options["cmd"].Value, findings)
		}
	}
}

// TestBadOptions: a value that cannot be is said with its place and the way to write it.
func TestBadOptions(t *testing.T) {
	for _, c := range []struct{ text, place, message string }{
		{"profil = \"alpine\"", "5:1", "`tool.uvdock` has no key `profil`; did you mean profile?"},
		{"health_path = \"/x\"", "5:1", "did you mean health-path?"},
		{"zzz = 1", "5:1", "has no key `zzz`; `uvdock schema` prints its keys"},
		{"frozen = true", "5:1", "`frozen` is a flag only: accepting a lock that is not current is a matter of each run; give --frozen"},
		{"package = \"api\"", "5:1", "`package` is a flag only"},
		{"profile = \"alpin\"", "5:1", "`profile` cannot be \"alpin\"; did you mean alpine? Use auto, slim-bookworm"},
		{"profile = \"\"", "5:1", "`profile` is empty"},
		{"python = 3.13", "5:1", "`python` is a float, and must be a string; write it as in `python = \"3.13\"`"},
		{"port = \"8080\"", "5:1", "`port` is a string, and must be a whole number; write it as in `port = 8080`"},
		{"port = 0", "5:1", "`port` is 0; give a number from 1 to 65535"},
		{"port = 65536", "5:1", "`port` is 65536"},
		{"gpu = 1", "5:1", "`gpu` is a whole number, and must be true or false"},
		{"gpu = 1979-05-27", "5:1", "`gpu` is a date or a time"},
		{"extra = \"a\"", "5:1", "`extra` is a string, and must be an array of strings; write it as in `extra = [\"postgres\"]`"},
		{"extra = [\n  \"a\",\n  1,\n]", "7:3", "an item of `extra` is a whole number"},
		{"extra = [\"a\", \"\"]", "5:15", "`extra` is empty"},
		{"cmd = []", "5:1", "`cmd` is empty"},
		{"cmd = {a = 1}", "5:1", "`cmd` is a table, and must be a string or an array of strings"},
		{"no-healthcheck = true\nhealth-path = \"/x\"", "5:1", "`no-healthcheck` and `health-path` (line 6) exclude each other"},
	} {
		got, findings := readOne(manifest(t, "[tool.uvdock]\n"+c.text+"\n"))
		if len(findings) != 1 {
			t.Errorf("%s: %v in %v", c.text, findings, got.Options)
			continue
		}
		if f := findings[0]; f.Place().String() != "pyproject.toml:"+c.place || !strings.Contains(f.Message+"; "+f.Fix, c.message) || f.Code != "invalid-config" {
			t.Errorf("%s: %s", c.text, f)
		}
	}
}

// TestScope: what a table cannot say is refused there.
func TestScope(t *testing.T) {
	root := manifest(t, "")
	_, findings := config.Read(root, manifest(t, "[tool.uvdock]\nbake = true\n"))
	if len(findings) != 1 || !strings.Contains(findings[0].Message, "`bake` is about a file for all images of the workspace, and this is the table of a member") {
		t.Error(findings)
	}
	virtual, findings := open(t, fstest.MapFS{"pyproject.toml": &fstest.MapFile{Data: []byte("[tool.uv.workspace]\nmembers = []\n[tool.uvdock]\ncmd = \"x\"\nprofile = \"alpine\"\n")}})
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	_, findings = config.Read(virtual, nil)
	if len(findings) != 1 || !strings.Contains(findings[0].Message, "the root of this workspace is no project of its own") || findings[0].Line != 4 {
		t.Error(findings)
	}
}

const plainProject = "[project]\nname = \"app\"\nversion = \"1\"\n"

// TestFile: uvdock.toml holds the keys without a table around them.
func TestFile(t *testing.T) {
	file := func(text string) fstest.MapFS {
		return fstest.MapFS{
			"pyproject.toml": &fstest.MapFile{Data: []byte(plainProject)},
			"uvdock.toml":    &fstest.MapFile{Data: []byte(text)},
		}
	}
	table, findings := open(t, file("\ufeffport = 8080\r\n[native.x]\r\ntoolchain = \"rust\"\r\n"))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	got, findings := readOne(table)
	if v := got.Options["port"]; len(findings) > 0 || v.Value != 8080 || v.Place.String() != "uvdock.toml:1:1" || got.Native["x"].Name != "x" {
		t.Error(got, findings)
	}
	for text, want := range map[string]string{
		"profil = \"alpine\"":    "uvdock.toml:1:1: `uvdock.toml` has no key `profil`; did you mean profile?",
		"[native.x]\nnede = 1":   "uvdock.toml:2:1: `native.x` has no key `nede`; did you mean need or note?",
		"port = \n":              "uvdock.toml:1:8: not valid TOML",
		"<<<<<<< HEAD\nport=1":   "uvdock.toml:1:1: merge conflict marker `<<<<<<< HEAD`; resolve the conflict",
		"port = 1\nx = \"\xff\"": "uvdock.toml:2:6: byte 0xff is not UTF-8",
	} {
		table, findings := open(t, file(text))
		if table != nil {
			_, findings = readOne(table)
		}
		if len(findings) != 1 || !strings.HasPrefix(findings[0].String(), want) || strings.Contains(findings[0].Fix, "uv lock") {
			t.Errorf("%q: %v", text, findings)
		}
	}
}

// TestBothFiles: two configurations of one directory are refused by name.
func TestBothFiles(t *testing.T) {
	_, findings := open(t, fstest.MapFS{
		"pyproject.toml": &fstest.MapFile{Data: []byte(plainProject + "[tool.uvdock]\n")},
		"uvdock.toml":    &fstest.MapFile{Data: []byte("")},
	})
	if len(findings) != 1 || findings[0].String() != "pyproject.toml:4:7: pyproject.toml has a table [tool.uvdock], and uvdock.toml lies beside it: only one of them can count; move what pyproject.toml and uvdock.toml say into one of them, and remove the other" {
		t.Error(findings)
	}
}

// TestUnreadableFile: what cannot be read as a file is no configuration that is not there.
func TestUnreadableFile(t *testing.T) {
	_, findings := open(t, fstest.MapFS{
		"pyproject.toml":  &fstest.MapFile{Data: []byte(plainProject)},
		"uvdock.toml/dir": &fstest.MapFile{},
	})
	if len(findings) != 1 || findings[0].String() != "uvdock.toml: cannot read the file: is a directory, not a file" {
		t.Error(findings)
	}
}
