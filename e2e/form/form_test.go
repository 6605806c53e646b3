// Package form_test runs the form of `uvdock init` in a real pseudo-terminal.
package form_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/terminal"
)

// Keys as terminals send them.
const (
	enter, esc, down, space, ctrlC, ctrlU, pageDown, shiftTab = "\r", "\x1b", "\x1b[B", " ", "\x03", "\x15", "\x1b[6~", "\x1b[Z"
)

var binary string

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

// run builds uvdock for the tests. Windows has no pseudo-terminal of this kind.
func run(m *testing.M) int {
	if runtime.GOOS == "windows" {
		return 0
	}
	dir, err := os.MkdirTemp("", "uvdock-form-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "uvdock")
	build := exec.Command("go", "build", "-o", binary, "./cmd/uvdock")
	build.Dir = filepath.Join("..", "..")
	if text, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, text)
		return 1
	}
	return m.Run()
}

// project copies an example without the files that uvdock wrote.
func project(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "examples", name))); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		base := filepath.Base(path)
		if err == nil && (strings.HasPrefix(base, "Dockerfile") || base == ".dockerignore" || base == "compose.yaml" || base == "docker-bake.hcl") {
			return os.Remove(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// tree is a hash of every file, with its name and mode.
func tree(t *testing.T, dir string) string {
	t.Helper()
	hash := sha256.New()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintln(hash, path, info.Mode())
		if d.IsDir() {
			return nil
		}
		text, err := os.ReadFile(path)
		hash.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", hash.Sum(nil))
}

// open starts uvdock in a project.
func open(t *testing.T, width, height int, dir string, env []string, args ...string) *terminal.Session {
	t.Helper()
	s, err := terminal.Start(t.Context(), width, height, dir, env, binary, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// must fails the test on an error.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// step is a question and the keys that answer it.
type step struct{ shows, keys string }

// course leads through questions of a project.
type course struct {
	name    string
	project func(*testing.T) string
	steps   []step
}

// scriptByHand is a script with a Dockerfile by hand.
func scriptByHand(t *testing.T) string {
	dir := project(t, "script")
	must(t, os.WriteFile(filepath.Join(dir, "Dockerfile"), []byte("FROM python\n"), 0o644))
	return dir
}

func courses() []course {
	return []course{
		{"service", func(t *testing.T) string { return project(t, "fastapi-packaged") }, []step{
			{"Which base image?", down + enter},
			{"Which further files?", space + enter},
			{"Keep the answers", enter},
			{"Write Dockerfile, .dockerignore, compose.yaml, pyproject.toml?", enter},
		}},
		{"workspace", func(t *testing.T) string { return project(t, "workspace") }, []step{
			{"Which member of the workspace", enter},
			{"Which base image?", enter},
			{"Which further files?", enter},
			{"Write services/api/Dockerfile", enter},
		}},
		{"script", scriptByHand, []step{
			{"There is a file in the way. What now?", down + down + enter},
			{"Where does the Dockerfile go?", enter},
			{"What does the container start?", down + enter},
			{"Which command starts the container?", "python -m http.server" + enter},
			{"On which port does it listen?", "8000" + enter},
			{"Which path answers when it is healthy?", "/" + enter},
			{"Which base image?", enter},
			{"Which further files?", enter},
			{"Keep the answers", down + enter},
			{"Write docker/Dockerfile", enter},
		}},
	}
}

// TestCtrlC: at every question Ctrl-C leaves every file as it was, and the terminal too.
func TestCtrlC(t *testing.T) {
	for _, c := range courses() {
		for _, plain := range []bool{false, true} {
			name, env := c.name, []string(nil)
			if plain {
				name, env = name+" line by line", []string{"ACCESSIBLE=1"}
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				dir := c.project(t)
				before := tree(t, dir)
				for i := range c.steps {
					s := open(t, 80, 24, dir, env, "init")
					for _, st := range c.steps[:i] {
						must(t, s.Shows(st.shows))
						must(t, s.Type(answer(st.keys, plain)))
					}
					must(t, s.Shows(c.steps[i].shows))
					must(t, s.Type(ctrlC))
					code, err := s.End()
					must(t, err)
					if code != 130 {
						t.Errorf("at %q: exit code %d", c.steps[i].shows, code)
					}
					if err := s.Restored(); err != nil {
						t.Errorf("at %q: %v", c.steps[i].shows, err)
					}
					must(t, s.Shows("interrupted; nothing was changed"))
					if tree(t, dir) != before {
						t.Errorf("at %q: a file is not as it was", c.steps[i].shows)
					}
				}
			})
		}
	}
}

// answer translates keys for the questions line by line, where a choice is a number.
func answer(keys string, plain bool) string {
	if !plain {
		return keys
	}
	if keys[0] >= ' ' && len(keys) > len(space+enter) {
		return strings.TrimSuffix(keys, enter) + "\n" // text
	}
	return strings.NewReplacer(down+down, "3", down, "2", space, "1", enter, "\n").Replace(keys)
}

// TestWrites: the files are written, the command that is printed repeats them, and the terminal is as it
// was; also on narrow screens.
func TestWrites(t *testing.T) {
	for _, c := range courses() {
		for _, size := range [][2]int{{80, 24}, {40, 24}, {30, 20}} {
			t.Run(fmt.Sprintf("%s on %dx%d", c.name, size[0], size[1]), func(t *testing.T) {
				t.Parallel()
				dir := c.project(t)
				s := open(t, size[0], size[1], dir, nil)
				for _, st := range c.steps {
					must(t, s.Shows(st.shows))
					must(t, s.Shows("ctrl+c stop")) // the last words of the screen: nothing is cut off
					must(t, s.Type(st.keys))
				}
				code, err := s.End()
				must(t, err)
				if code != 0 {
					t.Fatalf("exit code %d:\n%s", code, s.Text())
				}
				if err := s.Restored(); err != nil {
					t.Error(err)
				}
				repeats(t, s, dir)
			})
		}
	}
}

// repeats runs the command that was printed at the end: it finds everything true.
func repeats(t *testing.T, s *terminal.Session, dir string) {
	t.Helper()
	before := tree(t, dir)
	_, line, found := strings.Cut(s.Printed(), "again:")
	line, _, _ = strings.Cut(line, "\n")
	_, line, named := strings.Cut(line, "uvdock")
	if !found || !named {
		t.Fatalf("no command is printed:\n%s", s.Text())
	}
	again := exec.Command("sh", "-c", binary+" "+strings.TrimSpace(line))
	again.Dir = dir
	text, err := again.CombinedOutput()
	if err != nil || strings.Contains(string(text), "\nwrite ") || strings.Contains(string(text), "\nupdate ") {
		t.Errorf("uvdock%s: %v\n%s", line, err, text)
	}
	if tree(t, dir) != before {
		t.Errorf("uvdock%s writes something else", line)
	}
}

// TestBack: back from the second question, by both keys, and another answer.
func TestBack(t *testing.T) {
	for _, back := range []string{esc, shiftTab} {
		dir := project(t, "fastapi-packaged")
		s := open(t, 80, 24, dir, nil, "init")
		must(t, s.Shows("Which base image?"))
		must(t, s.Type(down+down+enter))
		must(t, s.Shows("Which further files?"))
		must(t, s.Type(back))
		must(t, s.Shows("> alpine"))
		must(t, s.Type(down+enter))
		must(t, s.Shows("Which further files?"))
		must(t, s.Type(enter))
		must(t, s.Shows("Keep the answers"))
		must(t, s.Type(down+enter))
		must(t, s.Shows("Write Dockerfile, .dockerignore?"))
		must(t, s.Type(enter))
		if code, err := s.End(); err != nil || code != 0 {
			t.Fatalf("%d %v", code, err)
		}
		must(t, s.Shows("again: uvdock generate --profile distroless"))
	}
}

// TestWrongAnswer: it is said at the question, as generate says it.
func TestWrongAnswer(t *testing.T) {
	dir := project(t, "script")
	s := open(t, 80, 24, dir, nil, "init", "--cmd", "python main.py")
	must(t, s.Shows("On which port does it listen?"))
	must(t, s.Type("70000"+enter))
	must(t, s.Shows("--port 70000 is no port -> give a number from 1 to 65535"))
	must(t, s.Type(ctrlU+"8000"+enter))
	must(t, s.Shows("Which path answers when it is healthy?"))
	must(t, s.Type("healthz"+enter))
	must(t, s.Shows(`--health-path "healthz" is no path of a URL`))
	must(t, s.Type(ctrlC))
	if code, err := s.End(); err != nil || code != 130 {
		t.Errorf("%d %v", code, err)
	}
}

// TestSaves: the answers stand in the configuration, with which generate and check need no flags.
func TestSaves(t *testing.T) {
	dir := project(t, "fastapi-packaged")
	s := open(t, 80, 24, dir, nil, "init")
	must(t, s.Shows("Which base image?"))
	must(t, s.Type(down+down+enter))
	must(t, s.Shows("Which further files?"))
	must(t, s.Type(enter))
	must(t, s.Shows("Keep the answers"))
	must(t, s.Type(enter))
	must(t, s.Shows("Write Dockerfile, .dockerignore, pyproject.toml?"))
	must(t, s.Type("\x1b[F")) // End: the change of pyproject.toml
	must(t, s.Shows(`+profile = "alpine"`))
	must(t, s.Type(enter))
	if code, err := s.End(); err != nil || code != 0 {
		t.Fatalf("%d %v\n%s", code, err, s.Text())
	}
	must(t, s.Shows("again: uvdock generate"))
	check := exec.Command(binary, "check")
	check.Dir = dir
	if text, err := check.CombinedOutput(); err != nil {
		t.Errorf("check: %v\n%s", err, text)
	}
}

// TestKeepsAdditions: a line that was added to a Dockerfile of uvdock goes into a region, if that is chosen.
func TestKeepsAdditions(t *testing.T) {
	dir := project(t, "fastapi-packaged")
	generate := exec.Command(binary, "generate")
	generate.Dir = dir
	if text, err := generate.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	name := filepath.Join(dir, "Dockerfile")
	text, err := os.ReadFile(name)
	must(t, err)
	const added = "LABEL org.example.team=shelf\n"
	must(t, os.WriteFile(name, []byte(strings.Replace(string(text), "EXPOSE 8000\n", added+"EXPOSE 8000\n", 1)), 0o644))
	s := open(t, 80, 30, dir, nil, "init", "--profile", "auto")
	must(t, s.Shows("Dockerfile was edited by hand after uvdock wrote it"))
	must(t, s.Shows("ctrl+c stop"))
	must(t, s.Type(down+enter))
	must(t, s.Shows("Which further files?"))
	must(t, s.Type(enter))
	must(t, s.Shows("Keep the answers"))
	must(t, s.Type(down+enter))
	must(t, s.Shows("Write Dockerfile, .dockerignore?"))
	must(t, s.Type(enter))
	if code, err := s.End(); err != nil || code != 0 {
		t.Fatalf("%d %v\n%s", code, err, s.Text())
	}
	text, err = os.ReadFile(name)
	must(t, err)
	if _, region, found := strings.Cut(string(text), "# uvdock:begin"); !found || !strings.Contains(region, added) {
		t.Errorf("the line is in no region:\n%s", text)
	}
}

// TestTakesOver: uvdock adopt goes on where that is chosen, and changes nothing.
func TestTakesOver(t *testing.T) {
	dir := project(t, "script")
	const hand = "FROM python:3.13-slim\nCOPY --from=ghcr.io/astral-sh/uv:0.13.8 /uv /bin/\nWORKDIR /app\nCOPY . .\nRUN uv sync --locked\nCMD [\"python\", \"main.py\"]\n"
	must(t, os.WriteFile(filepath.Join(dir, "Dockerfile"), []byte(hand), 0o644))
	before := tree(t, dir)
	s := open(t, 80, 40, dir, nil, "init")
	must(t, s.Shows("Dockerfile was not written by uvdock"))
	must(t, s.Shows("ctrl+c stop"))
	must(t, s.Type(down+enter))
	if code, err := s.End(); err != nil || code != 0 {
		t.Errorf("%d %v", code, err)
	}
	must(t, s.Shows("--write replaces the old one"))
	if tree(t, dir) != before {
		t.Error("a file is not as it was")
	}
}

// TestNoColor: colours are printed on a terminal that has them, unless NO_COLOR is set.
func TestNoColor(t *testing.T) {
	for env, coloured := range map[string]bool{"NO_COLOR=": true, "NO_COLOR=1": false} {
		s := open(t, 80, 24, project(t, "fastapi-packaged"), []string{env}, "init")
		must(t, s.Shows("Which base image?"))
		must(t, s.Type(ctrlC))
		_, err := s.End()
		must(t, err)
		if got := strings.Contains(s.Printed(), "\x1b[32m"); got != coloured {
			t.Errorf("%s: coloured %t", env, got)
		}
	}
}

// TestNoSize: a terminal that does not say how large it is gets lines, too.
func TestNoSize(t *testing.T) {
	s := open(t, 0, 0, project(t, "fastapi-packaged"), nil, "init")
	must(t, s.Shows("Number [1]:"))
	must(t, s.Type(ctrlC))
	if code, err := s.End(); err != nil || code != 130 {
		t.Errorf("%d %v", code, err)
	}
}

// TestPlainTerminals: ACCESSIBLE=1 and TERM=dumb get lines, without one escape sequence.
func TestPlainTerminals(t *testing.T) {
	for _, env := range []string{"ACCESSIBLE=1", "TERM=dumb"} {
		dir := project(t, "fastapi-packaged")
		s := open(t, 80, 24, dir, []string{env, "NO_COLOR=1"}, "init")
		must(t, s.Shows("Number [1]:"))
		must(t, s.Type("3\n"))
		must(t, s.Shows("Numbers, with commas, 0 for none [0], < for back:"))
		must(t, s.Type("\n"))
		must(t, s.Shows("no: they stand in the command"))
		must(t, s.Type("2\n"))
		must(t, s.Shows("y or n [y], < for back:"))
		must(t, s.Type("y\n"))
		if code, err := s.End(); err != nil || code != 0 {
			t.Fatalf("%s: %d %v", env, code, err)
		}
		if strings.Contains(s.Printed(), "\x1b") {
			t.Errorf("%s: escape sequences in %q", env, s.Printed())
		}
		must(t, s.Shows("again: uvdock generate --profile alpine"))
	}
}

// TestTerminated: a signal ends the form as Ctrl-C does.
func TestTerminated(t *testing.T) {
	dir := project(t, "fastapi-packaged")
	before := tree(t, dir)
	s := open(t, 80, 24, dir, nil, "init")
	must(t, s.Shows("Which base image?"))
	must(t, s.Signal(os.Interrupt))
	if code, err := s.End(); err != nil || code != 130 {
		t.Errorf("%d %v", code, err)
	}
	if err := s.Restored(); err != nil {
		t.Error(err)
	}
	if tree(t, dir) != before {
		t.Error("a file is not as it was")
	}
}
