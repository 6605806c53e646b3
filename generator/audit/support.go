package audit

import (
	"slices"
	"strings"
	"time"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/internal/lazy"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// soon is how long before the end of a support it is spoken of: a quarter, in which a team can plan
// the move to another base.
const soon = 90

// support says which of the things that the Dockerfile rests on are no longer supported, or not for
// long. The days stand in profiles/base.
func (in Input) support(d taken) (out diag.List) {
	if in.Today.IsZero() {
		return nil
	}
	var seen []string
	add := func(what string, ends time.Time, line int, fix string) {
		if slices.Contains(seen, what) {
			return
		}
		seen = append(seen, what)
		day := ends.Format(time.DateOnly)
		switch left := daysUntil(in.Today, ends); {
		case left < 0:
			out = append(out, diag.Warningf("support-ends", in.at(line), "the support of %s ended on %s: nobody mends its security holes", what, day).WithFix("%s", fix))
		case left <= soon:
			out = append(out, diag.Notef("support-ends", in.at(line), "the support of %s ends on %s, in %d days", what, day, left).WithFix("%s", fix))
		}
	}
	for _, i := range d.images {
		if p, ok := in.profileOf(i); ok {
			add(nameOf(p), p.SupportEnds, i.line, "choose another base: `uvdock profiles` compares them")
		}
	}
	for _, p := range d.pythons() {
		for _, r := range in.Tables.Pythons {
			if r.Minor == p.minorText() {
				add("Python "+r.Minor, r.Ends, p.line, "move to a newer Python, in .python-version or with --python")
			}
		}
	}
	return out
}

// nameOf is what a base is called in a message.
func nameOf(p knowledge.Profile) string {
	if p.Distroless {
		return image{ref: p.Runtime}.name()
	}
	return strings.ToUpper(p.Family[:1]) + p.Family[1:] + " " + p.Release
}

// daysUntil counts whole days; a support lasts until the end of its last day.
func daysUntil(today, ends time.Time) int {
	day := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(ends).Sub(day(today)).Hours() / 24)
}

// profileOf finds the profile whose distribution an image is: one that it names itself, with any
// version of Python in it, or one whose release is a word of the tag, as in debian:bookworm-slim or
// python:3.13-alpine3.24. The runtime decides before the builder: a distroless image is supported for
// another time than the Debian that it is made of.
func (in Input) profileOf(i image) (knowledge.Profile, bool) {
	i.ref, _, _ = strings.Cut(i.ref, "@")
	for _, p := range in.Tables.Profiles {
		if names(p.Runtime, i.ref) {
			return p, true
		}
	}
	words := strings.Split(i.tag(), "-")
	for _, p := range in.Tables.Profiles {
		alone := strings.HasSuffix("/"+i.name(), "/"+p.Family)
		if !p.Distroless && (slices.Contains(words, p.Family+p.Release) ||
			p.Family == "debian" && slices.Contains(words, p.Release) || alone && slices.Contains(words, p.Release)) {
			return p, true
		}
	}
	return knowledge.Profile{}, false
}

var anyPython = lazy.Regexp(`^3\.\d+(\.\d+)?t?$`)

// names says whether a reference of a profile gives this one for some version of Python.
func names(profile, ref string) bool {
	before, after, open := strings.Cut(profile, "{python}")
	rest, ok := strings.CutPrefix(ref, before)
	if !open {
		return ok && rest == ""
	}
	version, fits := strings.CutSuffix(rest, after)
	return ok && fits && anyPython().MatchString(version)
}
