package generator

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// imageSelection leaves the development group out unless it was asked for. uv installs it by
// default, and an image is no place for it. Dev asks for uv's own default, in which dev is one
// of the default groups unless the project says otherwise; beside NoDefaultGroups, which leaves
// no default, it names the group, as it does for uv.
func imageSelection(s resolve.Selection) resolve.Selection {
	asked := s.Dev || s.OnlyDev || s.AllGroups || slices.Contains(s.Groups, "dev") || slices.Contains(s.OnlyGroups, "dev")
	s.NoDev = s.NoDev || !asked
	s.Dev = s.Dev && s.NoDefaultGroups
	return s
}

// developing are the default groups of a project, beside dev, that an image leaves out because of
// their names: projects put lint and test among the defaults for their developers. None of them
// where the user asked for uv's own default, and none that was named.
func developing(pp *project.Pyproject, o resolve.Selection, rule knowledge.Groups) []string {
	if o.Dev || o.AllGroups || o.NoDefaultGroups || o.OnlyDev || len(o.OnlyGroups) > 0 || pp.UV.DefaultGroups == nil {
		return nil
	}
	named := func(list []string, name string) bool {
		return slices.ContainsFunc(list, func(n string) bool { return pep508.Normalize(n) == name })
	}
	var out []string
	for _, name := range defaultGroups(pp, true) {
		name = pep508.Normalize(name)
		defined := slices.ContainsFunc(pp.DependencyGroups, func(g project.Group) bool { return pep508.Normalize(g.Name) == name })
		if rule.IsDevelopment(name) && defined && !named(o.Groups, name) && !named(o.NoGroups, name) {
			out = append(out, name)
		}
	}
	return out
}

// asked is the project whose default groups count: that of a single --package, else that of the
// directory.
func asked(p *project.Project, s resolve.Selection) *project.Pyproject {
	for _, m := range p.Members {
		if len(s.Packages) == 1 && m.Name == pep508.Normalize(s.Packages[0]) {
			return m.Pyproject
		}
	}
	return p.Current
}

// withoutDeveloping is the selection for a project that stands alone.
func (run *run) withoutDeveloping(pp *project.Pyproject, s resolve.Selection) (resolve.Selection, []string) {
	out := developing(pp, run.options.Selection, run.tables.Groups)
	s.NoGroups = slices.Concat(s.NoGroups, out)
	return s, out
}

// tellDeveloping says which groups are in an answer about the lock, in which flags mean what they
// mean to uv, that an image would leave out.
func (run *run) tellDeveloping(p *project.Project) diag.List {
	s := run.options.Selection
	pp := asked(p, s)
	out := developing(pp, s, run.tables.Groups)
	if len(out) == 0 || s.NoDev {
		return nil
	}
	return diag.List{diag.Notef("development-groups", pp.Place("tool", "uv", "default-groups"),
		"the default groups %s are counted here, and an image leaves them out because of their names", strings.Join(out, ", ")).
		WithFix("--no-group %s gives the packages of the image", strings.Join(out, " --no-group "))}
}

// memberSelection is the selection for one member. Before lock revision 5, and with a uv that does
// not know it, `uv sync --frozen --package X` takes the default groups of the workspace's root and
// `uv export` those of X (spec/uvlock.md 2.3); where they differ, or where a group is left out that
// the other may not even have, the wanted ones are named, so that both agree whichever uv the image
// has.
func (run *run) memberSelection(p *project.Project, m project.Member, s resolve.Selection) (resolve.Selection, []string) {
	s.Packages = []string{m.Name}
	if s.NoDefaultGroups || len(s.OnlyGroups) > 0 {
		return s, nil
	}
	out := developing(m.Pyproject, run.options.Selection, run.tables.Groups)
	own := defaultGroups(m.Pyproject, s.NoDev)
	if slices.Equal(own, defaultGroups(p.Root, s.NoDev)) && out == nil {
		return s, nil
	}
	s.NoDefaultGroups = true
	s.Groups = slices.Concat(s.Groups, slices.DeleteFunc(own, func(n string) bool {
		return n == "dev" && !definesDev(m.Pyproject) || slices.Contains(out, pep508.Normalize(n))
	}))
	return s, out
}

// defaultGroups are the names of the groups that uv takes without being asked, sorted.
func defaultGroups(pp *project.Pyproject, noDev bool) []string {
	names := []string{"dev"}
	if d := pp.UV.DefaultGroups; d != nil && d.All {
		names = nil
		for _, g := range pp.DependencyGroups {
			names = append(names, g.Name)
		}
	} else if d != nil {
		names = slices.Clone(d.Names)
	}
	slices.Sort(names)
	return slices.DeleteFunc(names, func(n string) bool { return noDev && n == "dev" })
}

// definesDev says whether a project has a group dev: it is a default group without being there,
// but `--group dev` would be refused.
func definesDev(pp *project.Pyproject) bool {
	return len(pp.UV.DevDependencies) > 0 ||
		slices.ContainsFunc(pp.DependencyGroups, func(g project.Group) bool { return g.Name == "dev" })
}
