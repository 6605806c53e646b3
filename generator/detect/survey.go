package detect

import "slices"

// Survey is the answer of Look.
type Survey struct {
	// Service is what Detect answers; its Framework is empty where nothing was found or the choice is open.
	Service Service
	// Starts are all that could be started: the answer first, where there is one, then the others in
	// the order of the sources.
	Starts []Start
	// Seen are things that look as if they were to be started and cannot be. They are told where
	// there is no answer.
	Seen []Evidence
}

// Start is one thing that the container could start.
type Start struct {
	// Words are the command line, as --cmd takes it; nil where nothing that is installed can start it.
	Words []string
	// Because is what speaks for it, never empty.
	Because []Evidence
	// Chosen says that it is the answer.
	Chosen bool
}

// survey puts together what was found beside the answer.
func (d *detector) survey(svc Service) Survey {
	s := Survey{Service: svc}
	if svc.Framework != "" {
		s.Starts = append(s.Starts, Start{svc.Command.Words(), svc.Evidence, true})
	} else {
		s.Seen = d.seen
	}
	for _, list := range [][]option{d.open, d.offered} {
		for _, o := range list {
			if o.words != nil && slices.ContainsFunc(s.Starts, func(t Start) bool { return slices.Equal(t.Words, o.words) }) {
				continue // another reason for the same
			}
			s.Starts = append(s.Starts, Start{o.words, []Evidence{o.Evidence}, false})
		}
	}
	return s
}
