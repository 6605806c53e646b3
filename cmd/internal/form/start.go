package form

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/render"
)

// another is the choice of a command that is not among those that were found.
const another = "another"

// noCommand are the errors that a start command settles.
var noCommand = codes("no-start-command", "several-start-commands", "no-server")

// askStart asks which of several things is started. What the project states, or what is the only
// one, is no question.
func askStart(s state) (Question, bool) {
	image := s.found.Inspection.Image
	if image == nil || image.Survey.Service.Confidence == detect.Stated || image.Survey.Service.Confidence == detect.Only {
		return Question{}, false
	}
	q := Question{
		ID: "start", Flags: []string{"cmd"}, Required: image.Survey.Service.Framework == "",
		Title: "What does the container start?", settles: noCommand, words: startWords,
	}
	for _, start := range image.Survey.Starts {
		if start.Words == nil {
			continue
		}
		line, value := commandLine(start.Words), ""
		if !start.Chosen { // what is found without a flag needs none
			value = line
		}
		q.Choices = append(q.Choices, Choice{Value: value, Label: report.Plain(line) + "\n" + s.found.because(start.Because)})
	}
	if len(q.Choices) == 0 {
		return Question{}, false
	}
	q.Default = []string{q.Choices[0].Value}
	q.Choices = append(q.Choices, Choice{Value: another, Label: "another command"})
	return q, true
}

func startWords(answer []string) []string {
	if answer[0] == another {
		return nil
	}
	return flag("cmd")(answer)
}

// askCommand asks for a command where none that was found is meant, or none was found.
func askCommand(s state) (Question, bool) {
	image := s.found.Inspection.Image
	meant := slices.Equal(s.answers["start"], []string{another})
	if image == nil || !meant && image.Survey.Service.Framework != "" {
		return Question{}, false
	}
	if _, several := askStart(s); several && !meant {
		return Question{}, false
	}
	q := Question{
		ID: "command", Flags: []string{"cmd"}, Required: true, Kind: Text, Title: "Which command starts the container?",
		Detail: "Words as for a shell, without its operators: python -m package", Default: []string{""}, settles: noCommand,
		// An empty command is said to be one.
		words: func(answer []string) []string { return []string{word("cmd", answer[0])} },
	}
	if !meant && len(image.Survey.Seen) > 0 {
		q.Detail += "\nSeen, but not startable: " + s.found.because(image.Survey.Seen)
	}
	return q, true
}

// commandLine are words as --cmd takes them.
func commandLine(words []string) string {
	line, err := render.ShellWords(words)
	if err != nil {
		text, _ := json.Marshal(words) // strings can always be marshalled
		return string(text)
	}
	return line
}

// because words the evidence, with its places.
func (f Found) because(list []detect.Evidence) string {
	var parts []string
	for _, e := range list {
		text := report.Plain(e.Text)
		if at := f.at(e.Place); at != "" {
			text += " (" + at + ")"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}
