// Package choose fixes the target of an image: the profile, the Python version, the platforms.
// It resolves the lock for the candidates and takes one only where the lock proves that every
// package can be installed there.
package choose

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/system"
	"github.com/uvdock/uvdock/generator/wheel"
)

// Request is what the user asked for. Empty fields are open.
type Request struct {
	// Profile is a name, or "auto" or empty for the choice by Prefer.
	Profile string
	// Prefer is "", "size", "security" or "speed".
	Prefer string
	// Python is a minor or a full version, with a trailing "t" for the free-threaded build.
	Python string
	// Platforms are Docker names; empty means linux/amd64 and linux/arm64.
	Platforms []string
	// Libc overrides the profile's, as in "glibc-2.41".
	Libc      string
	Selection resolve.Selection
	// Trees are the first-party packages that the image builds.
	Trees []system.Tree
	// Native and Asked are what the user says of system packages: rows that replace those of the
	// table, by normalised name, and packages named one by one.
	Native map[string]knowledge.NativeRow
	Asked  []system.Asked
	// Frozen takes the lock as it is: the build does not ask whether it is current.
	Frozen bool
	// AllPlatforms keeps the default platforms together also where the lock does not cover one
	// of them: for an answer about the lock, not an image.
	AllPlatforms bool
}

// DefaultPlatforms are the platforms that one Dockerfile must suit when none is named.
var DefaultPlatforms = []string{"linux/amd64", "linux/arm64"}

// Reason is a value with its source and its why.
type Reason struct{ Value, Source, Why string }

// Chooser resolves one project for many targets.
type Chooser struct {
	project  *project.Project
	tables   *knowledge.Tables
	request  Request
	resolver *resolve.Resolver
	resolved map[string][]resolve.Result
	// open says that no platform was named and that the choice may narrow the default.
	open bool
}

// New prepares the choice for a project whose lock could be read.
func New(p *project.Project, tables *knowledge.Tables, request Request) *Chooser {
	c := &Chooser{project: p, tables: tables, resolver: resolve.New(p), resolved: map[string][]resolve.Result{}}
	return c.ask(request)
}

// For is a chooser for another request, and for another member where p differs from the project of c
// in Current. Both share what is known of the lock and may be used side by side.
func (c *Chooser) For(p *project.Project, request Request) *Chooser {
	other := *c
	other.project, other.resolver, other.resolved = p, c.resolver.For(p), map[string][]resolve.Result{}
	return other.ask(request)
}

// ask sets what is asked of a chooser.
func (c *Chooser) ask(request Request) *Chooser {
	c.request, c.open = request, false
	if len(request.Platforms) == 0 {
		c.open, c.request.Platforms = !request.AllPlatforms, DefaultPlatforms
	}
	return c
}

// Want sets what the user says of system packages, for the answers from now on.
func (c *Chooser) Want(native map[string]knowledge.NativeRow, asked []system.Asked) {
	c.request.Native, c.request.Asked = native, asked
}

// Choose returns the profile to take and why. The findings hold an error when the profile that
// was asked for cannot work, or when none can; the candidate is then the nearest, so that a
// caller can still show what stands in the way.
//
// Where no platform was named and the lock cannot be installed on all of the default ones, but
// on one of them, the image is for that one, with a warning.
func (c *Chooser) Choose() (Candidate, Reason, diag.List) {
	candidate, reason, findings := c.choose()
	if !c.open || !tiedToPlatform(findings) {
		return candidate, reason, findings
	}
	for _, platform := range DefaultPlatforms {
		narrow := *c
		narrow.request.Platforms = []string{platform}
		other, why, list := narrow.choose()
		if list.HasErrors() {
			continue
		}
		c.request.Platforms = narrow.request.Platforms
		f := findings.Errors()[0]
		return other, why, append(list, diag.Warningf("platform-left-out", f.Place(), "the image is for %s only: %s", platform, f.Message).
			WithFix("name the platforms that the image must run on with --platform to get rid of this warning"))
	}
	return candidate, reason, findings
}

// tiedToPlatform says whether all errors may be those of one platform.
func tiedToPlatform(findings diag.List) bool {
	errs := findings.Errors()
	return len(errs) > 0 && !slices.ContainsFunc(errs, func(f diag.Finding) bool {
		return f.Code != "profile-unusable" && f.Code != "unsupported-environment" && f.Code != "no-usable-artifact"
	})
}

// choose takes the profile that was named, or the first of the order that works.
func (c *Chooser) choose() (Candidate, Reason, diag.List) {
	prefer, ok := c.tables.Prefer(c.request.Prefer)
	if !ok {
		return Candidate{}, Reason{}, diag.List{diag.Errorf("usage", diag.Place{}, "--prefer %q is unknown", c.request.Prefer).
			WithFix("use --prefer size, security or speed")}
	}
	if name := c.request.Profile; name != "" && name != "auto" {
		return c.named(name)
	}
	return c.auto(prefer)
}

// auto takes the first profile of the order that has neither obstacles nor doubts.
func (c *Chooser) auto(prefer knowledge.Prefer) (Candidate, Reason, diag.List) {
	var passed []string
	var first *Candidate
	var missing diag.List
	for _, name := range prefer.Order {
		candidate, findings := c.Evaluate(name)
		if unavailable(findings) {
			if missing == nil {
				missing = findings
			}
			passed = append(passed, name+" (it has no image of the Python)")
			continue
		}
		if findings.HasErrors() {
			return candidate, Reason{}, findings
		}
		if first == nil {
			first = &candidate
		}
		why := slices.Concat(candidate.Obstacles, candidate.Doubts)
		if len(why) == 0 {
			return candidate, c.reason(prefer, name, passed), nil
		}
		passed = append(passed, name+" ("+summary(why)+")")
	}
	if first == nil {
		return Candidate{}, Reason{}, missing
	}
	return *first, Reason{}, c.refusal(*first)
}

// unavailable says whether all that is wrong is that a profile has no image of the Python:
// another profile may have one.
func unavailable(findings diag.List) bool {
	errs := findings.Errors()
	return len(errs) > 0 && !slices.ContainsFunc(errs, func(f diag.Finding) bool { return f.Code != "python-unavailable" })
}

// named evaluates the profile that was asked for; doubts do not count against it.
func (c *Chooser) named(name string) (Candidate, Reason, diag.List) {
	if _, ok := c.tables.Profile(name); !ok {
		return Candidate{}, Reason{}, diag.List{diag.Errorf("usage", diag.Place{}, "there is no profile %q", name).
			WithFix("use auto, %s", strings.Join(c.tables.ProfileNames(), ", "))}
	}
	candidate, findings := c.Evaluate(name)
	if findings.HasErrors() {
		return candidate, Reason{}, findings
	}
	reason := Reason{Value: name, Source: "--profile", Why: candidate.Profile.Summary}
	if len(candidate.Obstacles) > 0 {
		return candidate, reason, c.refusal(candidate)
	}
	return candidate, reason, nil
}

// reason words the choice by --prefer.
func (c *Chooser) reason(prefer knowledge.Prefer, name string, passed []string) Reason {
	source := "default"
	if prefer.Goal != "" {
		source = "--prefer " + prefer.Goal
	}
	why := prefer.Why
	if len(passed) > 0 {
		why += "; passed over: " + strings.Join(passed, ", ")
	}
	return Reason{Value: name, Source: source, Why: why}
}

// libc is the C library to resolve for: the override, else the profile's.
func (c *Chooser) libc(p knowledge.Profile) (wheel.Libc, error) {
	if c.request.Libc != "" {
		return wheel.ParseLibc(c.request.Libc)
	}
	return wheel.ParseLibc(p.Libc)
}
