package form

import (
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
)

// Kind says how a question is answered.
type Kind int

const (
	// One of the choices.
	One Kind = iota
	// Many of the choices, or none.
	Many
	// Text is a line of text, perhaps an empty one.
	Text
	// Preview shows Question.Lines, and is answered by one of the choices.
	Preview
)

// Question is one thing that is open.
type Question struct {
	// ID is stable, in kebab case.
	ID string
	// Flags are the flags that answer it, without dashes: who gave one of them is not asked.
	Flags []string
	// Required says that without an answer there is no Dockerfile.
	Required bool
	// Title is a few words, Detail what is worth knowing; it may be empty.
	Title, Detail string
	Kind          Kind
	Choices       []Choice
	// Default is the answer of one who presses Enter.
	Default []string
	// Empty says that an empty text means something: that there is none.
	Empty bool
	// Lines are the text of a Preview.
	Lines []string

	// settles says whether an error is one that the answer may settle; nil for none.
	settles func(diag.Finding) bool
	// words turns an answer into words of the command line.
	words func(answer []string) []string
}

// Choice is one answer that is offered.
type Choice struct {
	// Value is unique in its question, Label what is shown of it.
	Value, Label string
	// Doubtful says that the answer alone leads to no Dockerfile.
	Doubtful bool
}

// mostExamples is how many commands a person reads.
const mostExamples = 10

// Examples are words of the command line that answer the question, one answer each.
func (q Question) Examples() [][]string {
	if q.Kind == Text {
		return [][]string{{word(q.Flags[0], "python -m package")}}
	}
	var out [][]string
	for _, c := range q.Choices {
		if words := q.words([]string{c.Value}); len(words) > 0 && !c.Doubtful && len(out) < mostExamples {
			out = append(out, words)
		}
	}
	return out
}

// flag is a question's answer as the value of one flag; an empty one is no word at all.
func flag(name string) func([]string) []string {
	return func(answer []string) []string {
		if answer[0] == "" {
			return nil
		}
		return []string{word(name, answer[0])}
	}
}

// word is a flag with its value as one word, so that a value that begins with a dash is none.
func word(name, value string) string { return "--" + name + "=" + value }

// none is for answers that only lead on.
func none([]string) []string { return nil }

// codes settles errors of these codes.
func codes(list ...string) func(diag.Finding) bool {
	return func(f diag.Finding) bool { return slices.Contains(list, f.Code) }
}
