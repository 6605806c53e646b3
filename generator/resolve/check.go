package resolve

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
)

// newestRevision is the newest revision of uv.lock whose rules are known here.
const newestRevision = 5

// checkLock says what can be said before anything is selected, in uv's order.
func (r *Resolver) checkLock(q *request) diag.List {
	findings := slices.Clone(r.graph.findings)
	if r.lock.Revision > newestRevision {
		findings = append(findings, diag.Warningf("lock-newer-than-known", diag.Place{File: r.lock.File},
			"uv.lock has revision %d, and revisions up to %d are known; what is newer in it is ignored", r.lock.Revision, newestRevision).
			WithFix("update uvdock, or run `uv lock` with an older uv"))
	}
	findings = append(findings, r.checkDefaultGroups(q)...)
	return append(findings, r.shared.absent...)
}

// checkDefaultGroups: uv refuses a default group that is named and not defined, even under
// --no-default-groups: one of the member for a single --package, else one of the project of the
// directory. Where the setting is absent, dev need not exist. (uv 0.13.8, `uv export --frozen`)
func (r *Resolver) checkDefaultGroups(q *request) diag.List {
	asked := r.p.Current
	if q.alone() {
		if m := r.member(r.graph.nodes[q.roots[0]].pkg.Name); m != nil {
			asked = m
		}
	}
	defaults := asked.UV.DefaultGroups
	if defaults == nil {
		return nil
	}
	var findings diag.List
	for i, name := range defaults.Names {
		if n := pep508.Normalize(name); slices.Contains(groupNames(asked), n) {
			continue
		}
		place := asked.Place("tool", "uv", "default-groups", fmt.Sprint(i))
		findings = append(findings, diag.Errorf("missing-group", place,
			"default group %q (from `tool.uv.default-groups`) is not defined in the project's `dependency-groups` table", name).
			WithFix("define the group, or take it out of `default-groups`, then run `uv lock`"))
	}
	return findings
}

// absentMembers: every member on disk must be in the lock (uv 0.9.6).
func (r *Resolver) absentMembers() diag.List {
	var findings diag.List
	missing := func(name, file string) {
		findings = append(findings, diag.Errorf("missing-member", diag.Place{File: file},
			"workspace member %q is not in uv.lock", name).WithFix("run `uv lock`"))
	}
	listed := maps.Clone(r.shared.listed)
	if i := r.shared.root; len(listed) == 0 && i >= 0 {
		listed[r.graph.nodes[i].pkg.Name] = true
	}
	for _, m := range r.p.Members {
		if !listed[m.Name] {
			missing(m.Name, m.Pyproject.File)
		}
	}
	if root := r.rootName(); root != "" && len(r.p.Members) == 0 && !listed[root] {
		missing(root, r.p.Root.File)
	}
	return findings
}

// checkNames: every extra and group that was named must be defined by a root.
func (r *Resolver) checkNames(q *request) diag.List {
	var findings diag.List
	if r.lock.Revision >= 1 {
		known := names{}
		for _, i := range q.roots {
			for _, x := range r.extrasOf(i) {
				known[x] = true
			}
		}
		for _, x := range sorted(q.namedExtras) {
			if !known[x] {
				findings = append(findings, diag.Errorf("missing-extra", diag.Place{File: r.lock.File},
					"extra %q is not defined in the `optional-dependencies` table of %s", x, r.titles(q.roots)).
					WithFix("%s", oneOf("name an extra that is", known)))
			}
		}
	}
	known := r.knownGroups(q)
	for _, g := range sorted(q.namedGroups) {
		if !known[g] {
			findings = append(findings, diag.Errorf("missing-group", diag.Place{File: r.lock.File},
				"group %q is not defined in the `dependency-groups` table of %s", g, r.titles(q.roots)).
				WithFix("%s", oneOf("name a group that is", known)))
		}
	}
	return findings
}

// knownGroups are those of the roots and of the lock root; but where the lock root is a project
// and there are several --package, its groups do not count.
func (r *Resolver) knownGroups(q *request) names {
	known := names{}
	add := func(list []string) {
		for _, g := range list {
			known[g] = true
		}
	}
	for _, i := range q.roots {
		add(r.groupsOf(i))
	}
	if r.rootName() == "" {
		for _, g := range r.lock.Manifest.DependencyGroups {
			known[g.Name] = true
		}
		add(groupNames(r.p.Root)) // an empty one need not be in the lock
	} else if i := r.shared.root; i >= 0 && (q.scope != picked || q.alone()) {
		add(r.groupsOf(i))
	}
	return known
}

// checkEnvironments: one of tool.uv.environments must hold (supported-markers), and one fork
// must cover the target, or every edge would be false and the image silently empty.
func (r *Resolver) checkEnvironments(w *world) diag.List {
	var findings diag.List
	check := func(markers []string, what, fix string) {
		if len(markers) == 0 {
			return
		}
		for _, m := range markers {
			if w.possible(r.graph.ids[m]) {
				return
			}
		}
		findings = append(findings, diag.Errorf("unsupported-environment", diag.Place{File: r.lock.File},
			"%s do not cover %s: %s", what, w.title, strings.Join(markers, "; ")).WithFix("%s", fix))
	}
	check(r.lock.SupportedMarkers, "the environments that the lock supports", "widen `tool.uv.environments` and run `uv lock`, or choose another platform")
	if len(findings) == 0 {
		check(r.lock.ResolutionMarkers, "the forks of the lock", "run `uv lock`, or choose another Python or platform")
	}
	return findings
}
