package form

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/output"
)

// driver presses keys at a screen without a terminal.
type driver struct {
	t    *testing.T
	m    *screen
	msgs chan tea.Msg
	// above are the lines above the form.
	above string
}

// drive opens the form on a screen of a size.
func drive(t *testing.T, look Look, width, height int, words ...string) *driver {
	t.Helper()
	iv := newInterview(look, words, found(t, look, words...))
	d := &driver{t: t, m: newScreen(t.Context(), Terminal{Width: width}, iv), msgs: make(chan tea.Msg, 100)}
	d.m.height = height
	d.above = strings.Join(d.m.tell(), "\n")
	d.start(d.m.Init())
	d.until(func() bool { return d.m.field != nil })
	return d
}

// start runs a command beside the test, with those that it is made of.
func (d *driver) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		msg := cmd()
		if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice { // a batch or a sequence
			for i := range v.Len() {
				if inner, ok := reflect.TypeAssert[tea.Cmd](v.Index(i)); ok && inner != nil {
					d.start(inner)
				}
			}
			return
		}
		d.msgs <- msg
	}()
}

// until takes messages until something is so. What never comes is ended by go test's own limit.
func (d *driver) until(so func() bool) {
	d.t.Helper()
	for !so() {
		msg := <-d.msgs
		_, cmd := d.m.Update(msg)
		d.start(cmd)
	}
}

// press presses keys by their names, and waits for what the last one leads to.
func (d *driver) press(keys ...string) {
	d.t.Helper()
	for _, name := range keys {
		asked, wrong := d.m.question.ID, len(d.m.wrong)
		before := d.m.looks
		_, cmd := d.m.Update(press(name))
		d.start(cmd)
		if name == "enter" || name == "ctrl+j" || d.m.question.Kind == Preview && (name == "y" || name == "n") {
			d.until(func() bool {
				return d.m.done || d.m.looks > before && !d.m.waiting && (d.m.question.ID != asked || len(d.m.wrong) != wrong || d.m.wrong != nil)
			})
		}
	}
}

// press is the message of a key.
func press(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "down": tea.KeyDown, "up": tea.KeyUp, "esc": tea.KeyEscape, "space": tea.KeySpace,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "end": tea.KeyEnd, "home": tea.KeyHome,
	}
	switch {
	case name == "ctrl+c":
		return tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}
	case name == "ctrl+j":
		return tea.KeyPressMsg{Code: 'j', Mod: tea.ModCtrl}
	case name == "ctrl+u":
		return tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl}
	case name == "shift+tab":
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	case codes[name] != 0:
		return tea.KeyPressMsg{Code: codes[name]}
	}
	code, _ := utf8.DecodeRuneInString(name)
	return tea.KeyPressMsg{Code: code, Text: name}
}

// write types a line.
func (d *driver) write(text string) {
	for _, r := range text {
		d.press(string(r))
	}
}

func (d *driver) view() string { return d.m.View().Content }

// TestKeys fills the form by keys.
func TestKeys(t *testing.T) {
	d := drive(t, looking(example(t, "fastapi-packaged")), 80, 24)
	d.press("down", "down", "enter") // alpine
	d.press("space", "ctrl+j")       // compose.yaml
	d.press("enter")                 // kept in the configuration
	if v := d.view(); !strings.Contains(v, "FROM ghcr.io/astral-sh/uv") || !strings.Contains(v, "Write Dockerfile, .dockerignore, compose.yaml?") {
		t.Fatalf("the preview is\n%s", v)
	}
	d.press("enter")
	if got := d.m.iv.words(); !slices.Equal(got, []string{"--profile=alpine", "--compose", "--save"}) || d.m.err != nil {
		t.Errorf("%q, %v", got, d.m.err)
	}
	if got := d.m.iv.found.Result.Plan.Profile; got != "alpine" {
		t.Errorf("the plan is for %s", got)
	}
	for _, fact := range []string{"shelf 0.4.0", "uvicorn shelf.main:app --host 0.0.0.0 --port 8000", "src/shelf/main.py:8", "/healthz", ".python-version:1"} {
		if !strings.Contains(d.above, fact) {
			t.Errorf("%s is not among what was found:\n%s", fact, d.above)
		}
	}
}

// TestNewFacts: what an answer brings up stands above the next question, with its evidence where there is
// room for it.
func TestNewFacts(t *testing.T) {
	for _, c := range []struct {
		height         int
		start, because bool
	}{{40, true, true}, {14, true, false}, {8, false, false}} {
		d := drive(t, looking(example(t, "workspace")), 80, c.height)
		if !strings.Contains(d.above, "depot 0.1.0") || !strings.Contains(d.above, "api, worker") {
			t.Errorf("above stands %q", d.above)
		}
		d.press("enter")
		v := d.view()
		start, because := strings.Contains(v, "uvicorn api.main:app"), strings.Contains(v, "services/api/src/api/main.py:6")
		if start != c.start || because != c.because || !strings.Contains(v, "distroless") || !strings.Contains(v, "Which base image?") {
			t.Errorf("%d lines: start %t, evidence %t:\n%s", c.height, start, because, v)
		}
		checkFits(t, "with facts", v, [2]int{80, c.height})
	}
}

// TestBack: the way back gives back what was found before, and offers the answer that was taken back.
func TestBack(t *testing.T) {
	look := looking(example(t, "fastapi-packaged"))
	d := drive(t, look, 80, 24)
	d.press("down", "enter", "esc")
	if d.m.question.ID != "profile" || len(d.m.iv.words()) != 0 || d.m.iv.found.Result.Plan.Profile != "slim-bookworm" {
		t.Fatalf("back at %s with %q", d.m.question.ID, d.m.iv.words())
	}
	if !strings.Contains(d.view(), "> slim-trixie") {
		t.Errorf("the former answer is not offered:\n%s", d.view())
	}
	d.press("shift+tab", "esc") // there is nothing before the first
	d.press("enter", "enter", "down", "enter", "n")
	if !errors.Is(d.m.err, ErrDeclined) {
		t.Errorf("no: %v", d.m.err)
	}
}

// courses lead through every question there is.
func courses(t *testing.T) map[string]struct {
	look Look
	keys []string
} {
	return map[string]struct {
		look Look
		keys []string
	}{
		"a service":   {looking(example(t, "fastapi-packaged")), []string{"enter", "enter", "enter"}},
		"a workspace": {looking(example(t, "workspace")), []string{"down", "enter", "enter", "enter", "enter", "enter"}},
		"extras":      {looking(withExtra(t)), []string{"space", "enter", "enter", "enter", "enter"}},
		"a guess":     {looking(example(t, "script"), "Dockerfile"), []string{"down", "down", "enter", "enter", "enter", "8", "0", "enter", "/", "enter"}},
		"a command":   {looking(script(t), "Dockerfile"), []string{"x", "enter", "enter", "down", "down", "down", "enter", "enter", "enter", "enter"}},
	}
}

// withExtra is a service with an extra and a group.
func withExtra(t *testing.T) fstest.MapFS {
	fsys := example(t, "fastapi-packaged")
	replace(t, fsys, "pyproject.toml", "[build-system]", "[project.optional-dependencies]\npostgres = []\n\n[build-system]")
	replace(t, fsys, "uv.lock", "[package.metadata]\n", "[package.metadata]\nprovides-extras = [\"postgres\"]\n")
	return fsys
}

// TestEveryScreenFits: at every question of every course no line is wider and no screen higher than
// the terminal, and Ctrl-C ends it.
func TestEveryScreenFits(t *testing.T) {
	seen := map[string]bool{}
	for name, c := range courses(t) {
		for _, size := range [][2]int{{80, 24}, {40, 24}, {30, 24}, {40, 10}} {
			d := drive(t, c.look, size[0], size[1])
			for i, key := range slices.Concat([]string{""}, c.keys, slices.Repeat([]string{"enter"}, 5)) {
				if key != "" {
					d.press(key)
				}
				if d.m.done {
					break
				}
				id, _, _ := strings.Cut(d.m.question.ID, ":")
				seen[id] = true
				checkFits(t, fmt.Sprintf("%s, key %d at %s", name, i, id), d.view(), size)
				stopped := *d.m
				_, _ = stopped.Update(press("ctrl+c"))
				if !errors.Is(stopped.err, context.Canceled) {
					t.Errorf("%s: Ctrl-C at %s gives %v", name, id, stopped.err)
				}
			}
			if !d.m.done {
				t.Errorf("%s: at the end it asks %s:\n%s", name, d.m.question.ID, d.view())
			}
		}
	}
	for _, id := range []string{"member", "selection", "start", "command", "port", "health", "profile", "files", "existing", elsewhere, "save", write} {
		if !seen[id] {
			t.Errorf("no course comes by %s", id)
		}
	}
}

func checkFits(t *testing.T, where, view string, size [2]int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) > size[1] {
		t.Errorf("%s: %d lines on a screen of %d:\n%s", where, len(lines), size[1], view)
	}
	for _, line := range lines {
		if w := lipgloss.Width(line); w > size[0] {
			t.Errorf("%s: %d columns on a screen of %d: %q", where, w, size[0], line)
		}
	}
	if !strings.Contains(strings.ReplaceAll(view, "\n", " "), "ctrl+c stop") {
		t.Errorf("%s: the keys are not told:\n%s", where, view)
	}
}

// TestWrongAnswers: what is wrong is said at the question, in the words of the flag's finding, and the
// question stays until the answer is right.
func TestWrongAnswers(t *testing.T) {
	for _, c := range []struct {
		name  string
		words []string
		asks  string
		wrong []string
		flag  string
		right string
	}{
		{"command", nil, "command", []string{"", "uv run x", "'open"}, "cmd", "python -m x"},
		{"port", []string{"--cmd=python -m x"}, "port", []string{"eighty", "70000", "-1"}, "port", "8000"},
		{"path", []string{"--cmd=python -m x", "--port=80"}, "health", []string{"healthz", "/a b", `/"`}, "health-path", "/healthz"},
	} {
		look := looking(script(t))
		d := drive(t, look, 80, 24, c.words...)
		for _, text := range c.wrong {
			d.press("ctrl+u")
			d.write(text)
			d.press("enter")
			flagged := found(t, look, append(slices.Clone(c.words), word(c.flag, text))...).Findings.Errors()
			if d.m.question.ID != c.asks || len(flagged) == 0 || !slices.Equal(d.m.wrong, flagged) {
				t.Errorf("%s %q: at %s: %v, by flag %v", c.name, text, d.m.question.ID, d.m.wrong, flagged)
			}
			first, _, _ := strings.Cut(flagged[0].Message, " ")
			if !strings.Contains(d.view(), first) {
				t.Errorf("%s %q is not said:\n%s", c.name, text, d.view())
			}
			if len(d.m.iv.steps) != 0 {
				t.Errorf("%s %q counts", c.name, text)
			}
		}
		d.press("ctrl+u")
		d.write(c.right)
		d.press("enter")
		if d.m.question.ID == c.asks || d.m.wrong != nil {
			t.Errorf("%s: %q is refused: %v", c.name, c.right, d.m.wrong)
		}
	}
}

// TestFileByHand: a file that uvdock did not write is lost only by the choice that says so.
func TestFileByHand(t *testing.T) {
	look := looking(example(t, "fastapi-packaged"), "Dockerfile")
	d := drive(t, look, 80, 24)
	if !strings.HasPrefix(d.m.question.ID, "existing") || !strings.Contains(d.view(), "Dockerfile was not written by uvdock") {
		t.Fatalf("asks %s:\n%s", d.m.question.ID, d.view())
	}
	d.press("enter")
	if !errors.Is(d.m.err, ErrDeclined) || len(d.m.iv.words()) != 0 {
		t.Errorf("Enter gives %v, %q", d.m.err, d.m.iv.words())
	}
	d = drive(t, look, 80, 24)
	d.press("down", "enter")
	if !errors.Is(d.m.err, ErrTakeOver) {
		t.Errorf("to take it over gives %v", d.m.err)
	}
	d = drive(t, look, 80, 24)
	d.press("down", "down", "enter", "enter", "enter", "enter", "down", "enter", "enter")
	if got := d.m.iv.words(); !slices.Equal(got, []string{"--output=docker/Dockerfile"}) || d.m.err != nil {
		t.Errorf("elsewhere: %q, %v", got, d.m.err)
	}
	d = drive(t, look, 80, 24)
	d.press("down", "down", "down", "enter", "enter", "enter", "enter")
	if got := d.m.iv.words(); !slices.Equal(got, []string{"--force"}) || d.m.err != nil {
		t.Errorf("overwrite: %q, %v", got, d.m.err)
	}
}

// TestEditedFile: what was added to a file of uvdock can be kept; what replaced it cannot.
func TestEditedFile(t *testing.T) {
	edited, foreign := output.Change{Path: "Dockerfile", State: output.Edited}, output.Change{Path: ".dockerignore", State: output.Foreign}
	for _, c := range []struct {
		changes []output.Change
		want    []string
	}{
		{[]output.Change{edited}, []string{stop, adopt, elsewhere, force}},
		{[]output.Change{edited, foreign}, []string{stop, elsewhere, force}},
		{[]output.Change{{Path: "Dockerfile", State: output.Update}, foreign}, []string{stop, force}},
		{[]output.Change{foreign}, []string{stop, takeOver, elsewhere, force}},
	} {
		q, open := askExisting(state{found: Found{Inspection: &generator.Inspection{}, Changes: c.changes}})
		var got []string
		for _, choice := range q.Choices {
			got = append(got, choice.Value)
		}
		if !open || !slices.Equal(got, c.want) || q.Default[0] != stop {
			t.Errorf("%v: %q, default %q", c.changes, got, q.Default)
		}
	}
}

// TestSecondFileByHand: the choice to overwrite one file is none about another.
func TestSecondFileByHand(t *testing.T) {
	d := drive(t, looking(example(t, "fastapi-packaged"), "Dockerfile", "compose.yaml"), 80, 24)
	d.press("down", "down", "down", "enter", "enter", "space", "enter")
	if d.m.question.ID != "existing:Dockerfile:compose.yaml" {
		t.Errorf("asks %s", d.m.question.ID)
	}
}

// TestSlowLook: a look that takes long says so, and Ctrl-C ends it.
func TestSlowLook(t *testing.T) {
	look := looking(example(t, "fastapi-packaged"))
	blocked := make(chan struct{})
	d := drive(t, func(ctx context.Context, words []string) (Found, error) {
		if len(words) > 0 {
			<-blocked
		}
		return look(ctx, words)
	}, 80, 24)
	_, _ = d.m.Update(press("down"))
	_, cmd := d.m.Update(press("enter"))
	d.start(cmd)
	d.until(func() bool { return d.m.slow })
	if !strings.Contains(d.view(), "reading the project") {
		t.Errorf("a slow look shows\n%s", d.view())
	}
	_, _ = d.m.Update(press("x")) // means nothing meanwhile
	_, _ = d.m.Update(press("ctrl+c"))
	if !errors.Is(d.m.err, ErrStopped) {
		t.Errorf("Ctrl-C gives %v", d.m.err)
	}
	close(blocked)
}

// TestHostileNames: what a project is called is no command to the terminal.
func TestHostileNames(t *testing.T) {
	look := looking(example(t, "workspace"))
	d := drive(t, func(ctx context.Context, words []string) (Found, error) {
		f, err := look(ctx, words)
		in := *f.Inspection
		in.Members = slices.Clone(in.Members)
		in.Members[0].Name = "evil\x1b[2J\a"
		f.Inspection = &in
		f.Changes = append(f.Changes, output.Change{Path: "a\x1b[31mb", State: output.Create, New: []byte("RUN \x1b]0;x\a\n")})
		return f, err
	}, 80, 24)
	for range 4 {
		if strings.ContainsAny(d.view(), "\x1b\a") {
			t.Fatalf("control characters at %s: %q", d.m.question.ID, d.view())
		}
		d.press("enter")
		if d.m.done {
			break
		}
	}
}

// TestColour: without the wish for colour nothing is styled.
func TestColour(t *testing.T) {
	d := drive(t, looking(example(t, "fastapi-packaged")), 80, 24)
	if strings.Contains(d.view(), "\x1b[") {
		t.Errorf("styled without colour: %q", d.view())
	}
	iv := newInterview(d.m.iv.look, nil, d.m.iv.found)
	m := newScreen(t.Context(), Terminal{Width: 80, Colour: true}, iv)
	_ = m.ask()
	if v := m.View().Content; !strings.Contains(v, "\x1b[1m") || !strings.Contains(v, "\x1b[32m") {
		t.Errorf("not styled: %q", v)
	}
}

// TestWorkflow: one kind of CI is taken, both are refused as the flag refuses them.
func TestWorkflow(t *testing.T) {
	d := drive(t, looking(example(t, "fastapi-packaged")), 80, 24, "--profile=alpine")
	d.press("down", "down", "space", "down", "space", "enter")
	if d.m.question.ID != "files" || len(d.m.wrong) != 1 || !strings.Contains(d.m.wrong[0].Message, `"github,gitlab"`) {
		t.Fatalf("both: at %s, %v", d.m.question.ID, d.m.wrong)
	}
	d.press("down", "down", "space", "enter")
	if got := d.m.iv.words(); !slices.Equal(got, []string{"--profile=alpine", "--ci=gitlab"}) {
		t.Errorf("%q, %v", got, d.m.wrong)
	}
}

// TestResize: another size of the terminal loses nothing of what was typed.
func TestResize(t *testing.T) {
	d := drive(t, looking(script(t)), 80, 24)
	d.write("python -m shop")
	d.start(func() tea.Msg { return tea.WindowSizeMsg{Width: 30, Height: 12} })
	d.until(func() bool { return d.m.width == 30 })
	checkFits(t, "after the resize", d.view(), [2]int{30, 12})
	d.press("enter")
	if got := d.m.iv.words(); !slices.Equal(got, []string{"--cmd=python -m shop"}) {
		t.Errorf("%q, wrong %v", got, d.m.wrong)
	}
}
