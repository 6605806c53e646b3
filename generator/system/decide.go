package system

import (
	"cmp"
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/resolve"
)

// Decide says which system packages the targets need on a distribution.
func Decide(table knowledge.Native, distro Distro, in Input) Needs {
	d := &decider{
		table: table, distro: distro, in: in,
		build: needSet{}, runtime: needSet{}, tools: needSet{},
		guarded: map[string]bool{},
	}
	for _, target := range in.Targets {
		s := newScene(target)
		for _, p := range target.Packages {
			d.decide(s, p)
		}
	}
	d.asked()
	return d.needs()
}

// decider collects the answer over the targets.
type decider struct {
	table  knowledge.Native
	distro Distro
	in     Input

	build, runtime, tools needSet
	compiled              []Compiled
	guards                []Guard
	guarded               map[string]bool
	refusals              []Refusal
	findings              diag.List
}

// asked adds what the user names for this family.
func (d *decider) asked() {
	for _, a := range d.in.Asked {
		if a.Family != d.distro.Family {
			continue
		}
		set := d.runtime
		if a.Stage == Build {
			set = d.build
		}
		reason := Reason{PyPI: a.Flag, Why: "asked for by " + a.Flag, Rank: knowledge.Override}
		for _, target := range d.in.Targets {
			reason.Platforms = []string{target.Target.Platform}
			d.add(set, a.Stage, []string{a.Package}, reason)
		}
	}
}

// scene is one target, with what is asked of it for every package.
type scene struct {
	platform string
	names    map[string]bool
	// fromOwn are the names that first-party code requires.
	fromOwn map[string]bool
}

func newScene(target resolve.Result) scene {
	s := scene{target.Target.Platform, map[string]bool{}, map[string]bool{}}
	own := map[string]bool{}
	for _, p := range target.Packages {
		s.names[p.Name] = true
		own[p.Name] = p.FirstParty
	}
	for _, root := range target.Roots {
		own[root] = true // a virtual project is a root that is no package
	}
	for _, e := range target.Edges {
		if own[e.From] {
			s.fromOwn[e.To] = true
		}
	}
	return s
}

func (d *decider) decide(s scene, p resolve.Package) {
	if p.Artifact.Kind == resolve.Git {
		d.fetch(s, p)
	}
	row, known := d.rowOf(s, p)
	if p.Artifact.Kind == resolve.Tree && !known {
		d.tree(s, p)
		return
	}
	names := namesOn(d.distro, row)
	use := d.usage(s, p, row, known)
	if d.refuse(p, row, names, use) {
		return
	}
	d.install(s, p, row, names, use)
	d.remark(p, row, names, use)
	d.guard(p, row, names, use)
}

// usage is which of a row's lists count for a package on a target.
type usage struct {
	// built: the package arrives as source; toolchain is what it is compiled with.
	built     bool
	toolchain knowledge.Toolchain
	// runtime: what the row needs at run time counts.
	runtime bool
	// optional: it would, if the project named the package itself.
	optional bool
	// selfContained: a platform wheel of a package that needs nothing else at run time.
	selfContained bool
}

func (d *decider) usage(s scene, p resolve.Package, row knowledge.NativeRow, known bool) usage {
	use := usage{built: p.Artifact.Kind != resolve.Wheel, toolchain: row.Toolchain}
	platform := isPlatformWheel(p.Artifact)
	use.runtime = !row.OnlyWithoutPlatformWheel || !platform
	if row.Need == "feature" && !p.Direct && !s.fromOwn[p.Name] {
		use.runtime, use.optional = false, true
	}
	use.selfContained = platform && (row.Kind == knowledge.KindNone || row.Kind == knowledge.KindCompile)
	compiles := row.Kind == knowledge.KindCompile || row.Kind == knowledge.KindBoth || row.Rank == knowledge.Derived
	if use.built && use.toolchain == knowledge.UnknownToolchain && !(known && compiles) && d.pureByWheels(p) {
		use.toolchain = knowledge.NoToolchain
	}
	return use
}

// compiles says whether a toolchain is needed.
func (u usage) compiles() bool { return u.built && u.toolchain != knowledge.NoToolchain }

func (d *decider) install(s scene, p resolve.Package, row knowledge.NativeRow, names localNames, use usage) {
	reason := d.reason(s, p, row)
	if use.built {
		reason.Why = "to compile " + title(p)
		d.add(d.build, Build, names.build, reason)
		reason.Why = title(p) + " is compiled against it"
		d.add(d.runtime, Runtime, names.linked, reason)
	}
	if use.compiles() {
		d.compile(s, p, use.toolchain)
	}
	if use.runtime {
		reason.Why = title(p) + " needs it when it runs"
		d.add(d.runtime, Runtime, names.runtime, reason)
	}
}

func (d *decider) reason(s scene, p resolve.Package, row knowledge.NativeRow) Reason {
	return Reason{
		PyPI: p.Name, Version: p.Version, Platforms: []string{s.platform},
		Rank: row.Rank, Confidence: row.Confidence, Evidence: row.Evidence,
	}
}

func (d *decider) add(set needSet, stage Stage, packages []string, reason Reason) {
	for _, pkg := range packages {
		if stage == Runtime && d.distro.Distroless && slices.Contains(d.distro.Provides, pkg) {
			continue
		}
		set.add(pkg, stage, reason)
	}
}

func (d *decider) needs() Needs {
	toolchain := Packages(d.tools.list(nil))
	if len(toolchain) == 0 {
		toolchain = nil
	}
	slices.SortStableFunc(d.compiled, func(a, b Compiled) int { return cmp.Compare(a.PyPI, b.PyPI) })
	slices.SortStableFunc(d.guards, func(a, b Guard) int { return cmp.Compare(a.PyPI, b.PyPI) })
	slices.SortStableFunc(d.refusals, func(a, b Refusal) int { return cmp.Compare(a.PyPI, b.PyPI) })
	return Needs{
		Build: d.build.list(toolchain), Runtime: d.runtime.list(nil),
		Toolchain: toolchain, Compiled: d.compiled,
		Guards: d.guards, Refusals: slices.Compact(d.refusals), Findings: d.findings.Sorted(),
	}
}

// title is how a package is called in sentences.
func title(p resolve.Package) string {
	if p.Version == "" {
		return p.Name
	}
	return p.Name + " " + p.Version
}
