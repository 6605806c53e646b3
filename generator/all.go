package generator

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/render"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/stale"
)

// Workspace is what is known of the images of all members of a project.
type Workspace struct {
	// Project is nil where no pyproject.toml was found.
	Project *project.Project
	// Images holds a result a member for which a start command was found, in the order of the
	// members' directories. Without an error anywhere each has its Plan and its Files; else none
	// of the files is to be written.
	Images []*Result
	// Shared are the files about all images, for Options.Bake and Compose.
	Shared []render.File
	// Skipped are the other members, in the same order.
	Skipped []Skipped
	// Gone are files of uvdock that belong to none of the images, by path. They are looked for
	// only where no error was found.
	Gone []Gone
	// Findings are those of the project; each image has its own. See Told.
	Findings diag.List
}

// Skipped is a member without an image.
type Skipped struct {
	Member project.Member
	// Reason is one line; Code is that of the finding behind it.
	Reason, Code string
}

// GenerateAll reads the workspace of a directory and renders the files of every member for which
// a start command is found, each as Generate does for its name. Project, lock and tables are read
// once, and the members planned side by side. A project that is no workspace has one image.
//
// Options that are about one image (Package, Cmd, Port, HealthPath, Output) are an error among the
// findings, and so is a workspace of which nothing can be started.
func GenerateAll(ctx context.Context, fsys fs.FS, dir string, o Options) (*Workspace, error) {
	if findings := refuseSingle(o); findings.HasErrors() {
		return &Workspace{Findings: findings}, nil
	}
	o.allImages = true
	run, r, err := start(ctx, fsys, dir, o)
	if err != nil {
		return nil, err
	}
	w := &Workspace{Project: r.Project, Findings: r.Findings}
	if w.Findings.HasErrors() {
		return w, nil
	}
	run.ground = plan.NewGround(r.Project)
	if run.services, err = run.tables.Services(); err != nil {
		return nil, err
	}
	var current diag.List
	var files []string
	var limited bool
	var wait sync.WaitGroup
	wait.Go(func() { current = stale.Check(r.Project).Relaxed(o.Frozen) })
	wait.Go(func() { files, limited = dockerfiles(ctx, r.Project) })
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if w.add(current); w.Findings.HasErrors() {
		return w, nil
	}
	if err := w.images(ctx, run, r.Selection); err != nil {
		return nil, err
	}
	if !w.Told().HasErrors() {
		w.findGone(files, limited)
		w.Shared, current, err = share(w.Project, w.Images, run.options, o.Command, "--all")
		w.add(current)
	}
	if err := cmp.Or(err, ctx.Err()); err != nil {
		return nil, err
	}
	return w, nil
}

// refuseSingle refuses what makes sense for one image only.
func refuseSingle(o Options) diag.List {
	var flags []string
	for _, f := range []struct {
		name string
		set  bool
	}{
		{"--cmd", o.Cmd != ""},
		{"--health-path", o.HealthPath != ""},
		{"--output", o.Output != ""},
		{"--package", o.Package != ""},
		{"--port", o.Port != 0},
	} {
		if f.set {
			flags = append(flags, f.name)
		}
	}
	if len(flags) == 0 {
		return nil
	}
	return diag.List{diag.Errorf("usage", diag.Place{}, "%s: for one image, and all members are asked for", strings.Join(flags, ", ")).
		WithFix("name the member with --package in a run of its own")}
}

// images plans and renders the members, on all processors.
func (w *Workspace) images(ctx context.Context, run *run, selection resolve.Selection) error {
	members := membersOf(w.Project)
	images := make([]image, len(members))
	each(ctx, len(members), func(i int) {
		images[i] = run.image(ctx, &Result{Project: w.Project, Member: members[i], Selection: selection})
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	for i, m := range images {
		switch {
		case m.err != nil:
			return fmt.Errorf("%s: %w", members[i].Name, m.err)
		case m.open == nil:
			w.Images = append(w.Images, m.result)
		default:
			w.Skipped = append(w.Skipped, Skipped{members[i], m.open[0].Message, m.open[0].Code})
		}
	}
	if len(w.Images) == 0 {
		w.nothingStarts(images)
	}
	return nil
}

// membersOf are those that an image could be for: of a project that stands alone itself.
func membersOf(p *project.Project) []project.Member {
	if isWorkspace(p) {
		return p.Members
	}
	return []project.Member{{Name: p.Current.Name, Dir: p.Dir, Pyproject: p.Current}}
}

// each does something n times, on all processors, until the context is done.
func each(ctx context.Context, n int, do func(int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
}

// image is a member's result, or why nothing is known to start: errors.
type image struct {
	result *Result
	open   diag.List
	err    error
}

// image plans and renders one member.
func (run *run) image(ctx context.Context, r *Result) image {
	one := *run
	if r.add(one.configure(r, r.Member)); r.Findings.HasErrors() {
		return image{result: r} // it may say what starts
	}
	if r.add(one.enter(r)); !one.choose(r) {
		return image{result: r, open: run.wouldStart(ctx, r)}
	}
	found := one.detect(ctx, r)
	if open := r.Options.attribute(found.Errors()); open != nil {
		return image{result: r, open: open}
	}
	r.add(found)
	if one.plan(r); r.Plan == nil {
		return image{result: r}
	}
	return image{result: r, err: r.render()}
}

// wouldStart looks for a start command of a member that cannot be installed as it was asked for:
// with the selection that nobody asked for, and as if every package could be. What is wrong with a
// library is no matter of its workspace's images.
func (run *run) wouldStart(ctx context.Context, r *Result) diag.List {
	one, trial := *run, &Result{Project: r.Project, Member: r.Member, Selection: imageSelection(resolve.Selection{})}
	one.bare = true
	one.configure(trial, r.Member)
	one.enter(trial)
	trial.Target, _, _ = one.chooser.Choose()
	return one.detect(ctx, trial).Errors()
}

// nothingStarts is the error for a workspace without an image: of a single project its own.
func (w *Workspace) nothingStarts(images []image) {
	if len(images) == 1 {
		w.add(images[0].open)
		return
	}
	w.add(diag.List{diag.Errorf("no-start-command", w.Project.Root.Place("tool", "uv", "workspace"),
		"for none of the %d members a start command was found", len(images)).
		WithFix("name one with --package, and what it starts with --cmd")})
}

func (w *Workspace) add(findings diag.List) { w.Findings = append(w.Findings, findings...).Sorted() }
