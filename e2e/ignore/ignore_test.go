package ignore

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/uvdock/uvdock/generator"
)

const examples = "../../examples"

// words are what patterns are made of: names of the example, wildcards, and what is next to nothing.
var words = []string{
	"services", "api", "worker", "libs", "core", "tools", "src", "pyproject.toml", "uv.lock", "main.py", "admin",
	"*", "**", "*.toml", "*.py", "s*", "?ibs", "[a-l]*", "u?.lock", ".", "none", `\*`, "*i*",
}

// pattern is a random line of a .dockerignore.
func pattern(dice *rand.Rand) string {
	var parts []string
	for range 1 + dice.IntN(3) {
		parts = append(parts, words[dice.IntN(len(words))])
	}
	line := strings.Join(parts, "/")
	switch dice.IntN(8) {
	case 0, 1, 2:
		line = "!" + line
	case 3:
		line = "/" + line
	case 4:
		line += "/"
	}
	return line
}

// sent are the files that BuildKit is sent of a directory: those of an image that copies everything.
func sent(t *testing.T, dir string, ignore []byte) map[string]bool {
	t.Helper()
	probe, copied := filepath.Join(t.TempDir(), "Probe"), t.TempDir()
	err := errors.Join(os.WriteFile(probe, []byte("FROM scratch\nCOPY . /\n"), 0o644), os.WriteFile(probe+".dockerignore", ignore, 0o644))
	if err != nil {
		t.Fatal(err)
	}
	build := exec.CommandContext(t.Context(), "docker", "build", "--quiet", "-f", probe, "--output", "type=local,dest="+copied, dir)
	build.Env = append(os.Environ(), "DOCKER_BUILDKIT=1")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s\n%s", err, text, ignore)
	}
	out := map[string]bool{}
	err = filepath.WalkDir(copied, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, err = filepath.Rel(copied, name)
			out[filepath.ToSlash(name)] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var hides = regexp.MustCompile(` hides (\S+), which the \w+ stage (?:reads|copies): the build fails$`)

// TestAgainstBuildKit draws ignore files and compares, for everything that the Dockerfile of a member
// binds or copies, what is sent with what is reported.
func TestAgainstBuildKit(t *testing.T) {
	if err := exec.CommandContext(t.Context(), "docker", "info").Run(); err != nil {
		t.Skipf("no Docker to compare with: %v", err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(examples, "workspace"))); err != nil {
		t.Fatal(err)
	}
	r, err := generator.Generate(t.Context(), os.DirFS(dir), ".", generator.Options{Package: "api"})
	if err != nil || r.Plan == nil {
		t.Fatal(err, r)
	}
	dice := rand.New(rand.NewPCG(8, 1))
	hidden, left := 0, 0
	for n := range 40 {
		var lines []string
		if n%3 == 0 {
			lines = []string{"*"} // as those write who list what goes in
		}
		for range 2 + dice.IntN(5) {
			lines = append(lines, pattern(dice))
		}
		ignore := []byte(strings.Join(lines, "\n") + "\n")
		if err := os.WriteFile(filepath.Join(dir, "services", "api", "Dockerfile.dockerignore"), ignore, 0o644); err != nil {
			t.Fatal(err)
		}
		var want, got []string
		files := sent(t, dir, ignore)
		for _, read := range r.Plan.Reads {
			there := files[read.Path]
			for name := range files {
				there = there || read.Directory && strings.HasPrefix(name, read.Path+"/")
			}
			if there {
				left++
			} else {
				want = append(want, read.Path)
				hidden++
			}
		}
		for _, f := range r.Audit(time.Time{}) {
			if m := hides.FindStringSubmatch(f.Message); m != nil {
				got = append(got, m[1])
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if want = slices.Compact(want); !slices.Equal(got, want) {
			t.Errorf("%s\nreported: %q\nnot sent: %q", ignore, got, want)
		}
	}
	if hidden < 50 || left < 50 {
		t.Errorf("the dice hide %d and leave %d: too few of one kind", hidden, left)
	}
}
