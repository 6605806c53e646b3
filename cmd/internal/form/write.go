package form

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/output"
)

// The answers to what becomes of files.
const (
	stop      = "stop"
	force     = "force"
	elsewhere = "elsewhere"
	adopt     = "adopt"
	takeOver  = "take-over"
	write     = "write"
)

// inTheWay are the files that uvdock did not write, or that were edited since.
func (f Found) inTheWay() []output.Change {
	var out []output.Change
	for _, c := range f.Changes {
		if c.State == output.Foreign || c.State == output.Edited {
			out = append(out, c)
		}
	}
	return out
}

// existingID names the question about the files that are in the way now.
func existingID(list []output.Change) string {
	parts := []string{"existing"}
	for _, c := range list {
		parts = append(parts, filepath.ToSlash(c.Path))
	}
	return strings.Join(parts, ":")
}

// askExisting asks what becomes of files that would be lost. Who only presses Enter loses none.
func askExisting(s state) (Question, bool) {
	list := s.found.inTheWay()
	if len(list) == 0 {
		return Question{}, false
	}
	var lines []string
	for _, c := range list {
		lines = append(lines, report.Plain(filepath.ToSlash(c.Path))+" "+foreign(c))
	}
	q := Question{
		ID: existingID(list), Flags: []string{"force", "adopt"}, Title: "There is a file in the way. What now?",
		Detail: strings.Join(lines, "\n"), Choices: []Choice{{Value: stop, Label: "stop, and keep it"}}, Default: []string{stop},
		words: func(answer []string) []string {
			if answer[0] == force || answer[0] == adopt {
				return []string{"--" + answer[0]}
			}
			return nil
		},
	}
	if !slices.ContainsFunc(list, func(c output.Change) bool { return c.State != output.Edited }) {
		q.Choices = append(q.Choices, Choice{Value: adopt, Label: "keep what was added: move it into a region"})
	}
	if s.found.Changes[0].State == output.Foreign {
		q.Choices = append(q.Choices, Choice{Value: takeOver, Label: "stop, and see how uvdock adopt would take it over"})
	}
	if c := s.found.Changes[0]; c.State == output.Foreign || c.State == output.Edited {
		q.Choices = append(q.Choices, Choice{Value: elsewhere, Label: "write the Dockerfile to another place"})
	}
	q.Choices = append(q.Choices, Choice{Value: force, Label: "overwrite: what it holds is lost"})
	return q, true
}

// askElsewhere asks for the other place.
func askElsewhere(s state) (Question, bool) {
	id := existingID(s.found.inTheWay())
	if answer := s.answers[id]; len(answer) == 0 || answer[0] != elsewhere {
		return Question{}, false
	}
	return Question{
		ID: elsewhere + ":" + id, Title: "Where does the Dockerfile go?", Kind: Text,
		Detail: "Relative to the directory of uv.lock", Default: []string{"docker/Dockerfile"},
		words: func(answer []string) []string { return []string{word("output", answer[0])} },
	}, true
}

// askSave asks whether the answers go into the configuration of the project.
func askSave(s state) (Question, bool) {
	if !s.found.Savable {
		return Question{}, false
	}
	return Question{
		ID: "save", Flags: []string{"save"}, Title: "Keep the answers in the project's configuration?",
		Detail:  "In [tool.uvdock] of pyproject.toml, or in uvdock.toml where that is",
		Choices: []Choice{{Value: "save", Label: "yes: generate and check need no flags then"}, {Value: "", Label: "no: they stand in the command"}},
		Default: []string{"save"},
		words: func(answer []string) []string {
			if answer[0] == "" {
				return nil
			}
			return []string{"--save"}
		},
	}, true
}

// askWrite shows what would be written, and asks whether it is.
func askWrite(s state) (Question, bool) {
	if s.found.Result == nil || s.found.Result.Plan == nil || len(s.found.Changes) == 0 {
		return Question{}, false
	}
	var names, lines []string
	for _, f := range s.found.warnings() {
		lines = append(lines, strings.Split("warning: "+report.Plain(strings.TrimSuffix(f.String(), "\n")), "\n")...)
		lines = append(lines, "")
	}
	for i, c := range s.found.Changes {
		name := report.Plain(filepath.ToSlash(c.Path))
		names = append(names, name)
		lines = append(lines, "==> "+name+note(c), "")
		text := string(c.New)
		if i > 0 && c.State == output.Update { // of the Dockerfile everything is shown, of others what changes
			text = output.Diff([]output.Change{c})
		}
		for line := range strings.Lines(text) {
			lines = append(lines, report.Plain(strings.ReplaceAll(strings.TrimRight(line, "\r\n"), "\t", "    ")))
		}
		lines = append(lines, "")
	}
	return Question{
		ID: write, Kind: Preview, Title: "Write " + strings.Join(names, ", ") + "?", Lines: lines,
		Choices: []Choice{{Value: write, Label: "yes"}, {Value: stop, Label: "no"}}, Default: []string{write}, words: none,
	}, true
}

// note says what becomes of the file that is there.
func note(c output.Change) string {
	switch c.State {
	case output.Unchanged:
		return " (already true)"
	case output.Update:
		return " (updated)"
	case output.Foreign, output.Edited:
		return " (overwritten)"
	}
	return ""
}
