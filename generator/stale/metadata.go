package stale

import (
	"fmt"
	"path"
	"slices"

	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// metadata compares the requirements of a tree with what the lock recorded of them.
func (c *checker) metadata(o owner, locked *project.Package) {
	recorded := locked.Metadata
	if recorded == nil {
		if c.withoutMetadata(locked) {
			return
		}
		recorded = &project.Metadata{}
	}
	c.requirements(o, recorded)
	c.extras(o, recorded)
	c.groups(o, recorded)
}

// inside says whether uv, looking upward from a member, comes to the root of the workspace: a
// pyproject.toml in between hides it, and with it the root's sources.
func (c *checker) inside(dir string) bool {
	for dir != "." {
		if dir = path.Dir(dir); dir != "." && c.project.Manifest(dir) != nil {
			return false
		}
	}
	return true
}

// withoutMetadata says whether the lock records nothing of the manifests (revision 4, a
// preview). Otherwise a package has no metadata because it requires nothing.
func (c *checker) withoutMetadata(locked *project.Package) bool {
	return c.lock.Revision == 4 ||
		len(locked.Dependencies)+len(locked.OptionalDependencies)+len(locked.DevDependencies) > 0
}

// requirements compares [project.dependencies] and [project.optional-dependencies].
func (c *checker) requirements(o owner, recorded *project.Metadata) {
	m := o.manifest
	if slices.Contains(m.Dynamic, "dependencies") || slices.Contains(m.Dynamic, "optional-dependencies") {
		return
	}
	var needs []need
	for i, text := range m.Dependencies {
		at := m.Place("project", "dependencies", fmt.Sprint(i))
		needs = append(needs, c.lower(o, written{text: text, label: "dependency", at: at})...)
	}
	for _, extra := range m.OptionalDependencies {
		for i, text := range extra.Requirements {
			needs = append(needs, c.lower(o, written{
				text: text, label: fmt.Sprintf("dependency of extra `%s`", extra.Name), at: extra.Places[i],
				extra: extra.Name, condition: "extra == '" + extra.Name + "'",
			})...)
		}
	}
	c.compare(needs, recorded.RequiresDist, "dependency", m.Place("project", "dependencies"))
}

// extras compares the names of the extras, which locks record from revision 1 on.
func (c *checker) extras(o owner, recorded *project.Metadata) {
	m := o.manifest
	if c.lock.Revision < 1 || slices.Contains(m.Dynamic, "optional-dependencies") || slices.Contains(m.Dynamic, "dependencies") {
		return
	}
	for _, extra := range m.OptionalDependencies {
		if !slices.Contains(recorded.ProvidesExtras, extra.Name) {
			c.report(extra.Place, "extra `%s` is not in uv.lock", extra.Name)
		}
	}
	for _, name := range recorded.ProvidesExtras {
		if !slices.ContainsFunc(m.OptionalDependencies, func(e project.NamedRequirements) bool { return e.Name == name }) {
			c.report(m.Place("project", "optional-dependencies"), "uv.lock was made with the extra `%s`, which is not in pyproject.toml", name)
		}
	}
}

// groups compares [dependency-groups], flattened, with what a member's package records.
func (c *checker) groups(o owner, recorded *project.Metadata) {
	c.compareGroups(o, recorded.RequiresDev, c.lock.Revision >= 1)
}

// rootGroups compares the groups of a root without [project], which the lock's manifest holds.
func (c *checker) rootGroups() {
	if root := c.project.Root; !root.HasProject {
		c.defaults(root, c.lock.Manifest.DefaultGroups, c.lock.Manifest.GroupRequiresPython)
		c.compareGroups(owner{root, ".", true}, c.lock.Manifest.DependencyGroups, c.lock.Revision >= 5)
	}
}

// compareGroups compares groups; withEmpty says whether the lock records empty ones.
func (c *checker) compareGroups(o owner, recorded []project.RequirementGroup, withEmpty bool) {
	groups, ok := c.flatten(o)
	if !ok {
		return
	}
	for _, g := range groups {
		i := slices.IndexFunc(recorded, func(r project.RequirementGroup) bool { return r.Name == g.name })
		switch {
		case i >= 0:
			c.compare(g.needs, recorded[i].Requirements, fmt.Sprintf("dependency of group `%s`", g.name), g.at)
		case withEmpty || len(g.needs) > 0:
			c.report(g.at, "dependency group `%s` is not in uv.lock", g.name)
		}
	}
	for _, r := range recorded {
		if !slices.ContainsFunc(groups, func(g flatGroup) bool { return g.name == r.Name }) {
			c.report(o.manifest.Place("dependency-groups"), "uv.lock was made with the dependency group `%s`, which is not in pyproject.toml", r.Name)
		}
	}
}

// pathDependencies compares trees that are no members: path dependencies with static metadata.
func (c *checker) pathDependencies() {
	for _, p := range c.lock.Packages {
		if !p.Source.Tree() || slices.ContainsFunc(c.project.Members, func(m project.Member) bool { return m.Name == p.Name }) {
			continue
		}
		manifest := c.project.Manifest(p.Source.Location)
		if manifest == nil || manifest.Name != p.Name || pep508.Normalize(manifest.RawName) != p.Name {
			continue
		}
		c.version(manifest, p)
		c.metadata(owner{manifest, p.Source.Location, false}, p)
	}
}
