package form

import (
	"context"
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
)

// interview is the course of a form: what was answered, and the way back.
type interview struct {
	look  Look
	given []string
	found Found
	steps []step
	// former are answers that were taken back: the default when their question comes again.
	former map[string][]string
}

// step is one answer, and what was found before and with it.
type step struct {
	question      Question
	answer        []string
	before, after Found
}

func newInterview(look Look, given []string, found Found) *interview {
	return &interview{look: look, given: given, found: found, former: map[string][]string{}}
}

func (iv *interview) state() state {
	s := state{given: iv.given, answers: map[string][]string{}, found: iv.found}
	for _, st := range iv.steps {
		s.answers[st.question.ID] = st.answer
	}
	return s
}

// words are the flags that were given and answered so far.
func (iv *interview) words() []string {
	out := slices.Clone(iv.given)
	for _, s := range iv.steps {
		out = append(out, s.question.words(s.answer)...)
	}
	return out
}

// question is the next one; false at the end.
func (iv *interview) question() (Question, bool) {
	q, open := next(iv.state())
	if former, was := iv.former[q.ID]; open && was && q.offers(former) {
		q.Default = former
	}
	return q, open
}

// offers says whether an answer can still be given.
func (q Question) offers(answer []string) bool {
	for _, value := range answer {
		if q.Kind != Text && !slices.ContainsFunc(q.Choices, func(c Choice) bool { return c.Value == value }) {
			return false
		}
	}
	return true
}

// try looks what an answer gives. The errors, if there are any, are what is wrong with it. It changes
// nothing, so that it can run beside a form that is still drawn.
func (iv *interview) try(ctx context.Context, q Question, answer []string) (step, diag.List, error) {
	s := step{q, answer, iv.found, iv.found}
	words := q.words(answer)
	if len(words) > 0 {
		found, err := iv.look(ctx, append(iv.words(), words...))
		if err != nil {
			return s, nil, err
		}
		s.after = found
	}
	then := iv.state()
	then.answers[q.ID], then.found = answer, s.after
	_, wrong := then.open()
	return s, wrong, nil
}

// take makes an answer count.
func (iv *interview) take(s step) {
	iv.steps, iv.found = append(iv.steps, s), s.after
}

// back takes the last answer back; false where there is none.
func (iv *interview) back() bool {
	n := len(iv.steps)
	if n == 0 {
		return false
	}
	s := iv.steps[n-1]
	iv.former[s.question.ID] = s.answer
	iv.steps, iv.found = iv.steps[:n-1], s.before
	return true
}

// ended is the error for a last answer after which nothing is written; nil for any other.
func (iv *interview) ended() error {
	n := len(iv.steps)
	if n == 0 || iv.steps[n-1].question.Kind == Text {
		return nil
	}
	switch answer := iv.steps[n-1].answer; {
	case slices.Contains(answer, stop):
		return ErrDeclined
	case slices.Contains(answer, takeOver):
		return ErrTakeOver
	}
	return nil
}
