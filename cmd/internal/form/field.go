package form

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
)

// field is the part of the screen that takes the answer to one question.
type field struct {
	form  *huh.Form
	inner huh.Field
	kind  Kind
	// text and many hold the answer, yes that of a preview.
	text string
	many []string
	yes  bool
}

// fewChoices are so many that nobody needs a filter.
const fewChoices = 10

// newField builds the field for a screen of a width: huh wraps most texts itself, but not the choices of
// which many can be taken.
func newField(q Question, theme huh.Theme, width int) *field {
	f := &field{kind: q.Kind, many: slices.Clone(q.Default)}
	if len(q.Default) > 0 {
		f.text = q.Default[0]
	}
	var options []huh.Option[string]
	for _, c := range q.Choices {
		options = append(options, huh.NewOption(wrap(c.Label, width-q.mark()), c.Value))
	}
	switch q.Kind {
	case One:
		f.inner = huh.NewSelect[string]().Title(q.Title).Description(q.Detail).Options(options...).Value(&f.text)
	case Many:
		f.inner = huh.NewMultiSelect[string]().Title(q.Title).Description(q.Detail).Options(options...).
			Filterable(len(options) > fewChoices).Value(&f.many)
	case Text:
		f.inner = huh.NewInput().Title(q.Title).Description(q.Detail).Value(&f.text)
	case Preview:
		f.yes = f.text == write
		f.inner = huh.NewConfirm().WithButtonAlignment(lipgloss.Left).Value(&f.yes)
	}
	f.form = huh.NewForm(huh.NewGroup(f.inner)).WithTheme(theme).WithKeyMap(keymap(len(options))).WithShowHelp(false).WithShowErrors(false)
	return f
}

// keymap is huh's, without the filter where it helps nobody, and without what the screen itself does:
// stop and go back.
func keymap(choices int) *huh.KeyMap {
	k := huh.NewDefaultKeyMap()
	k.Quit = key.NewBinding(key.WithDisabled())
	if choices <= fewChoices {
		k.Select.Filter.SetEnabled(false)
		k.Select.Filter.SetKeys()
	}
	return k
}

// answer is what stands in the field.
func (f *field) answer() []string {
	switch {
	case f.kind == Many:
		return f.many
	case f.kind == Preview && f.yes:
		return []string{write}
	case f.kind == Preview:
		return []string{stop}
	}
	return []string{f.text}
}

// complete says whether the answer was given.
func (f *field) complete() bool { return f.form.State == huh.StateCompleted }

// filtering says whether keys go to the filter of a long list.
func (f *field) filtering() bool {
	switch inner := f.inner.(type) {
	case *huh.Select[string]:
		return inner.GetFiltering()
	case *huh.MultiSelect[string]:
		return inner.GetFiltering()
	}
	return false
}

func (f *field) update(msg tea.Msg) tea.Cmd {
	m, cmd := f.form.Update(msg)
	f.form = m.(*huh.Form)
	return cmd
}

// fit lays the field out in at most height lines.
func (f *field) fit(q Question, width, height int) {
	need := f.need(q, width)
	f.form.WithWidth(width)
	f.inner.WithHeight(max(1, min(need, height)))
	f.form.WithHeight(max(1, min(need, height)))
}

// mark is the width of what stands before a choice: the cursor, and whether it is taken.
func (q Question) mark() int {
	if q.Kind == Many {
		return len("> [x] ")
	}
	return len("> ")
}

// need is how many lines the field takes to be shown whole. huh's own answer is short of the title for
// a list of which many can be chosen.
func (f *field) need(q Question, width int) int {
	lines := func(text string) int { return lipgloss.Height(lipgloss.Wrap(text, width, ",.-; ")) }
	if q.Kind == Preview {
		return 1
	}
	need := lines(q.Title)
	if q.Detail != "" {
		need += lines(q.Detail)
	}
	if q.Kind == Text {
		need++
	}
	for _, c := range q.Choices {
		need += lipgloss.Height(wrap(c.Label, width-q.mark()))
	}
	return need
}
