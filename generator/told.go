package generator

import (
	"fmt"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// Told are the findings of the project and of its images, each once and sorted. What concerns
// some of the images begins with the names of their members.
func (w *Workspace) Told() diag.List {
	members := map[diag.Finding][]string{}
	var order diag.List
	for _, r := range w.Images {
		for _, f := range r.Findings {
			if members[f] == nil {
				order = append(order, f)
			}
			members[f] = append(members[f], r.Member.Name)
		}
	}
	out := append(diag.List{}, w.Findings...)
	for _, f := range order {
		if concerned := members[f]; len(concerned) < len(w.Images) || f.Severity == diag.Error && len(w.Images)+len(w.Skipped) > 1 {
			f.Message = few(concerned) + ": " + f.Message
		}
		out = append(out, f)
	}
	return out.Sorted()
}

// few lists some names for a message.
func few(names []string) string {
	const limit = 3
	if len(names) <= limit+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:limit], ", "), len(names)-limit)
}
