package stale

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// need is one requirement of a manifest, as the lock has to record it.
type need struct {
	name       string
	extras     []string
	specifiers pep508.Specifiers
	// marker includes the condition on the extra that the requirement belongs to.
	marker pep508.Marker
	origin origin
	// text is the requirement as written, label what it is a requirement of, for messages.
	text, label string
	at          diag.Place
}

// written is a requirement string with what a message says of it.
type written struct {
	text, label string
	at          diag.Place
	// extra and group are the table that it stands in; condition is a marker that holds for
	// all of that table.
	extra, group, condition string
}

// owner is whose requirements are lowered: the manifest whose sources decide, its directory.
// inside says whether uv finds the workspace from there, whose sources then hold as well.
type owner struct {
	manifest *project.Pyproject
	dir      string
	inside   bool
}

// parse reads a requirement string; false when it is none, which is for others to report.
func parse(w written) (pep508.Requirement, need, bool) {
	r, err := pep508.ParseRequirement(w.text)
	if err != nil {
		return r, need{}, false
	}
	extras := slices.Clone(r.Extras)
	slices.Sort(extras)
	n := need{
		name: pep508.Normalize(r.Name), extras: slices.Compact(extras), specifiers: r.Specifiers,
		text: w.text, label: w.label, at: w.at,
	}
	marker, ok := and(r.Marker.String(), w.condition)
	n.marker = marker
	if w.group != "" && w.condition != "" {
		n.text = strings.TrimSpace(strings.SplitN(w.text, ";", 2)[0]) + " ; " + marker.String()
	}
	return r, n, ok
}

// and joins two markers, of which either may be empty.
func and(a, b string) (pep508.Marker, bool) {
	text := a + b
	if a != "" && b != "" {
		text = "(" + a + ") and (" + b + ")"
	}
	marker, err := pep508.ParseMarker(text)
	return marker, err == nil
}

// recorded is a requirement of the lock, parsed.
type recorded struct {
	project.Requirement
	specifiers pep508.Specifiers
	marker     pep508.Marker
	extras     []string
}

// parseRecorded reads what the lock recorded; false when it cannot be read.
func parseRecorded(list []project.Requirement) ([]recorded, bool) {
	out := make([]recorded, 0, len(list))
	for _, r := range list {
		specifiers, err := pep508.ParseSpecifiers(r.Specifier)
		if err != nil {
			return nil, false
		}
		marker, err := pep508.ParseMarker(r.Marker)
		if err != nil {
			return nil, false
		}
		extras := slices.Clone(r.Extras)
		slices.Sort(extras)
		out = append(out, recorded{r, specifiers, marker, extras})
	}
	return out, true
}

// String is the recorded requirement as a person would write it.
func (r recorded) String() string {
	var b strings.Builder
	b.WriteString(r.Name)
	if len(r.Extras) > 0 {
		b.WriteString("[" + strings.Join(r.Extras, ",") + "]")
	}
	b.WriteString(r.Specifier)
	if marker := withoutExtra(r.Marker); marker != "" {
		b.WriteString(" ; " + marker)
	}
	switch {
	case r.Source.Kind != "":
		b.WriteString(" from " + string(r.Source.Kind) + " " + r.Source.Location)
	case r.Index != "":
		b.WriteString(" from index " + r.Index)
	}
	return b.String()
}

// withoutExtra drops the condition on the extra that uv appends to a marker.
func withoutExtra(marker string) string {
	if strings.HasPrefix(marker, "extra == ") && !strings.Contains(marker, " and ") && !strings.Contains(marker, " or ") {
		return ""
	}
	if cut := strings.LastIndex(marker, " and extra == "); cut >= 0 && !strings.Contains(marker[cut:], ")") && !strings.Contains(marker[cut:], " or ") {
		return strings.TrimSuffix(strings.TrimPrefix(marker[:cut], "("), ")")
	}
	return marker
}
