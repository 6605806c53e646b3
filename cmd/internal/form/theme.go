package form

import (
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
)

// theme styles the questions as package report styles text: the sixteen colours that the user's
// terminal defines, or none at all.
func theme(colour bool) huh.Theme {
	return huh.ThemeFunc(func(bool) *huh.Styles {
		t := huh.ThemeBase(false)
		plain := lipgloss.NewStyle()
		bold, faint, green := plain, plain, plain
		if colour {
			bold, faint, green = plain.Bold(true), plain.Faint(true), plain.Foreground(lipgloss.Green)
		}
		f := &t.Focused
		f.Base = plain
		f.Title, f.Description = bold, faint
		f.SelectSelector = green.SetString("> ")
		f.MultiSelectSelector = green.SetString("> ")
		f.SelectedOption, f.UnselectedOption = green, plain
		f.SelectedPrefix, f.UnselectedPrefix = green.SetString("[x] "), plain.SetString("[ ] ")
		f.TextInput.Prompt, f.TextInput.Placeholder = green, faint
		f.TextInput.Cursor = plain
		f.FocusedButton, f.BlurredButton = plain.SetString(">").MarginRight(2), plain.SetString(" ").MarginRight(2)
		if colour {
			f.FocusedButton = f.FocusedButton.Foreground(lipgloss.Green).Bold(true)
		}
		t.Blurred = *f
		return t
	})
}
