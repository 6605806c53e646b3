package render

import (
	"bytes"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/region"
)

// Part are lines of a person for one place of a file.
type Part struct {
	// Name is that of the place; the file must have it.
	Name string
	// Text are the lines as they were written.
	Text []byte
	// Key is that of the decision behind the lines.
	Key string
	// From says where lines come from that stand in configuration. Empty for those of a region,
	// which stand between its markers, and may be changed without the file being edited.
	From string
}

// Insert puts lines of a person at their places, and stamps the file anew.
func (f File) Insert(parts []Part) File {
	if len(parts) == 0 {
		return f
	}
	old := slices.Collect(bytes.Lines(f.Text))
	out := f
	out.Text, out.Lines, out.Places = nil, nil, nil
	at := 0
	copied := func(to int) {
		for ; at < to; at++ {
			out.Text = append(out.Text, old[at]...)
			if f.Lines != nil {
				out.Lines = append(out.Lines, f.Lines[at])
			}
		}
	}
	for _, place := range f.Places {
		copied(place.Line)
		out.Places = append(out.Places, Place{place.Name, bytes.Count(out.Text, []byte("\n"))})
		i := slices.IndexFunc(parts, func(p Part) bool { return p.Name == place.Name })
		if i < 0 {
			continue
		}
		text := parts[i].lines()
		out.Text = append(out.Text, text...)
		if f.Lines != nil {
			for range bytes.Count(text, []byte("\n")) {
				out.Lines = append(out.Lines, []string{parts[i].Key})
			}
		}
	}
	copied(len(old))
	out.Text = Stamp(out.Text)
	return out
}

// lines are what a part adds to a file.
func (p Part) lines() []byte {
	var b bytes.Buffer
	if p.From == "" {
		b.WriteString(region.Begin(p.Name) + "\n")
		b.Write(p.Text)
		b.WriteString(region.End(p.Name) + "\n")
		return b.Bytes()
	}
	b.WriteString("# " + p.Name + ", from " + p.From + ":\n")
	text := strings.ReplaceAll(string(p.Text), "\r\n", "\n")
	b.WriteString(strings.TrimRight(text, "\n") + "\n")
	return b.Bytes()
}
