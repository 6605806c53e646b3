package resolve

import (
	"fmt"
	"maps"
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// anyPatch stands for the newest patch release, whichever it will be.
const anyPatch = 999

// bound is a requires-python and where it stands.
type bound struct {
	text  string
	specs pep508.Specifiers
	place diag.Place
	owner string
}

// bounds are all requires-python that uv checks before it installs, the lock's last. They come
// from the manifests of all members on disk, whichever is the target, with all groups of a
// selected name; but for a single --package a lock of revision 5 says what counts, and no more
// than that. (uv 0.13.8, observed)
func (r *Resolver) bounds(q *request) ([]bound, diag.List) {
	var b boundList
	if q.alone() && r.lock.Revision >= 5 {
		r.lockedBounds(&b, q)
	} else {
		r.manifestBounds(&b, q)
	}
	b.add(r.lock.RequiresPython, diag.Place{File: r.lock.File}, "the lock")
	return b.bounds, b.findings
}

type boundList struct {
	bounds   []bound
	findings diag.List
}

func (b *boundList) add(text string, place diag.Place, owner string) {
	specs, err := pep508.ParseSpecifiers(text)
	switch {
	case err != nil:
		b.findings = append(b.findings, diag.Errorf("python-mismatch", place, "requires-python of %s cannot be read: %s", owner, err).
			WithFix("write it like `>=3.12`"))
	case len(specs) > 0:
		b.bounds = append(b.bounds, bound{text, specs, place, owner})
	}
}

func (r *Resolver) manifestBounds(b *boundList, q *request) {
	b.bounds = slices.Clone(r.shared.python.bounds)
	b.findings = slices.Clone(r.shared.python.findings)
	for _, p := range r.shared.grouped {
		for _, g := range groupNames(p) {
			if !q.group(g) {
				continue
			}
			for _, at := range closedGroup(p, g) {
				b.add(p.UV.GroupRequiresPython[at], p.Place("tool", "uv", "dependency-groups", at, "requires-python"), "group "+at)
			}
		}
	}
}

// lockedBounds are those of the groups of one member, and of groups that the root lends it.
func (r *Resolver) lockedBounds(b *boundList, q *request) {
	add := func(groups map[string]string, place diag.Place, on func(string) bool) {
		for _, g := range slices.Sorted(maps.Keys(groups)) {
			if on(g) {
				b.add(groups[g], place, "group "+g)
			}
		}
	}
	p := r.graph.nodes[q.roots[0]].pkg
	add(p.GroupRequiresPython, at(r.lock, p), q.group)
	lent := func(g string) bool { return q.lends(g) && !r.declares(q, g) }
	if root := r.shared.root; root >= 0 && root != q.roots[0] {
		p := r.graph.nodes[root].pkg
		add(p.GroupRequiresPython, at(r.lock, p), lent)
	}
	add(r.lock.Manifest.GroupRequiresPython, diag.Place{File: r.lock.File}, lent)
}

// manifests are the root, which may have groups without being a member, and the members.
func (r *Resolver) manifests() []*project.Pyproject {
	out := []*project.Pyproject{r.p.Root}
	for _, m := range r.p.Members {
		if m.Pyproject != r.p.Root {
			out = append(out, m.Pyproject)
		}
	}
	return out
}

func projectTitle(p *project.Pyproject) string {
	if p.HasProject {
		return "project " + p.Name
	}
	return p.File
}

// closedGroup is a group and those that it includes: their requires-python hold for it too.
func closedGroup(p *project.Pyproject, group string) []string {
	out := []string{group}
	for i := 0; i < len(out); i++ {
		for _, g := range p.DependencyGroups {
			if pep508.Normalize(g.Name) != out[i] {
				continue
			}
			for _, include := range g.Include {
				if !slices.Contains(out, include) {
					out = append(out, include)
				}
			}
		}
	}
	return out
}

// patches are the patch releases of the target's minor that tell all bounds apart: the one
// that is named, or those admitted at which a bound can change its answer, the newest last.
// Empty where a bound admits none, which is a finding.
func patches(t Target, bounds []bound) ([]uint64, diag.List) {
	minor := pep508.Release{uint64(t.Python.Major), uint64(t.Python.Minor)}
	candidates := []uint64{uint64(max(t.Patch, 0))}
	if t.Patch < 0 {
		candidates = append(candidates, anyPatch)
		for _, b := range bounds {
			candidates = append(candidates, b.specs.Turns(minor)...)
		}
	}
	slices.Sort(candidates)
	candidates = slices.Compact(candidates)
	for _, b := range bounds {
		left := slices.DeleteFunc(slices.Clone(candidates), func(patch uint64) bool {
			return !b.specs.Admits(withPatch(minor, patch))
		})
		if len(left) == 0 {
			return nil, diag.List{diag.Errorf("python-mismatch", b.place, "Python %s is not admitted by requires-python `%s` of %s",
				pythonTitle(t), b.text, b.owner).WithFix("choose another version by --python, or widen requires-python and run `uv lock`")}
		}
		candidates = left
	}
	return candidates, nil
}

// tellPatch warns where requires-python admits some patch releases of the minor only and none
// was chosen: the base image may carry another.
func tellPatch(t Target, bounds []bound) diag.List {
	if t.Patch >= 0 {
		return nil
	}
	minor := pep508.Release{uint64(t.Python.Major), uint64(t.Python.Minor)}
	for _, b := range bounds {
		for _, patch := range append(b.specs.Turns(minor), 0, anyPatch) {
			if !b.specs.Admits(withPatch(minor, patch)) {
				return diag.List{diag.Warningf("patch-sensitive", b.place, "requires-python `%s` of %s admits only some patch releases of Python %s",
					b.text, b.owner, t.Python).WithFix("name one, such as --python %s.N", t.Python)}
			}
		}
	}
	return nil
}

func withPatch(minor pep508.Release, patch uint64) pep508.Release {
	return pep508.Release{minor[0], minor[1], patch}
}

// pythonTitle is 3.12.1, or 3.12 where the patch is not known.
func pythonTitle(t Target) string {
	if t.Patch < 0 {
		return t.Python.String()
	}
	title := fmt.Sprintf("%d.%d.%d", t.Python.Major, t.Python.Minor, t.Patch)
	if t.Python.FreeThreaded {
		title += "t"
	}
	return title
}
