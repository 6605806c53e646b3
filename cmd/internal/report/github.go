package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// GitHub writes findings as workflow commands, which GitHub Actions shows at the lines of a pull
// request. Nothing else may go to that stream: the runner obeys every line that begins with "::",
// and a project's files may hold such lines.
// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
func GitHub(w io.Writer, findings diag.List) {
	for _, f := range findings {
		command := string(f.Severity)
		if f.Severity == diag.Note {
			command = "notice"
		}
		var properties []string
		if f.File != "" {
			properties = append(properties, "file="+githubProperty(f.File))
			if f.Line > 0 {
				properties = append(properties, fmt.Sprintf("line=%d", f.Line))
			}
		}
		properties = append(properties, "title="+githubProperty("uvdock: "+f.Code))
		fmt.Fprintf(w, "::%s %s::%s\n", command, strings.Join(properties, ","), githubData(plainLines(annotation(f))))
	}
}

// githubData escapes a message, githubProperty the value of a property.
// Source: actions/toolkit, packages/core/src/command.ts
func githubData(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func githubProperty(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}

// plainLines is Plain for a text of several lines.
func plainLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = Plain(line)
	}
	return strings.Join(lines, "\n")
}
