package form

import (
	"fmt"
	"strings"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
)

// askProfile asks for the base, with the predicted sizes side by side. Who takes the one that uvdock
// would take says nothing, so that it can change with the lock.
func askProfile(s state) (Question, bool) {
	image := s.found.Inspection.Image
	if image == nil || image.Choice.Value == "" {
		return Question{}, false
	}
	q := Question{
		ID: "profile", Flags: []string{"profile", "prefer"}, Title: "Which base image?",
		Detail: "Sizes are predicted, on disk", Default: []string{""}, words: flag("profile"),
	}
	name, size := 0, 0
	for _, p := range image.Profiles {
		name, size = max(name, len(p.Profile.Name)), max(size, len(report.SizeColumn(p.Sizes)))
	}
	for _, p := range image.Profiles {
		value := p.Profile.Name
		if value == image.Choice.Value {
			value = ""
		}
		label := fmt.Sprintf("%-*s  %*s  %s", name, p.Profile.Name, size, report.SizeColumn(p.Sizes), profileNotes(p, value == ""))
		q.Choices = append(q.Choices, Choice{Value: value, Label: strings.TrimRight(label, " "), Doubtful: len(p.Obstacles) > 0})
	}
	return q, true
}

// profileNotes say what speaks for and against a profile.
func profileNotes(p generator.ProfileChoice, chosen bool) string {
	var notes []string
	if chosen {
		notes = append(notes, "recommended")
	}
	if len(p.Obstacles) > 0 {
		return "cannot work"
	}
	if n := len(p.Compiled()); n > 0 {
		notes = append(notes, fmt.Sprintf("compiles %d", n))
	}
	if len(p.Doubts) > 0 {
		notes = append(notes, "doubtful")
	}
	return strings.Join(notes, ", ")
}

// askFiles asks for files beside the Dockerfile.
func askFiles(s state) (Question, bool) {
	if s.found.Result == nil || s.found.Result.Plan == nil {
		return Question{}, false
	}
	return Question{
		ID: "files", Flags: []string{"bake", "compose", "ci"}, Title: "Which further files?", Kind: Many,
		Choices: []Choice{
			{Value: "compose", Label: "compose.yaml: a service, for docker compose up"},
			{Value: "bake", Label: "docker-bake.hcl: a target, for docker buildx bake"},
			{Value: "github", Label: "a workflow of GitHub: check, and build what changed"},
			{Value: "gitlab", Label: "a pipeline of GitLab: the same"},
		},
		words: fileWords,
	}, true
}

// fileWords are the flags for further files. Who takes both kinds of CI is told by the flag that it has
// one value.
func fileWords(answer []string) []string {
	var out, ci []string
	for _, name := range answer {
		switch name {
		case "github", "gitlab":
			ci = append(ci, name)
		default:
			out = append(out, "--"+name)
		}
	}
	if ci != nil {
		out = append(out, word("ci", strings.Join(ci, ",")))
	}
	return out
}

// warnings are what a person should know before files are written.
func (f Found) warnings() diag.List {
	var out diag.List
	for _, one := range f.Findings {
		if one.Severity == diag.Warning {
			out = append(out, one)
		}
	}
	return out
}
