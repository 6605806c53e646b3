package project

import (
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/uvdock/uvdock/generator/pep508"
)

// The sinks of requirements and sources.

type requirementsSink []Requirement

func (s *requirementsSink) element(int, *lockDecoder) any {
	return (*requirementSink)(grow((*[]Requirement)(s)))
}

func (s *requirementsSink) last() any {
	if len(*s) == 0 {
		return nil
	}
	return (*requirementSink)(tail(*s))
}
func (s *requirementsSink) more(n int) { *s = slices.Grow(*s, n) }

// requirementGroupsSink takes a table of lists of requirements.
type requirementGroupsSink []RequirementGroup

func (s *requirementGroupsSink) child(key []byte, _ *lockDecoder) any {
	group := named((*[]RequirementGroup)(s), pep508.Normalize(string(key)),
		func(g *RequirementGroup) *string { return &g.Name })
	return (*requirementsSink)(&group.Requirements)
}

// maxNamed is how far back named looks.
const maxNamed = 1000

// named finds the element with a name, or appends one. A list comes twice only under headers
// [[...]], which stand together, so the search is bounded to keep huge tables linear.
func named[T any](list *[]T, name string, of func(*T) *string) *T {
	for i := len(*list) - 1; i >= max(0, len(*list)-maxNamed); i-- {
		if *of(&(*list)[i]) == name {
			return &(*list)[i]
		}
	}
	item := grow(list)
	*of(item) = name
	return item
}

// requirementSink is a requirement whose source, unless it is a registry, stands beside its
// other keys.
type requirementSink Requirement

func (r *requirementSink) child(key []byte, d *lockDecoder) any {
	switch string(key) {
	case "name":
		return (*nameSink)(&r.Name)
	case "extras":
		return (*namesSink)(&r.Extras)
	case "groups":
		return (*namesSink)(&r.Groups)
	case "marker":
		return (*stringSink)(&r.Marker)
	case "specifier":
		return (*stringSink)(&r.Specifier)
	case "index":
		return (*stringSink)(&r.Index)
	case "conflict":
		return nil
	}
	return (*sourceSink)(&r.Source).child(key, d)
}

// sourceSink is a table of which one key says the kind of the source.
type sourceSink Source

func (s *sourceSink) child(key []byte, d *lockDecoder) any {
	if string(key) == "subdirectory" {
		return (*stringSink)(&s.Subdirectory)
	}
	if sourceRank(SourceKind(key)) < 0 {
		return nil
	}
	d.field = key
	return (*locationSink)(s)
}

// locationSink is the value of the key that says the kind.
type locationSink Source

func (s *locationSink) scalar(v *unstable.Node, d *lockDecoder) {
	kind := sourceKinds[sourceRank(SourceKind(d.field))]
	if s.Kind != "" && sourceRank(s.Kind) < sourceRank(kind) {
		return
	}
	s.Kind = kind
	(*stringSink)(&s.Location).scalar(v, d)
	if kind == Git {
		(*Source)(s).readGit()
	}
}

// sourceKinds are in the order in which uv tries the keys.
var sourceKinds = [...]SourceKind{Registry, Git, URL, Path, Directory, Editable, Virtual}

// sourceRank is the place of a kind in that order, -1 when it is none.
func sourceRank(kind SourceKind) int {
	for i, known := range sourceKinds {
		if known == kind {
			return i
		}
	}
	return -1
}
