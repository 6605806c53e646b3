package plan

import (
	"fmt"
	"slices"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/reference"
)

// frontend is the image of the syntax directive: old engines fetch it.
const frontend = "docker/dockerfile:1"

// role is an image of the Dockerfile: the stage that is made from it, or the syntax directive.
type role struct {
	stage string
	// key is that of the decision.
	key string
	// into are the fields of the plan that hold it.
	into []*string
	// refuses says why a found image cannot stand in the place of the planned one; empty if it can.
	refuses func(planned, found reference.Image) string
}

// roles are the images of the plan in the order of the Dockerfile, by the names of its stages.
func (b *builder) roles() []role {
	p := b.plan
	out := []role{
		{reference.Syntax, "syntax", []*string{&p.Syntax}, b.refusesBase},
		{"uv", "uv", []*string{&p.UV}, b.refusesUV},
	}
	if p.Base != nil {
		return append(out, role{"python-base", "base", []*string{p.Base, &p.Builder.Image, &p.Runtime.Image}, b.refusesBase})
	}
	return append(out,
		role{"builder", "base", []*string{&p.Builder.Image}, b.refusesBase},
		role{"runtime", "base", []*string{&p.Runtime.Image}, b.refusesBase})
}

// Images are the references to images that the Dockerfile takes, in its order, each once.
func (p *Plan) Images() []string {
	out := []string{p.Syntax, p.UV}
	for _, ref := range []string{p.Builder.Image, p.Runtime.Image} {
		if !slices.Contains(out, ref) {
			out = append(out, ref)
		}
	}
	return out
}

// keepImages takes what Renovate and Dependabot wrote into the Dockerfile that lies there: a later
// version of the same kind, where the project admits it, and digests. Only a file of uvdock's is read.
func (b *builder) keepImages() {
	found := reference.Found(b.in.Existing)
	var bare []string
	for _, r := range b.roles() {
		planned, ok := reference.Parse(*r.into[0])
		if !ok {
			continue // a plan that is in error
		}
		kept := planned
		if place, ok := found[r.stage]; ok {
			kept = b.keepImage(r, planned, place)
		}
		if kept.Digest == "" && b.in.Pin {
			if kept.Digest = b.in.Digests[kept.Tagged()]; kept.Digest == "" {
				bare = append(bare, kept.Tagged())
			}
		}
		for _, field := range r.into {
			*field = kept.String()
		}
	}
	if len(bare) > 0 {
		slices.Sort(bare)
		b.report(diag.Errorf("no-digest", diag.Place{File: b.in.Output}, "--pin asks for a digest of every image, and none is known of %s", strings.Join(slices.Compact(bare), ", ")).
			WithFix("ask the registries with --online, or write without --pin and let Renovate or Dependabot add the digests: uvdock keeps them"))
	}
}

// keepImage is the found image where it may stand in the place of the planned one, else that.
func (b *builder) keepImage(r role, planned reference.Image, found reference.Place) reference.Image {
	if found.Kind() != planned.Kind() {
		return planned // another profile, or an edit
	}
	if why := r.refuses(planned, found.Image); why != "" {
		b.report(diag.Warningf("image-update", diag.Place{File: b.in.Output, Line: found.Line}, "%s is not kept: %s", found.Tagged(), why).
			WithFix("to take the update, change what asks for the other version; else close it, and uvdock writes %s", planned.Tagged()))
		return planned
	}
	if r.stage == "uv" && !found.Newer(planned) {
		return planned
	}
	if found.Image != planned {
		b.keptDecision(r, planned, found)
	}
	return found.Image
}

// keptDecision says of a decision that the file decided it further.
func (b *builder) keptDecision(r role, planned reference.Image, found reference.Place) {
	i := slices.IndexFunc(b.plan.Decisions, func(d Decision) bool { return d.Key == r.key })
	if i < 0 {
		return
	}
	d := &b.plan.Decisions[i]
	old, now := planned.String(), found.String()
	if r.key == "uv" {
		old, now = planned.Tag, strings.TrimPrefix(now, found.Name+":")
	}
	d.Value = strings.ReplaceAll(d.Value, old, now)
	at := diag.Place{File: b.in.Output, Line: found.Line}
	d.Why = fmt.Sprintf("%s; %s stands in %s, and an update of a version or a digest is kept", d.Why, now, at)
}

// refusesUV compares with what was asked for. An older release is no update, and says nothing.
func (b *builder) refusesUV(planned, found reference.Image) string {
	required := b.in.Project.Settings.RequiredVersion
	switch {
	case planned.Tag == found.Tag:
		return ""
	case b.in.UVVersion != "":
		return "--uv-version is " + b.in.UVVersion
	case required != "" && !admits(required, found.Tag):
		return fmt.Sprintf("required-version %q in %s does not admit it", required, b.in.Project.Settings.Place("required-version"))
	}
	return ""
}

// admits says whether a release is within a specifier that parses.
func admits(required, version string) bool {
	specifiers, err := pep440.NewSpecifiers(required)
	parsed, parseErr := pep440.Parse(version)
	return err == nil && parseErr == nil && specifiers.Check(parsed)
}

// refusesBase admits what is the planned image more precisely.
func (b *builder) refusesBase(planned, found reference.Image) string {
	switch {
	case found.Refines(planned):
		return ""
	case planned.Name == "python":
		return fmt.Sprintf("the image is for Python %s (%s)", b.in.Python, b.in.PythonFrom.Source)
	}
	return "the image is for " + planned.Tag
}
