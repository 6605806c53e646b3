package adopt

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// The regions that lines of the old file go to, by their names in docs/regions.md.
const (
	earlyStages = "early-stages"
	builder     = "builder"
	sources     = "sources"
	projectEnd  = "project"
	lateStages  = "late-stages"
	runtime     = "runtime"
	beforeUser  = "before-user"
	finalRegion = "final"
)

// place is the region of a line of a stage.
func (r part) place() string {
	switch {
	case r.role() == final && r.repositories[r.stage]:
		return runtime
	case r.role() == final:
		return beforeUser
	case r.synced[r.stage]:
		return projectEnd
	}
	return builder
}

// read takes the instruction apart.
func (r part) read() {
	switch {
	case r.role() == unused:
		r.add(r.text(), Dropped, "", "no line of stage "+r.Target+" needs stage "+r.stages[r.stage].label()).Warn = r.i.Is("FROM") && slices.Contains(r.Others, r.stages[r.stage].label())
		return
	case r.role() == foreign && !r.uvOnly():
		r.foreign()
		return
	}
	switch r.i.Keyword {
	case "FROM":
		r.from()
	case "ARG":
		r.arg()
	case "ENV":
		r.env()
	case "RUN":
		r.run()
	case "COPY", "ADD":
		r.copy()
	default:
		r.describe()
	}
}

// text is the instruction without its keyword, as it was written but for line ends.
func (r part) text() string {
	return oneLine(strings.Join(append(slices.Clone(r.i.Flags), r.i.Args), " "))
}

func (r part) uvOnly() bool { return r.stages[r.stage].image.UVOnly }

// foreign keeps a stage in which no Python is installed as it is.
func (r part) foreign() {
	region := earlyStages
	for _, m := range r.sourcesOf(r.stage) {
		if r.stages[m].role == build {
			region = lateStages
		}
	}
	r.keep(r.text(), region, "uvdock builds nothing but Python; a stage of your own is kept whole")
}

// from reads the base of a stage: profile, Python, uv.
func (r part) from() {
	s := r.stages[r.stage]
	text := r.text()
	switch {
	case s.from >= 0:
		r.add(text, Covered, "base", "the stages of the generated file take its place")
	case s.image.UVOnly:
		r.uvFrom(text, s.ref)
		return
	case s.role == build:
		r.add(text, Covered, "base", "the build stages have the profile's base, so that what they compile fits")
	case s.image.GPU:
		r.propose(text, "gpu", "", s.image.Why)
	case s.image.Profile == "":
		r.later(text, func(st *settler, p *Part) {
			p.set(Covered, "profile", "no profile has "+s.ref+"; "+st.plan.Profile+" stands in for it")
			p.Warn = true
		})
	default:
		r.propose(text, "profile", s.image.Profile, s.image.Why)
	}
	r.versions(s)
}

// versions proposes the versions that the tag of a base names, beside what the part is already.
func (r part) versions(s stage) {
	p := &r.Parts[len(r.Parts)-1]
	for _, v := range []Proposal{{"python", s.python, r.i.Start}, {"uv-version", s.uv, r.i.Start}} {
		if v.Value == "" || r.proposed(v.Flag) || v.Flag == "uv-version" && !release().MatchString(v.Value) {
			continue
		}
		r.Proposals = append(r.Proposals, v)
		p.flags = append(p.flags, v)
		if p.Class == Covered {
			p.Class = Option
		}
	}
}

// release is a version of uv that names one release: --uv-version takes no other.
var release = lazy.Regexp(`^\d+\.\d+\.\d+$`)

func (o *Old) proposed(flag string) bool {
	return slices.ContainsFunc(o.Proposals, func(p Proposal) bool { return p.Flag == flag })
}

// uvFrom reads the version of uv's image.
func (r part) uvFrom(text, ref string) {
	name, tag := splitRef(ref)
	_, _, version, _ := r.table.ImageOf(name, tag)
	if release().MatchString(version) && !r.proposed("uv-version") {
		r.propose(text, "uv-version", version, "the version of uv that was copied")
		return
	}
	r.add(text, Covered, "uv", "uv is copied from its own image into the build stages, and is not in the image that runs")
}

// arg reads arguments. One that a kept line uses is kept with it.
func (r part) arg() {
	for _, pair := range r.i.Pairs() {
		if r.stage < 0 {
			r.add(pair.Text, Covered, "base", "its value is in the options and regions that come of it")
			continue
		}
		stage, region := r.stage, r.place()
		r.late(pair.Text, func(st *settler, p *Part) {
			if st.usesVariable(stage, pair.Name) {
				p.set(Region, region, "a kept line uses it")
				return
			}
			p.set(Dropped, "", "no line that stays uses it")
		})
		r.Parts[len(r.Parts)-1].kept = r.withDefault(pair)
	}
}

// withDefault is an argument of a stage with the value that it takes from before the first stage.
func (o *Old) withDefault(pair syntax.Pair) string {
	if value := o.arguments[pair.Name]; pair.Value == "" && value != "" {
		return pair.Name + "=" + quoted(value)
	}
	return pair.Text
}

// set decides a part.
func (p *Part) set(class Class, to, why string) { p.Class, p.To, p.Why = class, to, why }

// quoted is a value as one word of a Dockerfile.
func quoted(value string) string {
	if strings.ContainsAny(value, " \t\"'\\") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
	}
	return value
}
