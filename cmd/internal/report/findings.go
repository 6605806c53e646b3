package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/uvdock/uvdock/generator/diag"
)

// Findings prints findings for people: place, severity, message, code, and the next step on a
// line of its own.
func Findings(w io.Writer, style Style, list diag.List) {
	for _, f := range list {
		if at := Plain(f.Place().String()); at != "" {
			fmt.Fprint(w, style.Strong(at), ": ")
		}
		fmt.Fprintf(w, "%s: %s %s\n", severity(style, f.Severity), Plain(f.Message), style.Faint("["+f.Code+"]"))
		if f.Fix != "" {
			fmt.Fprintf(w, "    %s %s\n", style.Faint("->"), Plain(f.Fix))
		}
	}
}

// Plain shows control characters instead of sending them to a terminal, which would obey them: a
// project's names and values may hold any.
func Plain(text string) string {
	if !strings.ContainsFunc(text, unicode.IsControl) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if !unicode.IsControl(r) {
			b.WriteRune(r)
			continue
		}
		b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
	}
	return b.String()
}

func severity(style Style, s diag.Severity) string {
	switch s {
	case diag.Error:
		return style.Error(string(s))
	case diag.Warning:
		return style.Warning(string(s))
	}
	return style.Note(string(s))
}
