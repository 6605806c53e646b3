package dockerfile

import (
	"encoding/json"
	"strings"
)

// Source is a file or directory that an instruction takes from a context, a stage or an image.
type Source struct {
	// From is what COPY --from or from= of a mount names, empty for the build context.
	From string
	// Path is as it is written, without quotes; it may hold wildcards and variables.
	Path string
}

// Sources are what COPY, ADD and the bind mounts of RUN read. What ADD fetches from a network and
// here-documents are none.
func (i Instruction) Sources() []Source {
	switch {
	case i.Is("COPY", "ADD"):
		return i.copied()
	case i.Is("RUN"):
		return i.bound()
	}
	return nil
}

func (i Instruction) copied() (out []Source) {
	from := ""
	for _, o := range i.Options() {
		if name, ok := strings.CutPrefix(o, "--from="); ok {
			from = unquoted(name)
		}
	}
	words := i.Arguments()
	if at := strings.IndexByte(i.Text, '['); at >= 0 && len(words) > 0 && strings.HasPrefix(words[0], "[") {
		var list []string
		if json.Unmarshal([]byte(i.Text[at:]), &list) == nil {
			words = list
		}
	}
	for n := 0; n+1 < len(words); n++ { // the last is the target
		if word := unquoted(words[n]); !heredoc().MatchString(words[n]) && !remote(word) {
			out = append(out, Source{from, word})
		}
	}
	return out
}

// remote says whether ADD fetches a source.
func remote(word string) bool {
	return strings.Contains(word, "://") || strings.HasPrefix(word, "git@")
}

// bound are the sources of RUN --mount=type=bind, which is the type where none is said.
func (i Instruction) bound() (out []Source) {
	for _, o := range i.Options() {
		fields, ok := strings.CutPrefix(o, "--mount=")
		if !ok {
			continue
		}
		kind, s := "bind", Source{Path: "."}
		for field := range strings.SplitSeq(unquoted(fields), ",") {
			switch key, value, _ := strings.Cut(field, "="); key {
			case "type":
				kind = value
			case "from":
				s.From = value
			case "source", "src":
				s.Path = value
			}
		}
		if kind == "bind" {
			out = append(out, s)
		}
	}
	return out
}
