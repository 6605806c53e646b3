// Package stale says whether uv.lock is current for the manifests that it was made from, as
// `uv lock --check` would, but from the files alone: the lock records what it was made from.
//
// What cannot be judged without an index or a build backend is passed over, so that a lock
// that uv accepts is accepted here: dynamic metadata, the default index, archives.
// Source of the rules: uv, crates/uv-resolver/src/lock/mod.rs, Lock::satisfies, and
// crates/uv/src/commands/project/lock.rs, ValidatedLock::validate.
package stale

import (
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// code is that of every finding of this package.
const code = "stale-lock"

// checker compares one project with its lock.
type checker struct {
	project *project.Project
	lock    *project.Lock
	// python is the lock's requires-python; markers are compared below it.
	python   pep508.Specifiers
	findings diag.List
	// required are the members that are required from the workspace, and whether they are editable;
	// nil until they are asked for.
	required map[string]bool
}

// Check returns one error for each difference between the manifests and what uv.lock was made
// from, in the order: Python, members, each package, workspace settings; after them one for each
// default group that is not defined, with which uv locks nothing. nil means that no difference was
// found. It needs a lock; without one there is nothing to say.
func Check(p *project.Project) diag.List {
	if p == nil || p.Lock == nil {
		return nil
	}
	python, err := pep508.ParseSpecifiers(p.Lock.RequiresPython)
	if err != nil {
		return nil
	}
	c := &checker{project: p, lock: p.Lock, python: python}
	c.requiresPython()
	c.members()
	for _, m := range p.Members {
		c.member(m)
	}
	c.pathDependencies()
	c.rootGroups()
	c.constraints()
	c.conflicts()
	c.environments()
	c.options()
	c.undefinedGroups()
	return c.findings
}

// report adds a finding once: a group and those that include it have the same requirements.
func (c *checker) report(at diag.Place, format string, args ...any) {
	finding := diag.Errorf(code, at, format, args...).WithFix("run `uv lock`")
	if !slices.Contains(c.findings, finding) {
		c.findings = append(c.findings, finding)
	}
}

// single says whether the workspace is one project at the root, which the lock then does not
// list as a member.
func (c *checker) single() bool {
	return len(c.project.Members) == 1 && c.project.Members[0].Dir == "."
}

// members compares the names of the workspace's members with those of the lock.
func (c *checker) members() {
	locked := c.lock.Manifest.Members
	if c.single() && len(locked) == 0 {
		return
	}
	for _, m := range c.project.Members {
		if !slices.Contains(locked, m.Name) && len(c.lock.ByName[m.Name]) > 0 {
			c.report(m.Pyproject.Place("project", "name"), "`%s` is a workspace member, but not in uv.lock", m.Name)
		}
	}
	here := map[string]bool{}
	for _, m := range c.project.Members {
		here[m.Name] = true
	}
	for _, name := range locked {
		if !here[name] {
			c.report(c.project.Root.Place("tool", "uv", "workspace", "members"),
				"uv.lock was made with the workspace member `%s`, which is not there", name)
		}
	}
}

// member compares one member with its package of the lock.
func (c *checker) member(m project.Member) {
	var locked *project.Package
	for _, p := range c.lock.ByName[m.Name] {
		if p.Source.Tree() {
			locked = p
		}
	}
	if locked == nil {
		c.report(m.Pyproject.Place("project", "name"), "project `%s` is not in uv.lock", m.Name)
		return
	}
	c.memberSource(m, locked)
	c.version(m.Pyproject, locked)
	c.defaults(m.Pyproject, locked.DefaultGroups, locked.GroupRequiresPython)
	c.metadata(owner{m.Pyproject, m.Dir, c.inside(m.Dir)}, locked)
}

// version compares a static version.
func (c *checker) version(manifest *project.Pyproject, locked *project.Package) {
	dynamic := slices.Contains(manifest.Dynamic, "version")
	switch {
	case dynamic && locked.Version != "" && locked.Source.Tree():
		c.report(manifest.Place("project", "dynamic"),
			"the version of `%s` is dynamic, but uv.lock was made from `%s`", locked.Name, locked.Version)
	case dynamic || manifest.Version == "":
	case locked.Version == "":
		c.report(manifest.Place("project", "version"),
			"version `%s` of `%s` is not in uv.lock, which was made from a dynamic one", manifest.Version, locked.Name)
	case !sameVersion(manifest.Version, locked.Version):
		c.report(manifest.Place("project", "version"),
			"version `%s` of `%s` is not in uv.lock, which was made from `%s`", manifest.Version, locked.Name, locked.Version)
	}
}

// sameVersion compares two versions by PEP 440.
func sameVersion(a, b string) bool {
	if a == b {
		return true
	}
	exact, err := pep508.ParseSpecifiers("==" + a)
	if err != nil {
		return false
	}
	same, err := exact.Contains(b)
	return err == nil && same
}
