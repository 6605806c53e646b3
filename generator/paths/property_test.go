package paths_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/paths"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/render"
)

// TestProperty: a build reads a file exactly where the answer says so, by the same stages, and a
// workflow starts for it. What is read is found out from the text of the files that are rendered.
func TestProperty(t *testing.T) {
	const runs = 80
	var planned, read, hidden, outside int
	refused := map[string]int{}
	for seed := range uint64(runs) {
		repo := randomRepository(&dice{seed << 32})
		r, err := generator.Generate(t.Context(), repo.files, repo.lock, repo.options)
		if err != nil {
			t.Fatal(err)
		}
		if r.Findings.HasErrors() {
			refused[r.Findings[0].Code]++
			continue
		}
		planned++
		image, _ := paths.NewTree(r.Project.FS, r.Project.Base).Of(plan.Image{Name: r.Member.Name, Plan: r.Plan}, r.Files[1].Path)
		a := answer{image: image, root: repo.root}
		if a.root == "" {
			a.root = repo.lock
		}
		a.compile(t)
		b := buildOf(t, repo.lock, r)
		for _, file := range repo.candidates {
			want, hides := b.stages(file)
			recipe := b.obeys(file) || slices.ContainsFunc(r.Files, func(f render.File) bool { return file == path.Join(repo.lock, f.Path) })
			a.compare(t, relative(a.root, file), want, recipe)
			switch {
			case len(want) > 0:
				read++
			case hides:
				hidden++
			default:
				outside++
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d: %+v in %s of %q\n%s\n%s", seed, repo.options, repo.lock, repo.root, r.Files[0].Text, strings.Join(a.patterns, "\n"))
		}
	}
	t.Logf("%d of %d planned; files: %d read, %d hidden, %d outside; refused: %v", planned, runs, read, hidden, outside, refused)
	if planned < runs/2 || read < runs || hidden < runs || outside < runs {
		t.Error("too few cases to say anything")
	}
}

// An answer is what paths says, as its formats are to be read.
type answer struct {
	image    paths.Image
	root     string
	ignored  []*regexp.Regexp
	patterns []string
	globs    []*regexp.Regexp
	lines    []string
}

func (a *answer) compile(t *testing.T) {
	t.Helper()
	for _, g := range a.image.Ignored {
		for _, p := range g.Patterns {
			a.ignored = append(a.ignored, dockerPattern(t, p))
		}
	}
	for _, s := range a.image.GitHub() {
		a.patterns = append(a.patterns, s.Patterns...)
	}
	for _, p := range a.patterns {
		a.globs = append(a.globs, gitHubPattern(t, strings.TrimPrefix(p, "!")))
	}
	a.lines = paths.Lines(a.image)
}

// compare holds all three forms of the answer against the stages that read a file. recipe says that
// it is the Dockerfile or a .dockerignore.
func (a answer) compare(t *testing.T, file string, want []string, recipe bool) {
	t.Helper()
	if got := a.stages(file); !slices.Equal(got, want) {
		t.Errorf("%s: JSON says the stages %q, BuildKit reads it in %q", file, got, want)
	}
	inside := !strings.HasPrefix(file, "../") // GitHub knows of no others
	if got := a.started(file); inside && got != (recipe || len(want) > 0) {
		t.Errorf("%s: a workflow starts: %t; BuildKit reads it in %q", file, got, want)
	}
	if !a.listed(file) && (recipe || len(want) > 0) {
		t.Errorf("%s: in none of the lines %q, and BuildKit reads it in %q", file, a.lines, want)
	}
	named := append([]string{a.image.Dockerfile}, a.image.Dockerignores...)
	if slices.Contains(named, file) != recipe {
		t.Errorf("%s: %q should name it: %t", file, named, recipe)
	}
}

// started says whether a workflow with the patterns starts for a change of a file: the last one that
// matches decides.
func (a answer) started(file string) bool {
	for i, glob := range slices.Backward(a.globs) {
		if glob.MatchString(file) {
			return !strings.HasPrefix(a.patterns[i], "!")
		}
	}
	return false
}

// stages are those of the entries that hold a file, sorted. An entry of its own says all of them.
func (a answer) stages(file string) []string {
	var out []string
	for _, f := range a.image.Files {
		if f.Path == file {
			return slices.Sorted(slices.Values(f.Stages))
		}
	}
	for _, d := range a.image.Directories {
		if below(file, d.Path) && (d.Context != "" || !matchesAny(a.ignored, file)) {
			out = append(out, d.Stages...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (a answer) listed(file string) bool {
	return slices.ContainsFunc(a.lines, func(line string) bool {
		dir, ok := strings.CutSuffix("./"+line, "/**")
		return line == file || ok && below(file, path.Clean(dir))
	})
}

// below says whether a file lies in a directory; neither climbs out of the repository to come back.
func below(file, dir string) bool {
	return dir == "." && !strings.HasPrefix(file, "../") || strings.HasPrefix(file, dir+"/")
}

// relative is a file as seen from a directory of the same file system.
func relative(dir, file string) string {
	climb := ""
	for dir != "." && !strings.HasPrefix(file, dir+"/") {
		dir, climb = path.Dir(dir), climb+"../"
	}
	return climb + strings.TrimPrefix(file, dir+"/")
}
