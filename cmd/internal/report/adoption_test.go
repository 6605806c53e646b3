package report_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/adopt"
	"github.com/uvdock/uvdock/generator/plan"
)

var update = flag.Bool("update", false, "write the reports that are expected anew")

// TestAdoptions reads testdata/adopt: Dockerfiles as people write them, each with a project and the report that
// is expected. A file begins with a paragraph about it, then lines "example: NAME", "directory: DIR" and
// "target: STAGE".
func TestAdoptions(t *testing.T) {
	files, err := filepath.Glob("testdata/adopt/*.txtar")
	if err != nil || len(files) < 25 {
		t.Fatalf("expected at least 25 files, found %d: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a := adoption(t, archive)
			got := reported(a)
			complete(t, a)
			at := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "report" })
			if *update {
				if at < 0 {
					archive.Files, at = append(archive.Files, txtar.File{Name: "report"}), len(archive.Files)
				}
				archive.Files[at].Data = got
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if at < 0 || !bytes.Equal(archive.Files[at].Data, got) {
				t.Errorf("the report differs; run go test ./cmd/internal/report -run TestAdoptions -update and read it\n%s", got)
			}
		})
	}
}

// adoption adopts the Dockerfile of an archive.
func adoption(t *testing.T, archive *txtar.Archive) *generator.Adoption {
	t.Helper()
	settings := map[string]string{"directory": "."}
	for line := range strings.Lines(string(archive.Comment)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && slices.Contains([]string{"example", "directory", "target", "profile"}, name) {
			settings[name] = value
		}
	}
	tree := example(t, settings["example"])
	for _, f := range archive.Files {
		if f.Name != "report" {
			tree[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	a, err := generator.Adopt(t.Context(), tree, settings["directory"], generator.Options{Profile: settings["profile"]}, settings["target"])
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// example is a project of examples/ without what uvdock wrote.
func example(t *testing.T, name string) fstest.MapFS {
	t.Helper()
	tree := fstest.MapFS{}
	if name == "" {
		return tree
	}
	dir := os.DirFS("../../../examples/" + name)
	err := fs.WalkDir(dir, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path.Base(file), "ockerfile") || path.Base(file) == ".dockerignore" {
			return err
		}
		text, err := fs.ReadFile(dir, file)
		tree[file] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func reported(a *generator.Adoption) []byte {
	var out bytes.Buffer
	report.AdoptionText(&out, report.NewStyle(false), a)
	out.WriteString("\n")
	report.Findings(&out, report.NewStyle(false), a.Findings)
	return bytes.TrimLeft(out.Bytes(), "\n")
}

// complete holds that no instruction of the old file is without a class, and no part without a reason.
func complete(t *testing.T, a *generator.Adoption) {
	t.Helper()
	if a.Old == nil || a.Result == nil {
		return
	}
	classes := []adopt.Class{adopt.Covered, adopt.Option, adopt.Region, adopt.Dropped}
	seen := map[int]bool{}
	for _, p := range a.Old.Parts {
		seen[p.Line] = true
		if !slices.Contains(classes, p.Class) || p.Why == "" || (p.To == "") != (p.Class == adopt.Dropped) {
			t.Errorf("line %d, %s %s: class %q, becomes %q, because %q", p.Line, p.Keyword, p.Text, p.Class, p.To, p.Why)
		}
		decided := a.Result.Plan != nil && slices.ContainsFunc(a.Result.Plan.Decisions, func(d plan.Decision) bool { return d.Key == p.To })
		if p.Class == adopt.Covered && !decided {
			t.Errorf("line %d, %s %s is covered by a decision %q, which there is not", p.Line, p.Keyword, p.Text, p.To)
		}
	}
	for _, i := range a.Old.File.Instructions {
		if !seen[i.Start] {
			t.Errorf("line %d, %s %s is without a class", i.Start, i.Keyword, i.Args)
		}
	}
	if a.Findings.HasErrors() {
		return
	}
	text := strings.ReplaceAll(string(a.Result.Files[0].Text), "\r\n", "\n")
	for _, k := range a.Kept {
		if !strings.Contains(text, "# uvdock:begin "+k.Region+"\n"+k.Text+"# uvdock:end "+k.Region+"\n") {
			t.Errorf("region %s is not in the new file:\n%s", k.Region, text)
		}
	}
}

// hand is a Dockerfile by hand for examples/script.
const hand = "FROM python:3.13-slim-bookworm\nRUN pip install uv\nWORKDIR /app\nCOPY . .\nRUN uv sync --frozen\nLABEL a=b\nCMD [\"uv\", \"run\", \"main.py\"]\n"

// TestHostileAdoptions: files as editors, other systems and accidents leave them.
func TestHostileAdoptions(t *testing.T) {
	many := "FROM python:3.13-slim-bookworm\nRUN pip install uv && uv sync\nWORKDIR /app\n"
	for _, c := range []struct {
		name, text string
		// kept is the region final, says a part of an error.
		kept, says string
	}{
		{"CRLF", strings.ReplaceAll(hand, "\n", "\r\n"), "LABEL a=b\n", ""},
		{"byte order mark", "\ufeff" + hand, "LABEL a=b\n", ""},
		{"no line break at the end", strings.TrimSuffix(hand, "\n"), "LABEL a=b\n", ""},
		{"UTF-16", "F\x00R\x00O\x00M\x00 \x00a\x00", "", "NUL"},
		{"empty", "", "", "no instructions"},
		{"1 MB of labels", many + strings.Repeat("LABEL a=b\n", (1<<20-len(many)-40)/10) + "CMD [\"python\", \"main.py\"]\n", "", ""},
		{"1 MB of commands", many + "RUN true" + strings.Repeat(" \\\n && echo $A", 4000) + "\n" + strings.Repeat("ARG A\nENV B=$A\n", 30000) + "CMD [\"python\", \"main.py\"]\n", "", ""},
		{"too large", many + strings.Repeat("LABEL a=b\n", 1<<17), "", "at most 1048576"},
		{"too many stages", strings.Repeat("FROM a\n", 600) + hand, "", "601"},
		{"control characters", strings.Replace(hand, "a=b", "a=\x1b[31m", 1), "", "control character"},
		{"a marker of a region", strings.Replace(hand, "LABEL a=b", "# uvdock:begin final\nLABEL a=b\n# uvdock:end final", 1), "LABEL a=b\n", ""},
		{"a cycle of stages", "FROM b AS a\nCOPY --from=b x y\nFROM a AS b\nRUN uv sync\nCMD [\"python\", \"main.py\"]\n", "", ""},
		{"a stage that copies from itself", "FROM python:3.13 AS a\nCOPY --from=a x y\nRUN uv sync\nCMD [\"python\", \"main.py\"]\n", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tree := example(t, "script")
			tree["Dockerfile"] = &fstest.MapFile{Data: []byte(c.text)}
			a, err := generator.Adopt(t.Context(), tree, ".", generator.Options{}, "")
			if err != nil {
				t.Fatal(err)
			}
			complete(t, a)
			reported(a)
			failed := a.Findings.Err()
			if (failed != nil) != (c.says != "") || failed != nil && !strings.Contains(failed.Error(), c.says) {
				t.Fatalf("%v, want %q", failed, c.says)
			}
			if c.kept == "" {
				return
			}
			if len(a.Kept) != 1 || a.Kept[0].Text != c.kept {
				t.Errorf("%+v", a.Kept)
			}
		})
	}
}

// TestAdoptedIsStable: the file that comes of an adoption is what generate writes again with its command, and it
// is not adopted twice.
func TestAdoptedIsStable(t *testing.T) {
	tree := example(t, "script")
	tree["Dockerfile"] = &fstest.MapFile{Data: []byte(hand)}
	a, err := generator.Adopt(t.Context(), tree, ".", generator.Options{}, "")
	if err != nil || a.Findings.HasErrors() {
		t.Fatal(err, a.Findings)
	}
	tree["Dockerfile"] = &fstest.MapFile{Data: a.Result.Files[0].Text}
	again, err := generator.Generate(t.Context(), tree, ".", a.Options)
	if err != nil || again.Findings.HasErrors() {
		t.Fatal(err, again.Findings)
	}
	if !bytes.Equal(again.Files[0].Text, a.Result.Files[0].Text) {
		t.Errorf("generate writes another file:\n%s\n---\n%s", a.Result.Files[0].Text, again.Files[0].Text)
	}
	if a, err = generator.Adopt(t.Context(), tree, ".", generator.Options{}, ""); err != nil || !a.Findings.HasErrors() {
		t.Error("a file of uvdock's is adopted", err)
	}
}
