package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

// annotates says whether a format is a list of results at places in files, drift among them.
func annotates(format string) bool { return format == "sarif" || format == "github" }

// annotate is check for those formats. What stops it is one of the results.
func (s streams) annotate(ctx context.Context, o generateOptions) error {
	findings, manifest, err := s.results(ctx, o)
	var failure *diag.Failure
	var drift silent
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case err != nil && !errors.As(err, &failure) && !errors.As(err, &drift):
		findings = append(findings, diag.Errorf("usage", diag.Place{}, "%v", err)).Sorted()
	}
	if o.format == "github" {
		report.GitHub(s.out, findings)
		return err
	}
	return errors.Join(err, report.Sarif(s.out, version(), manifest, findings, err == nil || errors.As(err, &drift)))
}

// results are the findings and the drift of one image or of all, and the manifest of the project as
// it is shown. The error carries the exit code.
func (s streams) results(ctx context.Context, o generateOptions) (findings diag.List, manifest string, err error) {
	var place location
	var base string
	var changes []output.Change
	drift := false
	if o.all {
		var out *allOutcome
		if out, err = s.prepareAll(ctx, o); out == nil {
			return nil, "", err
		}
		findings, place, drift = out.Workspace.Told(), out.place, out.Drift()
		if p := out.Workspace.Project; p != nil {
			base, manifest = p.Base, place.show(p.Base, p.Root.File)
		}
		changes = out.Written()
	} else {
		var out *outcome
		if out, err = s.prepare(ctx, o); out == nil {
			return nil, "", err
		}
		findings, place, changes = out.result.Findings, out.place, out.changes
		if p := out.result.Project; p != nil {
			base, manifest = p.Base, place.show(p.Base, p.Current.File)
		}
		drift = slices.ContainsFunc(changes, output.Change.Drift)
		o = o.named(out.result)
	}
	if err == nil && drift {
		err = silent(exitDrift)
	}
	return append(findings, place.shown(base, driftFindings(changes, o.again()))...).Sorted(), manifest, err
}

// driftFindings says of each file that is not what it should be how it differs, and where first.
// command writes it anew.
func driftFindings(changes []output.Change, command string) (out diag.List) {
	for _, c := range changes {
		at := diag.Place{File: filepath.ToSlash(c.Path), Line: c.Line()}
		anew := "`" + command + "` writes it"
		switch c.State {
		case output.Create:
			out = append(out, diag.Errorf("drift", at, "the file is missing").WithFix("%s", anew))
		case output.Update:
			out = append(out, diag.Errorf("drift", at, "the project gives another file by now; this is the first line that differs").WithFix("%s", anew))
		case output.Edited:
			since := "and the project gives another by now"
			if c.Untouched() {
				since = "and the project still gives what was written"
			}
			out = append(out, diag.Errorf("drift", at, "the file was edited by hand after uvdock wrote it, %s; this is the first line that differs", since).
				WithFix("%s, with --force", anew))
		case output.Foreign:
			out = append(out, diag.Errorf("drift", at, "uvdock did not write this file; this is the first line that differs from what it would write").
				WithFix("%s, with --force", anew))
		}
	}
	return out
}

// fromRepository shows paths from the root of the repository, which is what code scanning and
// annotations go by; without a repository from the working directory, as ever.
func (l location) fromRepository() location {
	for dir := l.onDisk(l.dir); ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			l.cwd = dir
			return l
		} else if !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			return l
		}
	}
}

var checkFormats = strings.Fields("text json sarif github")
