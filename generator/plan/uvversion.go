package plan

import (
	"fmt"
	"slices"

	pep440 "github.com/aquasecurity/go-pep440-version"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// decideUV picks the version of uv that the builder copies: required-version where it names or
// bounds one, else the built-in default.
func (b *builder) decideUV() {
	uv := b.in.Tables.UV
	version, source, why := uv.Default, own, "the newest release this uvdock was tried with; behaviour moves within a minor, so it is pinned exactly"
	required := b.in.Project.Settings.RequiredVersion
	switch {
	case b.in.UVVersion != "":
		if !uvRelease().MatchString(b.in.UVVersion) {
			b.report(diag.Errorf("usage", diag.Place{}, "--uv-version %q is no release of uv", b.in.UVVersion).
				WithFix("write it in full, as in --uv-version %s", uv.Default))
			return
		}
		version, source, why = b.in.UVVersion, "--uv-version", "asked for"
	case required != "":
		at := b.in.Project.Settings.Place("required-version")
		chosen, ok := b.requiredUV(required, at)
		if !ok {
			return
		}
		version, source = chosen, at.String()
		why = fmt.Sprintf("required-version is %q", required)
	}
	b.plan.UV = uv.Ref(version)
	b.because("uv", "uv", version, source, why, "https://docs.astral.sh/uv/guides/integration/docker/")
	b.checkUV(version)
}

// requiredUV finds the version for a required-version specifier: the default when it fits, the
// exact version when one is named, else the newest known release within the bounds.
func (b *builder) requiredUV(required string, at diag.Place) (string, bool) {
	specifiers, err := pep440.NewSpecifiers(required)
	if err != nil {
		b.report(diag.Errorf("required-version", at, "required-version %q is no version specifier", required).
			WithFix("write a PEP 440 specifier such as \">=%s\"", b.in.Tables.UV.Default))
		return "", false
	}
	known := append([]string{b.in.Tables.UV.Default}, b.in.Tables.UV.Versions()...)
	if exact, ok := exactVersion(required); ok {
		known = append(known, exact)
	}
	for _, v := range known {
		if parsed, err := pep440.Parse(v); err == nil && specifiers.Check(parsed) {
			return v, true
		}
	}
	b.report(diag.Errorf("required-version", at, "no known release of uv satisfies required-version %q; the newest known is %s", required, b.in.Tables.UV.Default).
		WithFix("change required-version, or name a release with --uv-version"))
	return "", false
}

// uvRelease matches a release of uv as its image tags spell it. Floating tags (latest, 0.13) are
// left out on purpose: an external image is pinned.
var uvRelease = lazy.Regexp(`^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2}((a|b|rc)\d{1,5})?$`)

// exactVersion returns the release of a specifier that pins one: "==0.11.25", "0.11.25".
func exactVersion(required string) (string, bool) {
	text := trimPrefixes(trimSpaces(required), "===", "==")
	return text, uvRelease().MatchString(text)
}

// checkUV reports a uv that is too old for the Dockerfile or for the lock.
func (b *builder) checkUV(version string) {
	at := b.in.Project.Settings.Place("required-version")
	minimum := b.in.Tables.UV.Minimum
	if less(version, minimum) {
		b.report(diag.Errorf("required-version", at, "uv %s is too old: the Dockerfile needs uv %s or newer", version, minimum).
			WithFix("raise required-version in %s to >=%s", at.File, minimum))
	}
	lock := b.in.Project.Lock
	if lock == nil {
		return
	}
	i := slices.IndexFunc(b.in.Tables.UV.Revision, func(r revision) bool { return r.Revision == lock.Revision })
	if i >= 0 && less(version, b.in.Tables.UV.Revision[i].Since) {
		b.report(diag.Warningf("lock-newer-than-uv", diag.Place{File: lock.File, Line: 2},
			"uv.lock has revision %d, which uv %s or newer writes, and the image uses uv %s", lock.Revision, b.in.Tables.UV.Revision[i].Since, version).
			WithFix("raise required-version, or lock again with uv %s", version))
	}
}

// less compares two versions by PEP 440; text that is no version is not less.
func less(a, b string) bool {
	va, errA := pep440.Parse(a)
	vb, errB := pep440.Parse(b)
	return errA == nil && errB == nil && va.LessThan(vb)
}
