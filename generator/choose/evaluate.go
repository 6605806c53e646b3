package choose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/system"
	"github.com/uvdock/uvdock/generator/wheel"
)

// Evaluate says how the project fares under one profile. The findings hold an error when the
// question has no answer: no such Python, an unknown platform, a group that does not exist.
func (c *Chooser) Evaluate(name string) (Candidate, diag.List) {
	profile, _ := c.tables.Profile(name)
	candidate := Candidate{Profile: profile}
	python, reason, findings := c.python(profile)
	if findings.HasErrors() {
		return candidate, findings
	}
	candidate.Python, candidate.Because = python.Text, reason
	targets, findings := c.resolve(profile, python)
	candidate.Targets = targets
	findings = append(findings, resolve.MergeFindings(targets)...)
	if fatal := withoutRefusals(findings).Errors(); len(fatal) > 0 {
		return candidate, findings
	}
	candidate.Refusals = findings.Errors()
	candidate.Findings = slices.DeleteFunc(slices.Clone(findings), func(f diag.Finding) bool { return f.Severity == diag.Error })
	candidate.Needs = system.Decide(c.tables.Native, distro(profile), system.Input{
		Targets: targets, Trees: c.request.Trees, Lock: c.project.Lock,
		Overrides: c.request.Native, Asked: c.request.Asked,
	})
	candidate.judge()
	candidate.judgeAsked(c.request.Asked)
	return candidate, nil
}

// withoutRefusals leaves out what a profile can be refused for: another may do.
func withoutRefusals(list diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(f diag.Finding) bool { return f.Code == "no-usable-artifact" })
}

// resolve answers for every platform. Choosing a Python asks what evaluating a profile asks
// again, and profiles of one libc ask the same, so answers are kept.
func (c *Chooser) resolve(profile knowledge.Profile, python version) ([]resolve.Result, diag.List) {
	libc, err := c.libc(profile)
	if err != nil {
		return nil, diag.List{diag.Errorf("usage", diag.Place{}, "--libc: %v", err).WithFix("use glibc-2.36, glibc-2.41 or musl-1.2")}
	}
	key := libc.String() + " " + python.Text + " " + strings.Join(c.request.Platforms, " ")
	if known, ok := c.resolved[key]; ok {
		return known, nil
	}
	var out []resolve.Result
	for _, platform := range c.request.Platforms {
		arch, err := wheel.ParsePlatform(platform)
		if err != nil {
			return nil, diag.List{diag.Errorf("usage", diag.Place{}, "--platform: %v", err).
				WithFix("use %s", strings.Join(profile.Platforms, " or "))}
		}
		out = append(out, c.resolver.Resolve(resolve.Target{
			Python: python.Wheel, Patch: python.Patch, Platform: platform,
			Wheel: wheel.Platform{Libc: libc, Arch: arch},
		}, c.request.Selection))
	}
	c.resolved[key] = out
	return out, nil
}

// judge collects what speaks against the profile.
func (c *Candidate) judge() {
	for _, r := range c.refusals() {
		c.Obstacles = append(c.Obstacles, strings.TrimSpace(r.Name+" "+r.Version)+": "+r.Reason)
	}
	for _, t := range c.Targets {
		if !slices.Contains(c.Profile.Platforms, t.Target.Platform) {
			c.Obstacles = append(c.Obstacles, fmt.Sprintf("its images are not published for %s, only for %s", t.Target.Platform, strings.Join(c.Profile.Platforms, ", ")))
		}
	}
	for _, r := range c.Needs.Refusals {
		c.Obstacles = append(c.Obstacles, fmt.Sprintf("%s: %s", r.PyPI, r.Message))
	}
	c.doubt()
}

// judgeAsked refuses a profile for whose family nothing was named, when something was for the other.
func (c *Candidate) judgeAsked(asked []system.Asked) {
	for _, stage := range []system.Stage{system.Build, system.Runtime} {
		var other *system.Asked
		here := false
		for i, a := range asked {
			here = here || a.Stage == stage && a.Family == c.Profile.Family
			if a.Stage == stage && a.Family != c.Profile.Family {
				other = &asked[i]
			}
		}
		if other != nil && !here {
			c.Obstacles = append(c.Obstacles, fmt.Sprintf("%s %s names a package of %s, and nothing says what it is called here", other.Flag, other.Package, other.Family))
		}
	}
}

// doubt collects what the choice by --prefer avoids: a glibc wheel that would be installed on
// musl, a package that has a wheel on Debian and would be compiled here, unknown needs.
func (c *Candidate) doubt() {
	if c.Profile.Family != "alpine" && !c.Profile.Distroless {
		return
	}
	for _, f := range append(slices.Clone(c.Findings), c.Needs.Findings...) {
		switch f.Code {
		case "linux-wheel-on-musl", "native-unknown", "unknown-native", "alpine-unknown":
			c.Doubts = append(c.Doubts, f.Message)
		}
	}
	for _, x := range c.Needs.Compiled {
		if c.Profile.Family == "alpine" && x.From != resolve.Tree {
			c.Doubts = append(c.Doubts, x.PyPI+" "+x.Version+" has no musllinux wheel and would be compiled")
		}
	}
}

// distro names the distribution of a profile for the table of system packages.
func distro(p knowledge.Profile) system.Distro {
	return system.Distro{Family: p.Family, Release: p.Release, Distroless: p.Distroless, Provides: p.Provides}
}
