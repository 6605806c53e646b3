package report_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// TestExplainEveryLine: for each line of the Dockerfile of each example under each profile, with regions of a
// person in it, explain names a decision with a value, a source and a why.
func TestExplainEveryLine(t *testing.T) {
	tables, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	examples := os.DirFS("../../../examples")
	var images []string
	for _, pattern := range []string{"*/Dockerfile", "*/*/Dockerfile", "*/*/*/Dockerfile"} {
		found, err := fs.Glob(examples, pattern)
		if err != nil {
			t.Fatal(err)
		}
		images = append(images, found...)
	}
	explained := 0
	for _, image := range images {
		name, member, _ := strings.Cut(path.Dir(image)+"/.", "/")
		for _, profile := range tables.ProfileNames() {
			tree := example(t, name)
			file := path.Join(path.Clean(member), "Dockerfile")
			tree[file] = &fstest.MapFile{Data: []byte("# uvdock:begin final\nLABEL a=b\n# uvdock:end final\n# uvdock:begin builder\n# a comment\n\nENV A=1\n# uvdock:end builder\n")}
			r, err := generator.Generate(t.Context(), tree, path.Clean(member), generator.Options{Profile: profile})
			if err != nil {
				t.Fatal(err)
			}
			if r.Plan == nil || len(r.Files) == 0 {
				continue // the profile cannot carry the example
			}
			explained++
			explain(t, image+" "+profile, r)
		}
	}
	if explained < 20 {
		t.Errorf("only %d Dockerfiles were explained", explained)
	}
}

// explain asks about every line.
func explain(t *testing.T, name string, r *generator.Result) {
	t.Helper()
	e := report.NewExplanation(r, nil)
	text := strings.Split(strings.TrimSuffix(string(r.Files[0].Text), "\n"), "\n")
	if len(e.Lines) != len(text) {
		t.Fatalf("%s: %d lines, %d are explained", name, len(text), len(e.Lines))
	}
	kept := slices.Contains(text, "LABEL a=b")
	if !kept {
		t.Errorf("%s: the region is lost", name)
	}
	for n, line := range text {
		one := e.Only(n + 1)
		if len(one.Lines) != 1 || one.Lines[0].Text != line || one.Lines[0].Line != n+1 {
			t.Fatalf("%s:%d: %+v", name, n+1, one.Lines)
		}
		if line != "" && len(one.Decisions) == 0 || len(one.Decisions) != len(one.Lines[0].Decisions) {
			t.Errorf("%s:%d has %d decisions for the keys %q: %s", name, n+1, len(one.Decisions), one.Lines[0].Decisions, line)
		}
		for _, d := range one.Decisions {
			if d.Value == "" || d.Source == "" || d.Why == "" {
				t.Errorf("%s:%d: decision %+v says too little", name, n+1, d)
			}
		}
		var out bytes.Buffer
		one.Text(&out, report.NewStyle(false))
		if !strings.Contains(out.String(), line) {
			t.Errorf("%s:%d: %s", name, n+1, out.String())
		}
	}
}
