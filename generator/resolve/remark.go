package resolve

import (
	"fmt"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/wheel"
)

// targetTitle names a target: CPython 3.12 with glibc-2.36 on linux/amd64.
func targetTitle(t Target) string {
	return fmt.Sprintf("CPython %s with %s on %s", pythonTitle(t), t.Wheel.Libc, t.Platform)
}

// refusal is the error of a package without a usable artifact.
func (r *Resolver) refusal(n int, chain []string, t Target, none *noArtifact, policy *buildPolicy) diag.Finding {
	p := r.graph.nodes[n].pkg
	fix := none.fix
	if fix == "" {
		fix = r.hint(n, t)
	}
	if made, ok := foreign(r.wheels(n)); ok && fix == "" {
		fix = keepAway(p.Name, chain, made, policy)
	}
	if fix == "" {
		fix = "choose another profile, Python or platform, or a version of it that has a wheel or an sdist"
	}
	return diag.Errorf("no-usable-artifact", at(r.lock, p), "%s cannot be installed for %s: %s",
		title(p.Name, p.Version), targetTitle(t), none.reason).WithFix("%s", fix)
}

// remarks are the notes and warnings about a package that is installed.
func (r *Resolver) remarks(one *Package, p *project.Package, platform string, t Target, policy *buildPolicy) diag.List {
	var out diag.List
	switch one.Artifact.Kind {
	case Sdist:
		why := "has no wheel"
		if !policy.binary(p.Name) {
			why = "may have no wheel (no-binary)"
		} else if len(p.Wheels) > 0 {
			why = "has no wheel for " + targetTitle(t)
		}
		out = append(out, diag.Notef("compiles", at(r.lock, p), "%s %s and is built from %s", title(p.Name, p.Version), why, one.Artifact.File))
	case Git:
		out = append(out, diag.Notef("compiles", at(r.lock, p), "%s is built from git, commit %s",
			title(p.Name, p.Version), one.Artifact.File))
	case Wheel:
		if t.Wheel.Libc.Family == wheel.Musl && strings.HasPrefix(platform, "linux_") {
			out = append(out, diag.Warningf("linux-wheel-on-musl", at(r.lock, p),
				"the wheel of %s is tagged linux_*, which does not say for which C library it was built; on musl it may fail at import", title(p.Name, p.Version)).
				WithFix("use a base image with glibc, or a musllinux wheel"))
		}
	}
	return out
}

// duplicates: a closure should hold each name once. uv installs two versions, one over the
// other, where the conflicts or forks of the lock do not keep them apart.
func (r *Resolver) duplicates(in []bool) diag.List {
	first := map[string]*project.Package{}
	var out diag.List
	for i, found := range in {
		if !found {
			continue
		}
		p := r.graph.nodes[i].pkg
		if other := first[p.Name]; other != nil {
			out = append(out, diag.Warningf("duplicate-package", at(r.lock, p),
				"uv would install %s twice, one over the other: %s from %s and %s from %s",
				p.Name, title(p.Name, other.Version), other.Source.Location, title(p.Name, p.Version), p.Source.Location).
				WithFix("select extras and groups that need one of them, or declare them in `tool.uv.conflicts` and run `uv lock`"))
			continue
		}
		first[p.Name] = p
	}
	return out
}
