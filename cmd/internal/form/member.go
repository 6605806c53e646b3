package form

import (
	"fmt"
	"strings"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
)

// askMember asks for which member of a workspace the image is.
func askMember(s state) (Question, bool) {
	in := s.found.Inspection
	if in.Image != nil || len(in.Members) < 2 {
		return Question{}, false
	}
	q := Question{
		ID: "member", Flags: []string{"package"}, Required: true,
		Title:  "Which member of the workspace is the image for?",
		Detail: "The files of all that can be started: uvdock generate --all",
		// Those that can be started stand first.
		Choices: append(memberChoices(s.found, true), memberChoices(s.found, false)...),
		settles: codes("which-member"), words: flag("package"),
	}
	q.Default = []string{q.Choices[0].Value}
	return q, true
}

// memberChoices are the members for which a start command is known, or is not.
func memberChoices(found Found, startable bool) []Choice {
	var out []Choice
	for _, m := range found.Inspection.Members {
		if (m.Survey.Service.Framework != "") == startable {
			out = append(out, Choice{m.Name, memberLabel(m), !startable})
		}
	}
	return out
}

// memberLabel is a member with what it would start, or how much could be.
func memberLabel(m generator.MemberChoices) string {
	name := report.Plain(m.Name)
	switch n := len(m.Survey.Starts); {
	case m.Survey.Service.Framework != "":
		return name + ": " + report.Plain(strings.Join(m.Survey.Service.Command.Words(), " "))
	case n > 0:
		return name + ": " + fmt.Sprintf("%d things could be started", n)
	}
	return name + ": nothing was found to start"
}
