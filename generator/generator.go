// Package generator is uvdock as a library: it reads a uv project from a file system and
// returns what its image installs, why, and the files that build it. It writes nothing, prints
// nothing, keeps no state, and needs neither network nor uv nor Docker.
//
//	result, err := generator.Generate(ctx, os.DirFS("."), ".", generator.Options{})
//
// The stages are packages of their own, in one direction:
//
//	project.Read -> resolve, system -> choose -> detect -> plan.New -> render.Render
//
// A problem of the project is a finding in the result, never an error; errors are for what
// is no matter of the project, such as a cancelled context, and then there is no result.
// Inspect is for who asks a person first: it says what a project offers and what it leaves open.
// Adopt is for who has a Dockerfile already: it says what becomes of each line of it.
package generator

import (
	"context"
	"io/fs"
	"sync"

	"github.com/uvdock/uvdock/generator/choose"
	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/render"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/stale"
	"github.com/uvdock/uvdock/generator/system"
)

// Generate reads the project of a directory and renders its files.
func Generate(ctx context.Context, fsys fs.FS, dir string, o Options) (*Result, error) {
	r, err := Plan(ctx, fsys, dir, o)
	if err != nil || r.Findings.HasErrors() {
		return r, err
	}
	if err := r.render(); err != nil {
		return nil, err
	}
	shared, findings, err := share(r.Project, []*Result{r}, r.Options, r.Plan.Command)
	if err != nil {
		return nil, err
	}
	if r.add(findings); r.Findings.HasErrors() {
		r.Files = nil
		return r, nil
	}
	r.Files = append(r.Files, shared...)
	return r.unless(ctx)
}

// Plan decides everything about the image and renders nothing.
func Plan(ctx context.Context, fsys fs.FS, dir string, o Options) (*Result, error) {
	run, r, err := start(ctx, fsys, dir, o)
	if err != nil || r.Findings.HasErrors() {
		return r, err
	}
	if run.services, err = run.tables.Services(); err != nil {
		return r, err
	}
	r.add(stale.Check(r.Project).Relaxed(o.Frozen))
	if r.Findings.HasErrors() {
		return r, nil
	}
	if r.add(run.pickMember(ctx, r)); r.Findings.HasErrors() || ctx.Err() != nil {
		return r.unless(ctx)
	}
	if !run.choose(r) || ctx.Err() != nil {
		return r.unless(ctx)
	}
	if r.add(run.detect(ctx, r)); r.Findings.HasErrors() {
		return r.unless(ctx)
	}
	run.plan(r)
	return r.unless(ctx)
}

// unless is the result of a run that was not cancelled.
func (r *Result) unless(ctx context.Context) (*Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return r, nil
}

// Packages answers what the image installs, and stops there: no start command is needed.
// A lock that is not current is a warning here, since the answer is what the lock says.
func Packages(ctx context.Context, fsys fs.FS, dir string, o Options) (*Result, error) {
	o.lockOnly = true
	run, r, err := start(ctx, fsys, dir, o)
	if err != nil || r.Findings.HasErrors() {
		return r, err
	}
	r.add(run.tellDeveloping(r.Project))
	var current diag.List
	var wait sync.WaitGroup
	wait.Go(func() { current = stale.Check(r.Project) })
	candidate, reason, findings := run.chooser.Choose()
	wait.Wait()
	r.add(current.Relaxed(true))
	r.Target, r.Choice = candidate, reason
	for _, f := range findings {
		// What a profile cannot do is no matter here: the refused packages speak for themselves.
		if f.Code != "profile-unusable" {
			r.add(diag.List{f})
		}
	}
	r.add(candidate.Findings)
	r.add(candidate.Refusals)
	return r.unless(ctx)
}

// Profiles evaluates every profile, in the order in which they are shown.
func Profiles(ctx context.Context, fsys fs.FS, dir string, o Options) (*Result, []choose.Candidate, error) {
	run, r, err := start(ctx, fsys, dir, o)
	if err != nil || r.Findings.HasErrors() {
		return r, nil, err
	}
	if run.services, err = run.tables.Services(); err != nil {
		return r, nil, err
	}
	r.add(stale.Check(r.Project).Relaxed(true))
	if r.add(run.pickMember(ctx, r)); r.Findings.HasErrors() {
		r, err = r.unless(ctx)
		return r, nil, err
	}
	run.choose(r)
	var out []choose.Candidate
	for _, p := range run.tables.Profiles {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		out = append(out, run.evaluate(p.Name))
	}
	return r, out, nil
}

// run is what one call shares between its stages.
type run struct {
	// asked are the options of the call, and options those in force for an image: asked over what is
	// configured. native are the configured rows of system packages.
	asked, options Options
	native         map[string]knowledge.NativeRow
	// tasks are the configured processes of the image.
	tasks     []config.Process
	rootTable *config.Table
	// trees are the local trees of the lock.
	trees []system.Tree
	// bare leaves the selection as nobody asked for one.
	bare   bool
	tables *knowledge.Tables
	// services are read where a start command is looked for.
	services knowledge.Services
	chooser  *choose.Chooser
	// volumes are what is to be mounted.
	volumes []plan.Volume
	// all says that the run is for every member, whose plans share the ground.
	all    bool
	ground *plan.Ground
}

// start reads the tables and the project.
func start(ctx context.Context, fsys fs.FS, dir string, o Options) (*run, *Result, error) {
	tables, p, findings, err := read(fsys, dir)
	if err != nil {
		return nil, nil, err
	}
	r := &Result{Project: p, Findings: findings.Sorted(), tables: tables, Options: o}
	if r.Findings.HasErrors() {
		r, err = r.unless(ctx)
		return nil, r, err
	}
	run := &run{asked: o, options: o, tables: tables, trees: trees(p), all: o.allImages}
	if r.add(run.configureProject(r)); r.Findings.HasErrors() {
		r, err = r.unless(ctx)
		return nil, r, err
	}
	r.Selection = imageSelection(run.options.Selection)
	if !isWorkspace(p) && !o.lockOnly {
		r.Selection, r.LeftOut = run.withoutDeveloping(asked(p, run.options.Selection), r.Selection)
	}
	run.chooser = choose.New(p, tables, run.request(r.Selection))
	r, err = r.unless(ctx)
	return run, r, err
}

// evaluate is a profile with what speaks against it among its obstacles.
func (run *run) evaluate(name string) choose.Candidate {
	candidate, findings := run.chooser.Evaluate(name)
	for _, f := range findings.Errors() {
		candidate.Obstacles = append(candidate.Obstacles, f.Message)
	}
	for i, text := range candidate.Obstacles {
		candidate.Obstacles[i], _ = run.options.Given.Rename(text)
	}
	return candidate
}

// detect finds what the container starts.
func (run *run) detect(ctx context.Context, r *Result) diag.List {
	service, findings := detect.Detect(ctx, run.detection(r))
	r.Service = service
	return findings
}

// plan decides what is left.
func (run *run) plan(r *Result) {
	p, findings := plan.New(run.planInput(r))
	if r.add(findings); p != nil {
		p.Decisions = r.Options.attributed(p.Decisions)
	}
	if !r.Findings.HasErrors() {
		r.Plan, r.tables = p, run.tables
	}
}

// render lays the plan out.
func (r *Result) render() (err error) {
	if r.Files, err = render.Render(r.Plan); err == nil {
		r.avoidForeignIgnore()
		r.keepLines()
	}
	return err
}

// request is what is asked of the choice of a target.
func (run *run) request(s resolve.Selection) choose.Request {
	o := run.options
	return choose.Request{
		Profile: o.Profile, Prefer: o.Prefer, Python: o.Python, Platforms: o.Platforms, Libc: o.Libc,
		Selection: s, Trees: run.trees, AllPlatforms: o.lockOnly, Frozen: o.Frozen,
	}
}

// read reads the tables beside the project: each takes about as long as the other.
func read(fsys fs.FS, dir string) (tables *knowledge.Tables, p *project.Project, findings diag.List, err error) {
	var wait sync.WaitGroup
	wait.Go(func() { tables, err = knowledge.Default() })
	p, findings = project.Read(fsys, dir)
	wait.Wait()
	return tables, p, findings, err
}

// choose fixes the target and says whether the run can go on.
func (run *run) choose(r *Result) bool {
	if r.add(run.wanted()); r.Findings.HasErrors() {
		return false
	}
	candidate, reason, findings := run.chooser.Choose()
	r.Target, r.Choice = candidate, reason
	r.add(findings)
	r.add(run.unlessGPU(candidate.Findings))
	r.add(candidate.Needs.Findings)
	if advice := candidate.Profile.Advice; advice != "" && !r.Findings.HasErrors() {
		r.add(diag.List{diag.Notef("profile-advice", diag.Place{}, "%s", advice)})
	}
	return !r.Findings.HasErrors()
}

// add takes findings of a stage.
func (r *Result) add(findings diag.List) {
	r.Findings = append(r.Findings, r.Options.attribute(findings)...).Sorted()
}
