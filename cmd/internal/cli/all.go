package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/origin"
	"github.com/uvdock/uvdock/generator/output"
	"github.com/uvdock/uvdock/generator/render"
)

// refuseWithAll refuses flags beside --all that are about one image.
func refuseWithAll(cmd *cobra.Command, given origin.Origins, flags ...string) error {
	var found []string
	for _, name := range flags {
		if cmd.Flags().Changed(name) {
			found = append(found, given.Name(name))
		}
	}
	if len(found) == 0 {
		return nil
	}
	return usageError{fmt.Errorf("--all is for every member, and %s for one image; see `%s --help`", strings.Join(found, ", "), cmd.CommandPath())}
}

// oneImage are the flags that refuseWithAll refuses in generate and check.
var oneImage = []string{"cmd", "health-path", "output", "package", "port"}

// allOutcome is a finished generation of all members beside what is on disk.
type allOutcome struct {
	report.All
	place location
	root  string // the lock root on disk
}

// manyImages takes back main's choice for the collector, which is for one image: the files of
// hundreds may be held.
func manyImages() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(100)
	}
}

// prepareAll is prepare for all members.
func (s streams) prepareAll(ctx context.Context, o generateOptions) (*allOutcome, error) {
	manyImages()
	place, err := o.locate()
	if err != nil {
		return nil, err
	}
	if err := s.resolveDigests(ctx, place, &o); err != nil {
		return nil, err
	}
	saved, err := o.saving(ctx, &place)
	if err != nil {
		return nil, err
	}
	w, err := generator.GenerateAll(ctx, place.fsys, place.dir, o.Options)
	if err != nil {
		return nil, err
	}
	w.Shared = append(w.Shared, saved...)
	base := place.dir
	if w.Project != nil {
		base = w.Project.Base
	}
	out := &allOutcome{place: place, root: place.onDisk(base)}
	w.Findings = append(w.Findings, o.said...).Sorted()
	if again, err := s.resume(out.root, o); again || err != nil {
		if err != nil {
			return nil, err
		}
		return s.prepareAll(ctx, o)
	}
	out.Workspace, out.Findings = w, w.Findings
	out.Removes = func(c output.Change) bool { return o.prune && (c.State == output.Gone || o.force) }
	if !w.Told().HasErrors() {
		if err := out.compare(); err != nil {
			return nil, err
		}
	}
	w.Findings = place.shown(base, out.Findings)
	out.Findings = w.Findings
	for _, r := range w.Images {
		if o.audit != nil {
			r.Findings = audited(r.Findings, o.audit(r))
		}
		r.Findings = place.shown(base, r.Findings)
	}
	told := w.Told()
	if o.format == "text" {
		report.Findings(s.err, s.errorStyle(), o.told(told))
	}
	return out, told.Err()
}

// compare reads what lies at the places of all files, and of those that are gone. What is gone and
// stays is a finding.
func (out *allOutcome) compare() error {
	var files []render.File
	for _, r := range out.Workspace.Images {
		files = append(files, r.Files...)
	}
	files = append(files, out.Workspace.Shared...)
	changes, err := output.Compare(out.root, files)
	if err != nil {
		return usageError{err}
	}
	for _, r := range out.Workspace.Images {
		out.Changes = append(out.Changes, changes[:len(r.Files)])
		changes = changes[len(r.Files):]
	}
	out.Shared = changes
	var paths []string
	findings := map[string]diag.Finding{}
	for _, g := range out.Workspace.Gone {
		paths = append(paths, g.Path)
		findings[g.Path] = g.Finding()
	}
	if out.Gone, err = output.Removals(out.root, paths); err != nil {
		return usageError{err}
	}
	for _, c := range out.Gone {
		f := findings[filepath.ToSlash(c.Path)]
		if c.State == output.Edited {
			f.Message += "; it was edited since, so --prune removes it only with --force"
		}
		if !out.Removes(c) {
			out.Findings = append(out.Findings, f)
		}
	}
	out.Findings = out.Findings.Sorted()
	return nil
}

// generateAll writes the files of all members, or none.
func (s streams) generateAll(ctx context.Context, o generateOptions) error {
	out, err := s.prepareAll(ctx, o)
	if err == nil && o.adopt {
		out, err = s.adoptedAll(ctx, o, out)
	}
	if err == nil {
		err = s.deliverAll(out, o)
	}
	if o.format == "json" && out != nil {
		return errors.Join(err, report.JSON(s.out, report.NewGeneratedAll(out.All, err == nil && o.writes())))
	}
	return err
}

// deliverAll prints or writes, as asked.
func (s streams) deliverAll(out *allOutcome, o generateOptions) error {
	text := o.format == "text"
	if o.diff && text {
		fmt.Fprint(s.out, s.outStyle().Diff(output.Diff(out.Files())))
	}
	prefix := "would "
	if o.writes() {
		prefix = ""
		if err := s.write(out.root, out.Files(), o); err != nil {
			return err
		}
	}
	if text && o.quiet && o.writes() {
		s.wrote(out.place, out.Workspace.Project.Base, out.Files())
		return nil
	}
	if text && !o.diff {
		report.ChangesAll(s.out, s.outStyle(), out.All, prefix)
	}
	if text && o.writes() {
		report.NextAll(s.out, s.outStyle(), out.place.show(out.Workspace.Project.Base, "."))
	}
	return nil
}

// checkAll is generateAll with the comparison as its last step.
func (s streams) checkAll(ctx context.Context, o generateOptions) error {
	out, err := s.prepareAll(ctx, o)
	if o.format == "json" && out != nil {
		if jsonErr := report.JSON(s.out, report.NewGeneratedAll(out.All, false)); jsonErr != nil {
			return jsonErr
		}
	}
	if err != nil {
		return err
	}
	if o.format == "text" {
		fmt.Fprint(s.out, s.outStyle().Diff(output.Diff(out.Files())))
		report.DriftAll(s.err, s.errorStyle(), out.All, o.again())
	}
	if out.Drift() {
		return silent(exitDrift)
	}
	return nil
}
