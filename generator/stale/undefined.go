package stale

import (
	"fmt"
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// undefinedGroups reports default groups that are named and not defined, of every member: under
// --locked uv refuses them whichever member is asked for. (uv 0.13.8, `uv export --locked`)
func (c *checker) undefinedGroups() {
	manifests := []*project.Pyproject{c.project.Root}
	for _, m := range c.project.Members {
		if m.Pyproject != c.project.Root {
			manifests = append(manifests, m.Pyproject)
		}
	}
	for _, pp := range manifests {
		if pp.UV.DefaultGroups == nil {
			continue
		}
		for i, name := range pp.UV.DefaultGroups.Names {
			wanted := pep508.Normalize(name)
			if slices.ContainsFunc(pp.DependencyGroups, func(g project.Group) bool { return pep508.Normalize(g.Name) == wanted }) {
				continue
			}
			c.findings = append(c.findings, diag.Errorf("missing-group", pp.Place("tool", "uv", "default-groups", fmt.Sprint(i)),
				"default group %q (from `tool.uv.default-groups`) is not defined in the project's `dependency-groups` table", name).
				WithFix("define the group, or take it out of `default-groups`, then run `uv lock`"))
		}
	}
}
