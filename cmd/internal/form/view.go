package form

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/diag"
)

// minWidth is the narrowest screen that is laid out; a narrower one is cut off by the terminal.
const minWidth = 16

// width of the terminal, at least minWidth.
func (t Terminal) width() int { return max(t.Width, minWidth) }

// View draws the question, what is wrong with the answer, and which keys there are. It never has more
// lines than the terminal.
func (m *screen) View() tea.View {
	if m.done || m.field == nil {
		return tea.NewView("")
	}
	parts := []string{m.field.form.View()}
	if m.question.Kind == Preview {
		parts = []string{m.title(), m.pager.View(), parts[0]}
	}
	if text := m.trouble(); text != "" {
		parts = append(parts, text)
	}
	parts = append(append(slices.Clone(m.facts), parts...), m.foot())
	lines := strings.Split(strings.Join(parts, "\n"), "\n")
	return tea.NewView(strings.Join(lines[max(0, len(lines)-m.height):], "\n"))
}

func (m *screen) style() report.Style { return report.NewStyle(m.colour) }

// fit lays the parts out: the pager or the list of choices gets what the others leave, and what they
// leave goes to what was found.
func (m *screen) fit() {
	if m.field == nil {
		return
	}
	m.facts = nil
	rest := m.height - lipgloss.Height(m.foot())
	if text := m.trouble(); text != "" {
		rest -= lipgloss.Height(text)
	}
	m.field.fit(m.question, m.width, rest)
	rest -= lipgloss.Height(m.field.form.View())
	if m.question.Kind != Preview {
		m.facts = m.newFacts(rest)
		return
	}
	m.pager.SetWidth(m.width)
	m.pager.SetHeight(max(1, rest-lipgloss.Height(m.title())))
}

// title stands above a preview.
func (m *screen) title() string { return styled(m.style().Strong, wrap(m.question.Title, m.width)) }

// trouble words what is wrong with the answer, as the flag would.
func (m *screen) trouble() string { return problems(m.style(), m.wrong, m.width) }

// problems are findings in lines of a width; empty without any.
func problems(style report.Style, list diag.List, width int) string {
	var out []string
	for _, f := range list {
		out = append(out, styled(style.Error, wrap(report.Plain(f.Message), width)))
		if fix, _, _ := strings.Cut(f.Fix, "\n"); fix != "" {
			out = append(out, wrap("-> "+report.Plain(fix), width))
		}
	}
	return strings.Join(out, "\n")
}

// foot says which keys there are, or that something takes its time.
func (m *screen) foot() string {
	if m.waiting && m.slow {
		return styled(m.style().Faint, wrap("reading the project ...", m.width))
	}
	keys := map[Kind]string{
		One: "up/down choose, enter next", Many: "up/down move, space choose, enter next", Text: "enter next",
		Preview: "up/down scroll, left/right choose, enter",
	}[m.question.Kind]
	if m.question.Kind == One && len(m.question.Choices) > fewChoices {
		keys += ", / filter"
	}
	if len(m.iv.steps) > 0 {
		keys += ", esc back"
	}
	return "\n" + styled(m.style().Faint, wrap(keys+", ctrl+c stop", m.width))
}

// tell words what was found at first: it is printed once, above the form, and stays.
func (m *screen) tell() []string {
	lines := factLines(m.style(), untold(m.iv.found.facts(), m.told), m.width, true)
	for _, f := range m.iv.found.facts() {
		m.told[f] = true
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return lines
}

// newFacts words what was found since, in so many lines: without the evidence where they are few.
func (m *screen) newFacts(room int) []string {
	facts := untold(m.iv.found.facts(), m.told)
	if len(facts) == 0 {
		return nil
	}
	room-- // a blank line follows
	lines := factLines(m.style(), facts, m.width, true)
	if len(lines) > room {
		lines = factLines(m.style(), facts, m.width, false)
	}
	if len(lines) > room {
		lines = lines[:max(0, room)]
	}
	return append(lines, "")[:min(len(lines)+1, max(0, room+1))]
}

// untold are the facts that were not told.
func untold(facts []fact, told map[fact]bool) []fact {
	return slices.DeleteFunc(facts, func(f fact) bool { return told[f] })
}

// factLines words facts, with or without the evidence.
func factLines(style report.Style, facts []fact, width int, evidence bool) []string {
	var out []string
	for _, f := range facts {
		if !evidence {
			f.because = ""
		}
		out = append(out, f.lines(style, width)...)
	}
	return out
}

// factIndent is that of what was found, behind its name.
const factIndent = 9

// lines are the name, what was found, and the evidence below it.
func (f fact) lines(style report.Style, width int) []string {
	room := width - factIndent
	var out []string
	for i, line := range strings.Split(wrap(f.value, room), "\n") {
		name := ""
		if i == 0 {
			name = f.name
		}
		out = append(out, style.Faint(pad(name, factIndent))+style.Strong(line))
	}
	if f.because == "" {
		return out
	}
	for line := range strings.SplitSeq(wrap(f.because, room), "\n") {
		out = append(out, pad("", factIndent)+style.Faint(line))
	}
	return out
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-len(text)))
}

// wrap breaks text at blanks, and words that are too long anywhere.
func wrap(text string, width int) string { return lipgloss.Wrap(text, max(1, width), "") }

// styled styles each line by itself.
func styled(style func(string) string, text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = style(lines[i])
	}
	return strings.Join(lines, "\n")
}
