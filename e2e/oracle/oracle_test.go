package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// fakeUV answers each run of `uv sync` with a text on stderr and a status.
func fakeUV(t *testing.T, answer string, status string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the uv of this test is a shell script")
	}
	bin := t.TempDir()
	script := "#!/bin/sh\ncase \"$1\" in\n--version) echo uv 0.13.8 ;;\npython) exit 1 ;;\n*) cat \"" + bin + "/answer\" >&2; exit " + status + " ;;\nesac\n"
	write(t, filepath.Join(bin, "uv"), script)
	write(t, filepath.Join(bin, "answer"), answer)
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

// sample is a project with a dependency from an index, and the extra x with another one.
func sample(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "pyproject.toml"), `[project]
name = "p"
version = "1"
requires-python = ">=3.8"
dependencies = ["a"]
[project.optional-dependencies]
x = ["b"]
`)
	lock := `version = 1
revision = 3
requires-python = ">=3.8"

[[package]]
name = "p"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "a" }]
optional-dependencies = { x = [{ name = "b" }] }

[package.metadata]
requires-dist = [{ name = "a" }, { name = "b", marker = "extra == 'x'" }]
provides-extras = ["x"]
`
	for _, name := range []string{"a", "b"} {
		lock += "\n[[package]]\nname = \"" + name + "\"\nversion = \"1\"\nsource = { registry = \"https://index.example/simple\" }\n" +
			"wheels = [{ url = \"https://files.index.example/" + name + "-1-py3-none-any.whl\", hash = \"sha256:" + strings.Repeat("0", 64) + "\", size = 1 }]\n"
	}
	write(t, filepath.Join(dir, "uv.lock"), lock)
	return dir
}

func call(args ...string) (code int, out, errs string) {
	var o, e strings.Builder
	code = run(context.Background(), args, &o, &e)
	return code, o.String(), e.String()
}

func TestAnswersOfUV(t *testing.T) {
	for _, c := range []struct {
		name, answer, status string
		args                 []string
		code                 int
		want                 string
	}{
		{"equal", "Would install 1 package\n + a==1\n", "0", nil, equal, "4 selections, 4 equal"},
		{"the arguments count", " + a==1\n + b==1\n", "0", []string{"--all-extras"}, equal, "4 selections, 4 equal"},
		{"another version", " + a==2\n", "0", nil, different, `only here ["a==1"]; only uv ["a==2"]`},
		{"one more", " + a==1\n + ghost==1\n", "0", nil, different, `only uv ["ghost==1"]`},
		{"a URL", " + a @ https://files.index.example/a.whl\n", "0", nil, different, `only uv ["a @ https://files.index.example/a.whl"]`},
		{"an error", "error: Extra `x` is not defined in the project's `optional-dependencies` table\n", "2", nil, different, `class "", uv "missing-extra"`},
		{"the same error", "warning: a\nerror: Extra `y` is not defined in the project's `optional-dependencies` table\n", "2", []string{"--extra", "y"}, equal, "4 equal"},
		{"an unknown error", "error: the moon is full\n", "2", nil, different, "other: the moon is full"},
		{"refused for ever", "error: Distribution `a==1 @ registry+https://index.example/simple` can't be installed because\n", "2", nil, different, "no-usable-artifact"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fakeUV(t, c.answer, c.status)
			args := append([]string{sample(t), "--"}, c.args...)
			code, out, errs := call(args...)
			if code != c.code || !strings.Contains(out, c.want) || !strings.Contains(out, " selections, ") {
				t.Errorf("code %d, want %d with %s\n%s%s", code, c.code, c.want, out, errs)
			}
		})
	}
}

func TestNothingToCompare(t *testing.T) {
	dir := sample(t)
	t.Run("no uv", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		if code, _, errs := call(dir); code != unable || !strings.Contains(errs, "make tools") {
			t.Errorf("code %d: %s", code, errs)
		}
	})
	fakeUV(t, "", "0")
	for _, c := range []struct {
		want string
		args []string
	}{
		{"no directory given", nil},
		{"this is a file", []string{filepath.Join(dir, "uv.lock")}},
		{"no such file", []string{filepath.Join(dir, "absent")}},
		{`argument "--frobnicate" is not known`, []string{dir, "--", "--frobnicate"}},
		{"no-such-python", []string{"-python", "no-such-python", dir}},
	} {
		if code, _, errs := call(c.args...); code != unable || !strings.Contains(errs, c.want) {
			t.Errorf("%q: code %d, want %d with %s: %s", c.args, code, unable, c.want, errs)
		}
	}
}

// TestRealUV compares every selection of the sample with the uv of this machine.
func TestRealUV(t *testing.T) {
	dir := sample(t)
	code, out, errs := call(dir)
	if code == unable {
		t.Skip(errs)
	}
	if code != equal || !strings.Contains(out, "28 selections, 28 equal") {
		t.Errorf("code %d\n%s%s", code, out, errs)
	}
}
