// Package report turns results into text for people and JSON for programs.
package report

// Style colours text for a terminal, or leaves it as it is.
type Style struct{ on bool }

// NewStyle returns a style that colours if on is set.
func NewStyle(on bool) Style { return Style{on} }

func (s Style) wrap(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// Error is for what stops a run, Warning for what probably is not meant, Note for the rest.
func (s Style) Error(text string) string { return s.wrap("1;31", text) }

// Warning is yellow.
func (s Style) Warning(text string) string { return s.wrap("33", text) }

// Note is blue.
func (s Style) Note(text string) string { return s.wrap("34", text) }

// Good is green.
func (s Style) Good(text string) string { return s.wrap("32", text) }

// Strong is bold, Faint grey.
func (s Style) Strong(text string) string { return s.wrap("1", text) }

// Faint is for what can be passed over.
func (s Style) Faint(text string) string { return s.wrap("2", text) }
