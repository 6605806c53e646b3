package differential

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// Answer is what uv did, or what uvdock says, in the words of the oracle: lines of name, kind,
// artifact; names of what cannot be installed; the class of the error that comes first.
type Answer struct {
	Class         string
	Packages      []string
	Uninstallable []string
}

// recorded is what uv did.
func recorded(r *Record, c *Case) Answer {
	var a Answer
	if c.Error != nil {
		a.Class = c.Error.Class
	}
	for _, i := range c.Packages {
		d := r.Dists[i]
		a.Packages = append(a.Packages, line(d[0], d[1], d[2], d[3]))
	}
	for _, i := range c.Uninstallable {
		a.Uninstallable = append(a.Uninstallable, r.Dists[i][0])
	}
	return a.sorted()
}

// said is what uvdock says, a line of each package.
func said(result resolve.Result, line func(resolve.Package) string) Answer {
	var a Answer
	if errs := result.Findings.Errors(); len(errs) > 0 {
		a.Class = errs[0].Code
	}
	for _, p := range result.Packages {
		a.Packages = append(a.Packages, line(p))
	}
	for _, p := range result.Refused {
		a.Uninstallable = append(a.Uninstallable, p.Name)
	}
	return a.sorted()
}

// artifactLine is a package in the words of the oracle, of a lock in the directory base.
func artifactLine(base string, p resolve.Package) string {
	kind, artifact, version := "wheel", p.Artifact.File, p.Version
	switch p.Artifact.Kind {
	case resolve.Tree:
		kind, artifact = "local", path.Join(base, p.Artifact.File)
	case resolve.Sdist:
		kind = "build"
	case resolve.Git:
		kind, artifact = "build", gitURL(p.Source)
	}
	if p.Source.Kind == project.URL {
		artifact = p.Source.Location
	}
	if p.Source.Kind != project.Registry {
		version = "" // uv prints the URL in its place
	}
	return line(p.Name, version, kind, artifact)
}

// gitURL is how uv prints a git source.
func gitURL(s project.Source) string {
	url := "git+" + s.Repository() + "@" + s.Commit
	if s.Subdirectory != "" {
		url += "#subdirectory=" + s.Subdirectory
	}
	return url
}

func line(name, version, kind, artifact string) string {
	return fmt.Sprintf("%s %s %s %s", name, version, kind, artifact)
}

func (a Answer) sorted() Answer {
	slices.Sort(a.Packages)
	slices.Sort(a.Uninstallable)
	return a
}

// difference says in what two answers differ, empty where they agree.
func difference(got, want Answer) string {
	var out []string
	if got.Class != want.Class {
		out = append(out, fmt.Sprintf("class %q, uv %q", got.Class, want.Class))
	}
	out = append(out, listDifference("packages", got.Packages, want.Packages)...)
	out = append(out, listDifference("uninstallable", got.Uninstallable, want.Uninstallable)...)
	return strings.Join(out, "; ")
}

func listDifference(what string, got, want []string) []string {
	missing := func(a, b []string) []string {
		var out []string
		for _, s := range a {
			if !slices.Contains(b, s) {
				out = append(out, s)
			}
		}
		return out[:min(len(out), 4)]
	}
	if slices.Equal(got, want) {
		return nil
	}
	return []string{fmt.Sprintf("%s: %d, uv %d; only here %q; only uv %q", what, len(got), len(want), missing(got, want), missing(want, got))}
}
