package output_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/output"
	"github.com/uvdock/uvdock/generator/region"
)

// project copies an example, and returns what is generated for it now.
func example(t *testing.T) (dir string, o generator.Options) {
	t.Helper()
	dir = t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../examples/fastapi-packaged")); err != nil {
		t.Fatal(err)
	}
	return dir, generator.Options{}
}

// changed generates and compares the Dockerfile.
func changed(t *testing.T, dir string, o generator.Options) output.Change {
	t.Helper()
	r, err := generator.Generate(t.Context(), os.DirFS(dir), ".", o)
	if err != nil || r.Findings.HasErrors() {
		t.Fatal(err, r.Findings)
	}
	changes, err := output.Compare(dir, r.Files)
	if err != nil {
		t.Fatal(err)
	}
	return changes[0]
}

// TestAdoptAnywhere adds a line at each line of a Dockerfile, once as Windows writes it. It is moved into a region
// of its stage, every other line stays as it is, and nothing is left to be said; or it is refused,
// which within an instruction and in a stage without regions it must be.
func TestAdoptAnywhere(t *testing.T) {
	dir, o := example(t)
	whole := string(changed(t, dir, o).New)
	moved := map[string]int{}
	refused := map[string]int{}
	all := strings.SplitAfter(strings.TrimSuffix(whole, "\n"), "\n")
	all[len(all)-1] += "\n"
	for at := 1; at <= len(all); at++ {
		end := "\n"
		if at%2 == 0 {
			end = "\r\n"
		}
		mine := "LABEL mine=\"" + fmt.Sprint(at) + "\"\n"
		put(t, dir, "Dockerfile", strings.ReplaceAll(strings.Join(slices.Insert(slices.Clone(all), at, mine), ""), "\n", end), 0o644)
		c := changed(t, dir, o)
		if c.State != output.Edited {
			t.Fatalf("below line %d: %s", at, c.State)
		}
		hunks := c.Hunks()
		if len(hunks) != 1 || hunks[0].Line != at+1 || hunks[0].Count != 1 {
			t.Errorf("below line %d: %+v", at, hunks)
		}
		text, into, err := c.Adopt()
		if err != nil {
			if text != nil || hunks[0].Obstacle == "" {
				t.Errorf("below line %d: %q, %v", at, text, err)
			}
			refused[hunks[0].Obstacle]++
			continue
		}
		moved[into[0].Region]++
		o.Existing = map[string][]byte{"Dockerfile": text}
		after := changed(t, dir, o)
		o.Existing = nil
		if after.State != output.Edited || after.Adopted().State != output.Update {
			t.Errorf("below line %d: %s", at, after.State)
		}
		if got := strings.ReplaceAll(string(region.Bare(after.New)[0]), end, "\n"); got != whole {
			t.Errorf("below line %d: without the region it is\n%s", at, got)
		}
		want := region.Begin(into[0].Region) + end + strings.TrimSuffix(mine, "\n") + end + region.End(into[0].Region) + end
		if !strings.Contains(string(after.New), want) {
			t.Errorf("below line %d: no\n%s in\n%s", at, want, after.New)
		}
	}
	for _, name := range []string{"builder", "dependencies", "sources", "project", "runtime", "before-user", "final"} {
		if moved[name] == 0 {
			t.Errorf("nothing was moved into %s: %v", name, moved)
		}
	}
	if refused["it stands within an instruction"] < 10 || refused["its stage has no region"] < 5 || len(refused) != 2 {
		t.Error(refused)
	}
}

func TestAdopt(t *testing.T) {
	dir, o := example(t)
	whole := string(changed(t, dir, o).New)
	edit := func(pairs ...string) string {
		for _, old := range pairs {
			if !strings.Contains(whole, strings.SplitN(old, " -> ", 2)[0]) {
				t.Fatal(old)
			}
		}
		text := whole
		for _, p := range pairs {
			old, now, _ := strings.Cut(p, " -> ")
			text = strings.Replace(text, old, now, 1)
		}
		return text
	}
	const user, builder = "USER 65532:65532\n", "FROM python-base AS builder\n"
	for _, c := range []struct {
		name, text string
		port       int
		want       string // what the regions hold, or the error
	}{
		{"before and behind the user", edit(user + " -> RUN a\n" + user + "RUN b\n"), 0, `before-user:"RUN a\n" final:"RUN b\n"`},
		{"two edits for one place", edit("WORKDIR /app\n -> WORKDIR /app\nRUN b\n", "ENV PATH -> RUN a\nENV PATH"), 0, `runtime:"RUN a\nRUN b\n"`},
		{"a stage before all", edit("# builder is -> FROM node AS web\nRUN x\n\n# builder is"), 0, `early-stages:"\nFROM node AS web\nRUN x\n"`},
		{"a stage at the end", edit("CMD [\"uvi -> CMD [\"uvi") + "FROM runtime AS debug\n", 0, `late-stages:"FROM runtime AS debug\n"`},
		{"an input changed too", edit(user + " -> RUN a\n" + user), 9000, `before-user:"RUN a\n"`},
		{"a change", edit("8000 -> 8001"), 0, "Dockerfile:65: it changes or removes lines that uvdock wrote"},
		{"a line is missing", edit("EXPOSE 8000\n -> "), 0, "Dockerfile:65: it changes or removes lines that uvdock wrote"},
		{"a change, and an addition", edit("8000 -> 8001", user+" -> RUN a\n"+user), 0, "Dockerfile:66: it changes or removes lines that uvdock wrote"},
		{"half an instruction", edit(user + " -> RUN a \\\n" + user), 0, "Dockerfile:64: the last line of region before-user ends in \\, and would take in the line below"},
	} {
		t.Run(c.name, func(t *testing.T) {
			put(t, dir, "Dockerfile", c.text, 0o644)
			text, _, err := changed(t, dir, generator.Options{Port: c.port}).Adopt()
			var got []string
			file, _ := region.Cut("", text)
			for _, r := range file.Regions {
				got = append(got, fmt.Sprintf("%s:%q", r.Name, r.Text))
			}
			if err != nil {
				got = append(got, err.Error())
			} else if !slices.ContainsFunc(region.Bare(text), func(b []byte) bool { return bytes.Equal(b, []byte(whole)) }) {
				t.Errorf("without the regions it is\n%s", region.Bare(text)[0])
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%s\nwant\n%s", strings.Join(got, " "), c.want)
			}
		})
	}
}
