package form

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/cmd/internal/report"
)

// Prefixes of the choices among extras and groups.
const (
	extraPrefix = "extra:"
	groupPrefix = "group:"
)

// askSelection asks which extras and groups are installed. Groups that are for development by their
// names are no question: an image leaves them out.
func askSelection(s state) (Question, bool) {
	image := s.found.Inspection.Image
	if image == nil {
		return Question{}, false
	}
	q := Question{
		ID:    "selection",
		Flags: []string{"extra", "all-extras", "group", "no-group", "only-group", "no-default-groups"},
		Title: "Which extras and groups does the image install?", Kind: Many,
		settles: codes("no-server", "no-start-command"),
	}
	for _, name := range image.Extras {
		q.Choices = append(q.Choices, Choice{Value: extraPrefix + name, Label: "extra " + report.Plain(name)})
	}
	for _, g := range image.Groups {
		if g.Development {
			continue
		}
		q.Choices = append(q.Choices, Choice{Value: groupPrefix + g.Name, Label: "group " + report.Plain(g.Name)})
		if g.Default {
			q.Default = append(q.Default, groupPrefix+g.Name)
		}
	}
	defaults := q.Default
	q.words = func(answer []string) []string { return selectionWords(q.Choices, defaults, answer) }
	return q, len(q.Choices) > 0
}

// selectionWords are the flags for what differs from the default.
func selectionWords(choices []Choice, defaults, answer []string) []string {
	var out []string
	for _, c := range choices {
		taken, usual := slices.Contains(answer, c.Value), slices.Contains(defaults, c.Value)
		extra, isExtra := strings.CutPrefix(c.Value, extraPrefix)
		group := strings.TrimPrefix(c.Value, groupPrefix)
		switch {
		case taken == usual:
		case isExtra:
			out = append(out, word("extra", extra))
		case taken:
			out = append(out, word("group", group))
		default:
			out = append(out, word("no-group", group))
		}
	}
	return out
}
