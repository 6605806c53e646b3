package stale

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// flatGroup is a group with what it includes.
type flatGroup struct {
	name  string
	at    diag.Place
	needs []need
}

// flatten resolves include-group in every group of a manifest and adds the legacy
// dev-dependencies to the group dev. It is false when a group includes itself or one that is
// not there, which uv refuses.
func (c *checker) flatten(o owner) ([]flatGroup, bool) {
	byName := map[string]project.Group{}
	for _, g := range o.manifest.DependencyGroups {
		byName[g.Name] = g
	}
	var out []flatGroup
	for _, g := range o.manifest.DependencyGroups {
		needs, ok := c.flattenOne(o, byName, g.Name, "", nil)
		if !ok {
			return nil, false
		}
		out = append(out, flatGroup{g.Name, g.Place, needs})
	}
	return c.legacyDev(o, out), true
}

// flattenOne is the requirements of one group. A group's requires-python is a condition on all
// of them, also on those that it includes.
func (c *checker) flattenOne(o owner, byName map[string]project.Group, name, condition string, parents []string) ([]need, bool) {
	g, ok := byName[name]
	if !ok || len(parents) > len(byName) {
		return nil, false
	}
	condition = join(condition, pythonMarker(o.manifest.UV.GroupRequiresPython[name]))
	var needs []need
	for i, text := range g.Requirements {
		needs = append(needs, c.lower(o, written{
			text: text, label: fmt.Sprintf("dependency of group `%s`", name), at: g.Places[i], group: name, condition: condition,
		})...)
	}
	for _, include := range g.Include {
		more, ok := c.flattenOne(o, byName, include, condition, append(parents, name))
		if !ok {
			return nil, false
		}
		needs = append(needs, more...)
	}
	return needs, true
}

// legacyDev adds tool.uv.dev-dependencies to the group dev.
func (c *checker) legacyDev(o owner, groups []flatGroup) []flatGroup {
	legacy := o.manifest.UV.DevDependencies
	if legacy == nil {
		return groups
	}
	dev := -1
	for i := range groups {
		if groups[i].name == "dev" {
			dev = i
		}
	}
	if dev < 0 {
		groups = append(groups, flatGroup{name: "dev", at: o.manifest.Place("tool", "uv", "dev-dependencies")})
		dev = len(groups) - 1
	}
	condition := pythonMarker(o.manifest.UV.GroupRequiresPython["dev"])
	for i, text := range legacy {
		groups[dev].needs = append(groups[dev].needs, c.lower(o, written{
			text: text, label: "dependency of group `dev`", group: "dev", condition: condition,
			at: o.manifest.Place("tool", "uv", "dev-dependencies", fmt.Sprint(i)),
		})...)
	}
	return groups
}

// pythonMarker is a requires-python as a marker; empty when there is none.
func pythonMarker(requires string) string {
	specifiers, err := pep508.ParseSpecifiers(requires)
	if err != nil {
		return ""
	}
	var parts []string
	for _, s := range specifiers {
		version := s.Version
		if s.Star {
			version += ".*"
		}
		parts = append(parts, fmt.Sprintf("python_full_version %s '%s'", s.Op, version))
	}
	return strings.Join(parts, " and ")
}

// join is two markers that must both hold, of which either may be empty.
func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return "(" + a + ") and (" + b + ")"
}

// defaults compares default-groups and the groups' requires-python, which locks record from
// revision 5 on. Where neither says which groups are the default, it is dev.
func (c *checker) defaults(manifest *project.Pyproject, groups *project.DefaultGroups, pythons map[string]string) {
	if c.lock.Revision < 5 {
		return
	}
	want, have := defaultText(manifest.UV.DefaultGroups), defaultText(groups)
	if want != have && definesAll(manifest) {
		c.report(manifest.Place("tool", "uv", "default-groups"), "the default groups are %s, but uv.lock was made with %s", want, have)
	}
	at := manifest.Place("tool", "uv", "dependency-groups")
	for _, name := range slices.Sorted(maps.Keys(manifest.UV.GroupRequiresPython)) {
		want, have := manifest.UV.GroupRequiresPython[name], pythons[name]
		if !sameSpecifiers(want, have) {
			c.report(at, "requires-python `%s` of group `%s` is not in uv.lock, which was made from `%s`", want, name, have)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(pythons)) {
		if _, found := manifest.UV.GroupRequiresPython[name]; !found {
			c.report(at, "uv.lock was made with requires-python `%s` of group `%s`, which is not in pyproject.toml", pythons[name], name)
		}
	}
}

// definesAll says whether every default group is a group; what is not, uv refuses by itself.
func definesAll(manifest *project.Pyproject) bool {
	defaults := manifest.UV.DefaultGroups
	if defaults == nil {
		return true
	}
	return !slices.ContainsFunc(defaults.Names, func(name string) bool {
		defined := slices.ContainsFunc(manifest.DependencyGroups, func(g project.Group) bool { return g.Name == name })
		return !defined && (name != "dev" || manifest.UV.DevDependencies == nil)
	})
}

// defaultText is default groups in one order.
func defaultText(groups *project.DefaultGroups) string {
	switch {
	case groups == nil:
		return "`dev`"
	case groups.All:
		return "all"
	case len(groups.Names) == 0:
		return "none"
	}
	names := slices.Clone(groups.Names)
	slices.Sort(names)
	return "`" + strings.Join(slices.Compact(names), "`, `") + "`"
}

// sameSpecifiers compares two lists of specifiers.
func sameSpecifiers(a, b string) bool {
	first, errA := pep508.ParseSpecifiers(a)
	second, errB := pep508.ParseSpecifiers(b)
	return errA != nil || errB != nil || first.Equal(second) || len(first) > 0 && len(second) > 0 && sameEnds(first, second)
}
