package resolve

import (
	"cmp"
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
)

// Resolver resolves targets of one project. Targets share what is read of the lock but once:
// the links between packages, the markers and the names of wheels. It is safe for concurrent use.
type Resolver struct {
	p      *project.Project
	lock   *project.Lock
	graph  *graph
	shared *shared
}

// New prepares the lock of a project. p is not changed, and must not change afterwards.
func New(p *project.Project) *Resolver {
	r := &Resolver{p: p, lock: p.Lock}
	if r.lock != nil {
		r.graph = newGraph(r.lock)
		r.share()
	}
	return r
}

// For is a resolver of the same lock for another member: p may differ from the project that New
// was given in Current alone. What is known of the lock is shared.
func (r *Resolver) For(p *project.Project) *Resolver {
	return &Resolver{p: p, lock: r.lock, graph: r.graph, shared: r.shared}
}

// Resolve is New(p).Resolve for a single target.
func Resolve(p *project.Project, target Target, sel Selection) Result {
	return New(p).Resolve(target, sel)
}

// Resolve says what `uv sync --frozen` installs on the target. When uv would refuse before it
// looks at packages, the result holds errors and no packages.
func (r *Resolver) Resolve(t Target, sel Selection) Result {
	result := Result{Target: t}
	if r.lock == nil {
		result.Findings = diag.List{diag.Errorf("no-lockfile", diag.Place{File: "uv.lock"},
			"without a readable uv.lock nothing can be resolved").WithFix("run `uv lock`")}
		return result
	}
	q, bounds, patches, findings := r.prepare(t, sel)
	result.Roots, result.Groups = r.rootNames(q), r.groupNames(q)
	result.Findings = findings
	if findings.HasErrors() {
		return result
	}
	w := newWorld(r.graph, t, patches, bounds)
	if errs := r.checkEnvironments(w); len(errs) > 0 {
		result.Findings = append(result.Findings, errs...)
		return result
	}
	k := newWalk(r, q, w)
	k.run()
	result.Findings = append(result.Findings, k.findings...)
	if result.Findings.HasErrors() {
		return result
	}
	result.Findings = append(result.Findings, r.duplicates(k.in)...)
	result.Findings = append(result.Findings, k.missingVariants()...)
	result.Edges = k.edges()
	r.install(&result, k, r.skipper(q, sel))
	result.Findings = append(result.Findings, r.cuda(&result)...)
	return result
}

// prepare does uv's checks before the walk, in uv's order, and collects what they say.
func (r *Resolver) prepare(t Target, sel Selection) (*request, []bound, []uint64, diag.List) {
	q, more := r.request(sel)
	findings := append(r.checkLock(q), more...)
	bounds, more := r.bounds(q)
	findings = append(findings, more...)
	patches, more := patches(t, bounds)
	findings = append(findings, more...)
	findings = append(findings, r.checkConflicts(q)...)
	findings = append(findings, r.checkNames(q)...)
	if !findings.HasErrors() {
		findings = append(findings, tellPatch(t, bounds)...)
	}
	return q, bounds, patches, findings
}

// install turns the packages of the walk into artifacts, but for those that are skipped.
func (r *Resolver) install(result *Result, k *walk, skip skipper) {
	on, policy := r.shelfOf(result.Target), r.shared.policy
	parents, direct := k.parents(), k.direct()
	result.Packages = make([]Package, 0, count(k.in))
	for i, in := range k.in {
		if !in || skip.skips(r.graph.nodes[i].pkg) {
			continue
		}
		p, pick := r.graph.nodes[i].pkg, r.found(i, on)
		if none := pick.none; none != nil {
			chain := k.chain(parents, i)
			result.Refused = append(result.Refused, Refused{Name: p.Name, Version: p.Version, Reason: none.reason, Line: p.Line, Chain: chain})
			result.Findings = append(result.Findings, r.refusal(i, chain, result.Target, none, &policy))
			continue
		}
		one := Package{
			Name: p.Name, Version: p.Version, Source: p.Source, Artifact: pick.artifact, Chain: k.chain(parents, i), Line: p.Line,
			Direct: direct[i], FirstParty: p.Source.Tree() && policy.firstParty[p.Name],
		}
		result.Packages = append(result.Packages, one)
		result.Findings = append(result.Findings, r.remarks(&one, p, pick.platform, result.Target, &policy)...)
		result.Findings = append(result.Findings, r.stray(&one, i, k.w, &policy)...)
	}
	slices.SortFunc(result.Packages, func(a, b Package) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version))
	})
	slices.SortFunc(result.Refused, func(a, b Refused) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version))
	})
}

func count(in []bool) int {
	n := 0
	for _, b := range in {
		if b {
			n++
		}
	}
	return n
}

func (r *Resolver) rootNames(q *request) []string {
	var out []string
	for _, i := range q.roots {
		out = append(out, r.graph.nodes[i].pkg.Name)
	}
	return out
}

// groupNames are the selected groups that exist, sorted.
func (r *Resolver) groupNames(q *request) []string {
	set := names{}
	for _, i := range q.roots {
		for _, g := range r.groupsOf(i) {
			if q.group(g) {
				set[g] = true
			}
		}
	}
	for _, b := range r.lentBundles(q) {
		set[b.name] = true
	}
	if r.rootName() == "" {
		for _, g := range r.lock.Manifest.DependencyGroups {
			if r.manifestGroup(q, g.Name) {
				set[g.Name] = true
			}
		}
	}
	return sorted(set)
}
