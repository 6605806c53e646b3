package form

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// state is what the next question follows from.
type state struct {
	// given are the words of the command line; answers what was answered since, by question.
	given   []string
	answers map[string][]string
	found   Found
}

// asks makes a question of what was found; false where there is nothing to ask.
type asks func(state) (Question, bool)

// order is that of the questions: each changes at most what those after it ask. Files in the way are
// asked about as soon as they are known, and again where another file is added to them.
var order = []asks{
	askMember, askExisting, askElsewhere, askSelection, askStart, askCommand, askPort, askHealth,
	askExisting, askElsewhere, askProfile, askFiles, askExisting, askElsewhere, askSave, askWrite,
}

// next is the first question that is open; false where none is.
func next(s state) (Question, bool) {
	for _, ask := range order {
		if q, open := ask(s); open && !s.answered(q) {
			return q, true
		}
	}
	return Question{}, false
}

// Questions are those that are open now, in their order. What an answer brings up is not among them.
func Questions(given []string, found Found) []Question {
	s := state{given: given, found: found}
	var out []Question
	for _, ask := range order {
		q, open := ask(s)
		same := func(other Question) bool { return other.ID == q.ID }
		if open && !s.answered(q) && !slices.ContainsFunc(out, same) {
			out = append(out, q)
		}
	}
	return out
}

// answered says whether a question was answered: in the form, by a flag, by a variable of the
// environment, or by the project's configuration.
func (s state) answered(q Question) bool {
	if _, done := s.answers[q.ID]; done {
		return true
	}
	return slices.ContainsFunc(q.Flags, func(f string) bool {
		set := false
		if s.found.Result != nil {
			_, set = s.found.Result.Options.Given[f]
		}
		return set || hasFlag(s.given, f)
	})
}

// hasFlag says whether a flag is among words, each of which holds its value: --name, --name=value.
func hasFlag(words []string, name string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return w == "--"+name || strings.HasPrefix(w, "--"+name+"=")
	})
}

// Open parts the errors of what was found: those that a question settles, and those that stop
// everything.
func Open(given []string, found Found) (open, stop diag.List) {
	return state{given: given, found: found}.open()
}

func (s state) open() (open, stop diag.List) {
	for _, f := range s.found.Findings.Errors() {
		if s.settled(f) {
			open = append(open, f)
		} else {
			stop = append(stop, f)
		}
	}
	return open, stop
}

// settled says whether a question that is still to come may settle an error.
func (s state) settled(f diag.Finding) bool {
	for _, ask := range order {
		if q, open := ask(s); open && !s.answered(q) && q.settles != nil && q.settles(f) {
			return true
		}
	}
	return false
}
