package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/uvdock/uvdock/generator/diag"
)

// most is how many lines of one kind a person gets to read; the JSON has all of them.
const most = 50

// Findings prints findings for people: place, severity, message, code, and the next step on a
// line of its own. Of a code that comes up again and again the first are printed, and the rest
// counted at the end.
func Findings(w io.Writer, style Style, list diag.List) {
	seen := map[string]int{}
	var often []string
	for _, f := range list {
		if seen[f.Code]++; seen[f.Code] > most {
			if seen[f.Code] == most+1 {
				often = append(often, f.Code)
			}
			continue
		}
		if at := Plain(f.Place().String()); at != "" {
			fmt.Fprint(w, style.Strong(at), ": ")
		}
		fmt.Fprintf(w, "%s: %s %s\n", severity(style, f.Severity), Plain(f.Message), style.Faint("["+f.Code+"]"))
		if f.Fix != "" {
			first, more, _ := strings.Cut(f.Fix, "\n")
			fmt.Fprintf(w, "    %s %s\n", style.Faint("->"), Plain(first))
			for line := range strings.Lines(more) { // lines to be copied into a file
				fmt.Fprintf(w, "       %s\n", Plain(strings.TrimSuffix(line, "\n")))
			}
		}
	}
	for _, code := range often {
		fmt.Fprintf(w, "and %d more %s\n", seen[code]-most, style.Faint("["+code+"]"))
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
