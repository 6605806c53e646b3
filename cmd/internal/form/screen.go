package form

import (
	"context"
	"errors"
	"fmt"
	"time"

	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"github.com/uvdock/uvdock/generator/diag"
)

// patience is how long a look at the project may take before the screen says that it does.
const patience = 300 * time.Millisecond

// screen is the form as it is drawn on a terminal: one question at a time, below what was found.
type screen struct {
	ctx    context.Context
	iv     *interview
	colour bool
	theme  huh.Theme

	width, height int

	question Question
	field    *field
	pager    viewport.Model
	// wrong is what was wrong with the last answer.
	wrong diag.List
	// looks counts the looks at the project; waiting says that one is under way, slow that it takes
	// long.
	looks         int
	waiting, slow bool
	// told are the facts that stand above the form, facts the lines about those that came since.
	told  map[fact]bool
	facts []string

	done bool
	err  error
}

// looked is the end of a look at the project.
type looked struct {
	look  int
	step  step
	wrong diag.List
	err   error
}

// slowed comes when a look has taken longer than patience.
type slowed struct{ look int }

func newScreen(ctx context.Context, t Terminal, iv *interview) *screen {
	return &screen{ctx: ctx, iv: iv, colour: t.Colour, theme: theme(t.Colour), width: t.width(), height: defaultHeight, told: map[fact]bool{}}
}

// defaultHeight is taken until the terminal has said how high it is.
const defaultHeight = 24

// runScreen draws the form until it is filled.
func runScreen(ctx context.Context, t Terminal, iv *interview) error {
	ctx, stop := context.WithCancel(ctx) // ends a look that is still under way
	defer stop()
	m := newScreen(ctx, t, iv)
	for _, line := range m.tell() {
		fmt.Fprintln(t.Out, line)
	}
	_, err := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(t.In), tea.WithOutput(t.Out), tea.WithoutSignalHandler()).Run()
	switch {
	case m.err != nil:
		return m.err
	case ctx.Err() != nil, errors.Is(err, tea.ErrInterrupted):
		return ErrStopped
	case err != nil:
		return err
	case !m.done:
		return ErrStopped // the terminal went away
	}
	return nil
}

// Init asks the first question.
func (m *screen) Init() tea.Cmd { return tea.Batch(m.ask(), tea.RequestWindowSize) }

// Update takes keys, the size of the terminal, and the ends of looks.
func (m *screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		cmd := m.resize(msg.Width, msg.Height)
		return m, cmd
	case slowed:
		m.slow = m.slow || m.waiting && msg.look == m.looks
		return m, nil
	case looked:
		if msg.look == m.looks {
			cmd := m.looked(msg)
			return m, cmd
		}
		return m, nil
	case tea.KeyPressMsg:
		if handled, cmd := m.key(msg); handled {
			return m, cmd
		}
	}
	if key, pressed := msg.(tea.KeyPressMsg); pressed && key.String() == "ctrl+j" {
		msg = tea.KeyPressMsg{Code: tea.KeyEnter} // as the terminal has it that was typed before the form began
	}
	if m.field == nil || m.waiting || m.done {
		return m, nil
	}
	cmd := m.field.update(msg)
	if m.field.complete() {
		cmd = m.submit()
	}
	return m, cmd
}

// key handles the keys that mean the same at every question.
func (m *screen) key(msg tea.KeyPressMsg) (handled bool, cmd tea.Cmd) {
	name := msg.String()
	switch {
	case name == "ctrl+c":
		m.err, m.done = ErrStopped, true
		return true, tea.Quit
	case m.waiting || m.done || m.field == nil:
		return true, nil
	case name == "shift+tab", name == "esc" && !m.field.filtering():
		if !m.iv.back() {
			return true, nil
		}
		m.wrong = nil
		return true, m.ask()
	case m.question.Kind == Preview && m.scroll(name):
		return true, nil
	}
	return false, nil
}

// scroll moves the preview.
func (m *screen) scroll(name string) bool {
	switch name {
	case "up", "k":
		m.pager.ScrollUp(1)
	case "down", "j":
		m.pager.ScrollDown(1)
	case "pgup", "b", "ctrl+u":
		m.pager.PageUp()
	case "pgdown", "space", "f", "ctrl+d":
		m.pager.PageDown()
	case "home", "g":
		m.pager.GotoTop()
	case "end", "G":
		m.pager.GotoBottom()
	default:
		return false
	}
	return true
}

// ask turns to the question that is open, or ends the form.
func (m *screen) ask() tea.Cmd {
	q, open := m.iv.question()
	if m.err = m.iv.ended(); !open || m.err != nil {
		m.done, m.field = true, nil
		return tea.Quit
	}
	m.question = q
	return m.show()
}

// show builds the field for the question.
func (m *screen) show() tea.Cmd {
	m.field = newField(m.question, m.theme, m.width)
	m.pager = viewport.New()
	m.pager.SoftWrap = true
	m.pager.SetContentLines(m.question.Lines)
	cmd := m.field.form.Init()
	m.fit()
	return cmd
}

// resize lays out for another size of the terminal; what stands in the field stays.
func (m *screen) resize(width, height int) tea.Cmd {
	if width <= 0 || height <= 0 {
		return nil // a terminal that does not know its size
	}
	narrower := max(width, minWidth) != m.width
	m.width, m.height = max(width, minWidth), height
	if m.field == nil || !narrower || m.waiting {
		m.fit()
		return nil
	}
	m.question.Default = m.field.answer()
	return m.show()
}

// submit looks what the answer gives.
func (m *screen) submit() tea.Cmd {
	m.looks++
	m.waiting, m.slow, m.wrong = true, false, nil
	look, q, answer, iv := m.looks, m.question, m.field.answer(), *m.iv
	return tea.Batch(
		func() tea.Msg {
			s, wrong, err := iv.try(m.ctx, q, answer)
			return looked{look, s, wrong, err}
		},
		tea.Tick(patience, func(time.Time) tea.Msg { return slowed{look} }),
	)
}

// looked goes on with the next question, or says at this one what is wrong.
func (m *screen) looked(msg looked) tea.Cmd {
	m.waiting, m.slow = false, false
	switch {
	case msg.err != nil:
		m.err, m.done = msg.err, true
		return tea.Quit
	case msg.wrong != nil:
		m.wrong = msg.wrong
		m.question.Default = msg.step.answer
		return m.show()
	}
	m.iv.take(msg.step)
	return m.ask()
}
