package choose

import (
	"fmt"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/system"
)

// Candidate is one profile with the Python that suits it best, and what the lock says of it.
type Candidate struct {
	Profile knowledge.Profile
	// Python is the version as image tags write it.
	Python string
	// Targets holds one result a platform, in the order asked for.
	Targets []resolve.Result
	Needs   system.Needs
	// Obstacles are the reasons why the profile cannot work; empty when it can.
	Obstacles []string
	// Doubts are reasons why the choice by --prefer passes it over though it may work.
	Doubts []string
	// Refusals are the findings of packages without a usable artifact, errors all.
	Refusals diag.List
	// Because says why this Python.
	Because  Reason
	Findings diag.List
}

// refusal is the error for a profile that cannot work, with every package in the way.
func (c *Chooser) refusal(candidate Candidate) diag.List {
	list := candidate.refusals()
	at := diag.Place{File: "uv.lock"}
	if len(list) > 0 {
		at.Line = list[0].Line
	}
	fix := "choose another profile: uvdock profiles compares them"
	if other := c.working(candidate.Profile.Name); other != "" {
		fix = "use --profile " + other + ", where every package can be installed"
	}
	return append(candidate.Findings, diag.Errorf("profile-unusable", at, "profile %s cannot work: %s",
		candidate.Profile.Name, strings.Join(candidate.Obstacles, "; ")).WithFix("%s", fix))
}

// working finds a profile without obstacles, other than the one named; empty if there is none.
func (c *Chooser) working(not string) string {
	for _, p := range c.tables.Profiles {
		if p.Name == not {
			continue
		}
		candidate, findings := c.Evaluate(p.Name)
		if !findings.HasErrors() && len(candidate.Obstacles) == 0 {
			return p.Name
		}
	}
	return ""
}

// refusals are the packages without a usable artifact, over all targets, each once.
func (c Candidate) refusals() []resolve.Refused {
	var out []resolve.Refused
	seen := map[string]bool{}
	for _, t := range c.Targets {
		for _, r := range t.Refused {
			if !seen[r.Name] {
				seen[r.Name] = true
				out = append(out, r)
			}
		}
	}
	return out
}

// Compiled are the third-party packages that are built from source on any target, as
// "name version", in the order of the lock, each once.
func (c Candidate) Compiled() []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range c.Targets {
		for _, p := range t.Packages {
			if p.Compiles() && !seen[p.Name] {
				seen[p.Name] = true
				out = append(out, strings.TrimSpace(p.Name+" "+p.Version))
			}
		}
	}
	return out
}

// summary shortens a list of reasons to the first and a count.
func summary(why []string) string {
	if len(why) == 1 {
		return why[0]
	}
	return fmt.Sprintf("%s, and %d more", why[0], len(why)-1)
}
