package render_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/render"
)

// each plans every example under every profile that can carry it, and with the options that
// change the text most.
func each(t *testing.T, test func(t *testing.T, p *plan.Plan)) {
	t.Helper()
	tables, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	planned := map[string]int{}
	for _, image := range images(t) {
		for _, profile := range tables.ProfileNames() {
			for _, o := range []generator.Options{
				{Profile: profile},
				{Profile: profile, KeepStdlib: true, Prefer: "speed", Frozen: true, Output: "docker/app.Dockerfile"},
			} {
				t.Run(fmt.Sprintf("%s/%s/%s", image, profile, o.Prefer), func(t *testing.T) {
					example, member, _ := strings.Cut(image+"/.", "/")
					r, err := generator.Plan(t.Context(), os.DirFS("../../examples/"+example), path.Clean(member), o)
					if err != nil {
						t.Fatal(err)
					}
					if r.Plan == nil {
						t.Skipf("the profile cannot carry the example: %v", r.Findings.Err())
					}
					planned[profile]++
					test(t, r.Plan)
				})
			}
		}
	}
	for _, profile := range tables.ProfileNames() {
		if planned[profile] == 0 {
			t.Errorf("no example is planned for %s", profile)
		}
	}
}

// images are the directories below examples/ in which a Dockerfile is committed, with slashes: an
// example, or a member of one.
func images(t *testing.T) []string {
	t.Helper()
	examples := os.DirFS("../../examples")
	var dirs []string
	for _, pattern := range []string{"*/Dockerfile", "*/*/Dockerfile", "*/*/*/Dockerfile"} {
		found, err := fs.Glob(examples, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range found {
			dirs = append(dirs, path.Dir(file))
		}
	}
	if len(dirs) < 8 {
		t.Fatalf("expected at least eight images, found %q", dirs)
	}
	return dirs
}

// TestSame renders 100 times: equal plans give equal bytes. Maps have no order, and a template
// that ranges over one would differ here.
func TestSame(t *testing.T) {
	each(t, func(t *testing.T, p *plan.Plan) {
		first, err := render.Render(p)
		if err != nil {
			t.Fatal(err)
		}
		rounds := 100
		if testing.Short() || p.Output != "Dockerfile" {
			rounds = 3
		}
		for range rounds {
			again, err := render.Render(p)
			if err != nil {
				t.Fatal(err)
			}
			for i := range first {
				if !bytes.Equal(first[i].Text, again[i].Text) {
					t.Fatalf("%s differs:\n%s\n---\n%s", first[i].Path, first[i].Text, again[i].Text)
				}
			}
		}
	})
}

// TestLines holds that every line has a decision behind it that explain can name, that every
// decision has a value, a source and a why, and that the text is tidy.
func TestLines(t *testing.T) {
	each(t, func(t *testing.T, p *plan.Plan) {
		files, err := render.Render(p)
		if err != nil {
			t.Fatal(err)
		}
		keys := decisions(t, p)
		dockerfile := files[0]
		lines := strings.Split(strings.TrimSuffix(string(dockerfile.Text), "\n"), "\n")
		if len(lines) != len(dockerfile.Lines) {
			t.Fatalf("%d lines, decisions for %d", len(lines), len(dockerfile.Lines))
		}
		for i, line := range lines {
			behind := dockerfile.Lines[i]
			if (line == "") != (len(behind) == 0) {
				t.Errorf("line %d has the decisions %q: %s", i+1, behind, line)
			}
			for _, key := range behind {
				if !slices.Contains(keys, key) {
					t.Errorf("line %d names the decision %q, which the plan does not have: %s", i+1, key, line)
				}
			}
		}
		for _, f := range files {
			tidied(t, f)
		}
	})
}

// decisions are the keys of a plan, which must be unique and complete.
func decisions(t *testing.T, p *plan.Plan) []string {
	t.Helper()
	var keys []string
	for _, d := range p.Decisions {
		if slices.Contains(keys, d.Key) {
			t.Errorf("the decision %q is there twice", d.Key)
		}
		if d.Key == "" || d.Title == "" || d.Value == "" || d.Source == "" || d.Why == "" {
			t.Errorf("a decision is incomplete: %+v", d)
		}
		keys = append(keys, d.Key)
	}
	return keys
}

// tidied holds what every file of uvdock is: ends of lines, blank lines, the checksum.
func tidied(t *testing.T, f render.File) {
	t.Helper()
	text := string(f.Text)
	if strings.Contains(text, "\n\n\n") || strings.HasPrefix(text, "\n") || strings.HasSuffix(text, "\n\n") || !strings.HasSuffix(text, "\n") {
		t.Errorf("%s has blank lines where it should not, or no line end at its end", f.Path)
	}
	for i, line := range strings.Split(text, "\n") {
		if strings.TrimRight(line, " \t") != line || strings.ContainsAny(line, "\x00\t") || strings.Contains(line, "<no value>") {
			t.Errorf("%s:%d: %q", f.Path, i+1, line)
		}
	}
	if render.OriginOf(f.Text) != render.Intact {
		t.Errorf("%s does not carry its own checksum", f.Path)
	}
}

func TestPaths(t *testing.T) {
	for dockerfile, ignore := range map[string]string{
		"Dockerfile":            ".dockerignore",
		"docker/Dockerfile":     "docker/Dockerfile.dockerignore",
		"docker/api.Dockerfile": "docker/api.Dockerfile.dockerignore",
		"Dockerfile.api":        "Dockerfile.api.dockerignore",
	} {
		if got := render.IgnorePath(dockerfile, "."); got != ignore {
			t.Errorf("IgnorePath(%q) = %q, want %q", dockerfile, got, ignore)
		}
	}
}
