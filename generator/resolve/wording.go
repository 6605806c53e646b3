package resolve

import (
	"maps"
	"slices"
	"strings"
)

func sorted(set names) []string { return slices.Sorted(maps.Keys(set)) }

// oneOf is a fix that lists what there is, or says that there is nothing.
func oneOf(advice string, known names) string {
	if len(known) == 0 {
		return "leave it out: none is defined"
	}
	return advice + ": " + strings.Join(sorted(known), ", ")
}

// titles names projects for a message.
func (r *Resolver) titles(nodes []int) string {
	var list []string
	for _, i := range nodes {
		list = append(list, r.graph.nodes[i].pkg.Name)
	}
	switch {
	case len(list) == 0:
		return "the workspace"
	case len(list) > 4:
		return "any of the " + "projects that are installed"
	}
	return strings.Join(list, ", ")
}

// title is the name with the version, which a dynamic tree lacks.
func title(name, version string) string {
	if version == "" {
		return name
	}
	return name + " " + version
}
