package system

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/resolve"
)

// refuse records why a package cannot work on the distribution, and says whether it did.
func (d *decider) refuse(p resolve.Package, row knowledge.NativeRow, names localNames, use usage) bool {
	reason, message := d.obstacle(p, row, names, use)
	if reason == "" {
		return false
	}
	d.refusals = append(d.refusals, Refusal{
		PyPI: p.Name, Version: p.Version, Reason: reason, Message: message, Note: row.Note, Line: p.Line,
	})
	return true
}

func (d *decider) obstacle(p resolve.Package, row knowledge.NativeRow, names localNames, use usage) (reason, message string) {
	gone := names.gone(use)
	switch {
	case d.distro.Family == "alpine" && row.AlpineUnsupported && !use.optional && !use.selfContained:
		return AlpineUnsupported, title(p) + " cannot work on Alpine"
	case len(gone) > 0 && row.Rank != knowledge.Derived:
		return PackageGone, fmt.Sprintf("%s needs %s, which Debian %s no longer has",
			title(p), strings.Join(gone, ", "), d.distro.Release)
	case d.distro.Distroless && use.runtime && row.Distroless == "programs" && len(names.runtime) > 0:
		return NeedsPrograms, fmt.Sprintf("%s needs %s, and distroless has libraries only, no programs",
			title(p), strings.Join(names.runtime, ", "))
	}
	return "", ""
}

// remark makes the findings about a package that can work.
func (d *decider) remark(p resolve.Package, row knowledge.NativeRow, names localNames, use usage) {
	at := diag.Place{File: "uv.lock", Line: p.Line}
	used := names.used(use)
	switch {
	case use.compiles() && row.Name == "":
		d.say(diag.Warningf("unknown-native", at,
			"%s is built from source, and no table says what that takes: it gets a C and C++ compiler and no library", title(p)).
			WithFix("run `uvdock verify` to see whether that is enough"))
	case d.unmapped(row, names, use):
		d.say(diag.Warningf("alpine-unknown", at, "what %s needs on Alpine is not known; on Debian it is %s",
			title(p), strings.Join(d.debianUsed(row, use), ", ")).
			WithFix("take a Debian profile, or run `uvdock verify` to see what is missing"))
	case len(names.gone(use)) > 0:
		d.say(diag.Warningf("native-gone", at, "%s seems to need %s, which Debian %s no longer has",
			title(p), strings.Join(names.gone(use), ", "), d.distro.Release).
			WithFix("try --profile slim-bookworm, or run `uvdock verify` to see whether it is missed"))
	case use.optional && len(names.runtime) > 0:
		d.say(diag.Notef("native-optional", at, "some functions of %s need %s; it is not installed, as the project does not name %s itself",
			title(p), strings.Join(names.runtime, ", "), p.Name))
	}
	d.doubt(at, p, row, used)
}

// doubt says that packages are installed on weak evidence.
func (d *decider) doubt(at diag.Place, p resolve.Package, row knowledge.NativeRow, used []string) {
	if len(used) == 0 {
		return
	}
	unverified := slices.DeleteFunc(slices.Clone(used), func(name string) bool {
		return d.distro.Family != "alpine" || !slices.Contains(row.AlpineUnverified, name)
	})
	var f diag.Finding
	switch {
	case row.Rank == knowledge.Derived:
		f = diag.Notef("native-derived", at, "for %s: %s; derived from Debian's metadata, reviewed by nobody",
			title(p), strings.Join(used, ", "))
	case row.Uncertain:
		f = diag.Notef("native-uncertain", at, "for %s: %s; that is doubtful", title(p), strings.Join(used, ", "))
	case len(unverified) > 0:
		f = diag.Notef("native-uncertain", at, "for %s: %s; no source confirms these names on Alpine",
			title(p), strings.Join(unverified, ", "))
	default:
		return
	}
	d.say(f.WithFix("run `uvdock verify` to see whether the image works"))
}

// unmapped says whether Alpine names are missing for something that counts here.
func (d *decider) unmapped(row knowledge.NativeRow, names localNames, use usage) bool {
	return names.unmapped && len(d.debianUsed(row, use)) > 0
}

// debianUsed is what would count on Debian.
func (d *decider) debianUsed(row knowledge.NativeRow, use usage) []string {
	n := localNames{build: row.Debian.Build, linked: row.Debian.Linked, runtime: row.Debian.Runtime}
	return n.used(use)
}

func (d *decider) say(f diag.Finding) { d.findings = append(d.findings, f) }

// guard adds the import guard of a package that is compiled here or that needs a system
// package. A guard runs on every platform, so the package must be on every one.
func (d *decider) guard(p resolve.Package, row knowledge.NativeRow, names localNames, use usage) {
	needs := use.compiles() || use.runtime && len(names.runtime) > 0
	if row.Import == "" || !needs || d.guarded[row.Import] {
		return
	}
	for _, target := range d.in.Targets {
		if !slices.ContainsFunc(target.Packages, func(q resolve.Package) bool { return q.Name == p.Name }) {
			return
		}
	}
	d.guarded[row.Import] = true
	d.guards = append(d.guards, Guard{PyPI: p.Name, Code: row.Import})
}
