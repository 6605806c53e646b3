package region

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/dockerfile"
)

// Input is a text that is to stand at a place.
type Input struct {
	Name string
	Kind Kind
	Text []byte
	// At is the place of its first line, for the findings. Snippet says that it comes from
	// configuration, and that lines cannot be counted from there.
	At      diag.Place
	Snippet bool
	// Taken are names that no stage of a region may have.
	Taken []string
}

// at is the place of a line of the text, from 1.
func (in Input) at(line int) diag.Place {
	at := in.At
	if !in.Snippet {
		at.Line += line - 1
		at.Column = 0
	}
	return at
}

func (in Input) errorf(line int, fix, format string, args ...any) diag.Finding {
	return diag.Errorf(Code, in.at(line), format, args...).WithFix("%s", fix)
}

// called is how the text is named to people.
func (in Input) called() string {
	if in.Snippet {
		return "snippet " + in.Name
	}
	return "region " + in.Name
}

// Check says what is wrong with a text at its place: a name that the file does not have, and what
// would take lines of uvdock's into it or end a stage. Whether its instructions are right is the
// build's to say.
func Check(in Input) diag.List {
	if message, fix := misplaced(in.Name, in.Kind); message != "" {
		at := in
		if !in.Snippet {
			at.At.Line-- // the marker
		}
		return diag.List{at.errorf(1, fix, "%s", message)}
	}
	place, _ := Find(in.Name)
	switch in.Kind {
	case Dockerfile:
		return in.dockerfile(place)
	case Compose:
		return in.compose()
	}
	return nil
}

// dockerfile checks instructions.
func (in Input) dockerfile(place Place) (out diag.List) {
	list, open := dockerfile.ReadPart(in.Text)
	if open != nil && open.Until != "" {
		out = append(out, in.errorf(open.Line, "end it with a line "+open.Until, "the here-document of %s does not end, and would take in the lines below", in.called()))
	} else if open != nil {
		out = append(out, in.errorf(open.Line, "remove it, or write what follows", "the last line of %s ends in \\, and would take in the line below", in.called()))
	}
	if place.Stages {
		return append(out, in.stages(list)...)
	}
	for _, i := range list {
		if i.Is("FROM") {
			out = append(out, in.errorf(i.Line, "write stages into region early-stages or late-stages, and copy from them", "FROM begins a stage, and %s lies within one", in.called()))
		}
	}
	return out
}

// stages checks a text that holds whole stages.
func (in Input) stages(list []dockerfile.Instruction) (out diag.List) {
	if len(list) > 0 && !list[0].Is("FROM") {
		out = append(out, in.errorf(list[0].Line, "begin with FROM IMAGE AS NAME", "%s holds whole stages, and begins without one", in.called()))
	}
	taken := slices.Clone(in.Taken)
	for _, i := range list {
		if !i.Is("FROM") {
			continue
		}
		words := i.Arguments()
		if len(words) != 3 || !strings.EqualFold(words[1], "AS") {
			out = append(out, in.errorf(i.Line, "write FROM IMAGE AS NAME", "a stage of %s has no name", in.called()))
			continue
		}
		name := strings.ToLower(words[2])
		if slices.Contains(taken, name) {
			out = append(out, in.errorf(i.Line, "give it another name", "stage %s of %s is there already", name, in.called()))
		}
		taken = append(taken, name)
	}
	return out
}

// compose checks that each line belongs to the services: what is not indented would end them.
func (in Input) compose() (out diag.List) {
	for n, line := range strings.Split(string(in.Text), "\n") {
		text := strings.TrimSpace(line)
		switch {
		case text == "" || strings.HasPrefix(text, "#"):
		case strings.HasPrefix(line, "\t"):
			out = append(out, in.errorf(n+1, "indent it with spaces", "a line of %s is indented with a tab, which YAML refuses", in.called()))
		case !strings.HasPrefix(line, "  "):
			out = append(out, in.errorf(n+1, "indent services by two spaces; other keys go into compose.override.yaml", "a line of %s is not indented, and would end the services", in.called()))
		}
	}
	return out
}
