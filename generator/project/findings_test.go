package project_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
)

var update = flag.Bool("update", false, "write what the tests find into testdata")

// TestFindings reads the project of each archive below testdata/findings and compares what is
// said with its file "want". The text before the first file says what the case is about.
func TestFindings(t *testing.T) {
	names, err := filepath.Glob("testdata/findings/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files, want := unpack(data)
			p, findings := project.Read(files, ".")
			got := render(findings)
			if *update {
				rewrite(t, name, data, got)
				return
			}
			if got != want {
				t.Errorf("findings:\n%swant:\n%s", got, want)
			}
			if _, err := fs.Stat(files, "pyproject.toml"); (err == nil) != (p != nil) {
				t.Errorf("project is %v", p)
			}
			if p != nil && p.Lock == nil && !findings.HasErrors() {
				t.Error("no lock, and no error that says so")
			}
		})
	}
}

// unpack is an archive in the form of txtar as a file system, and its last file, "want".
func unpack(data []byte) (files fstest.MapFS, want string) {
	files = fstest.MapFS{}
	for _, part := range strings.Split("\n"+string(data), "\n-- ")[1:] {
		name, text, _ := strings.Cut(part, " --\n")
		if name == "want" {
			return files, text
		}
		files[name] = &fstest.MapFile{Data: []byte(text + "\n")}
	}
	return files, ""
}

// render is findings, a line each.
func render(findings diag.List) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%s %s: %s\n", f.Severity, f.Code, f)
	}
	return b.String()
}

// rewrite replaces the file "want" of an archive.
func rewrite(t *testing.T, name string, data []byte, want string) {
	t.Helper()
	before, _, found := bytes.Cut(data, []byte("-- want --\n"))
	if !found {
		t.Fatalf("%s has no file want", name)
	}
	if err := os.WriteFile(name, append(before, "-- want --\n"+want...), 0o644); err != nil {
		t.Fatal(err)
	}
}
