package report

import (
	"fmt"
	"io"

	"github.com/uvdock/uvdock/generator/diag"
)

// Findings prints findings for people: place, severity, message, code, and the next step on a
// line of its own.
func Findings(w io.Writer, style Style, list diag.List) {
	for _, f := range list {
		if at := f.Place().String(); at != "" {
			fmt.Fprint(w, style.Strong(at), ": ")
		}
		fmt.Fprintf(w, "%s: %s %s\n", severity(style, f.Severity), f.Message, style.Faint("["+f.Code+"]"))
		if f.Fix != "" {
			fmt.Fprintf(w, "    %s %s\n", style.Faint("->"), f.Fix)
		}
	}
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
