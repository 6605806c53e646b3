package generator

import (
	"context"
	"errors"
	"io/fs"
	"path"

	"github.com/uvdock/uvdock/generator/adopt"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/render"
)

// Adoption is a Dockerfile by hand beside the one that takes its place.
type Adoption struct {
	// Project is nil where none was found.
	Project *project.Project
	// File is the path of both relative to the lock root, Text what lies there.
	File string
	Text []byte
	// Old is the old file, each part of it with what becomes of it; nil where it cannot be adopted.
	Old *adopt.Old
	// Options are those that come nearest to the old file, Command the words of the command with them.
	Options Options
	Command []string
	// Config are the lines of [tool.uvdock] that do the same, without its header; none where no option is needed.
	Config []string
	// Kept is what the regions of the new file hold of the old one.
	Kept []adopt.Kept
	// Saved says that git has the old file as it lies there, so that nothing is lost when it is replaced.
	Saved bool
	// Result is what these options give, nil where the old file cannot be adopted. Its Files hold the regions.
	Result *Result
	// Findings are those of the old file and of the result. With an error among them there is nothing to write.
	Findings diag.List
}

// maxOld is above what is read, so that the reader says how large the file is.
const maxOld = 64 << 20

// Adopt reads the Dockerfile of a project, which somebody wrote by hand, and works out the options and
// regions with which uvdock writes one that does the same. What o sets already is not asked of the old file.
// target names the stage that is wanted; empty for the last one. Nothing is written.
func Adopt(ctx context.Context, fsys fs.FS, dir string, o Options, target string) (*Adoption, error) {
	tables, p, findings, err := read(fsys, dir)
	if err != nil {
		return nil, err
	}
	a := &Adoption{Project: p, Findings: findings.Sorted(), Options: o}
	if a.Findings.HasErrors() {
		return a.unless(ctx)
	}
	if a.Findings = append(a.Findings, checkOutput(&o)...); a.Findings.HasErrors() {
		return a.unless(ctx)
	}
	if a.File = o.Output; a.File == "" {
		a.File = path.Join(p.Dir, "Dockerfile")
	}
	table, err := tables.Adoption()
	if err != nil {
		return nil, err
	}
	if !a.read(p, target, table) {
		return a.unless(ctx)
	}
	s := &search{ctx: ctx, fsys: fsys, dir: dir, a: a, given: o}
	if err := s.run(); err != nil {
		return nil, err
	}
	a.Saved = saved(p, a.File, a.Text)
	return a.unless(ctx)
}

// unless is the adoption of a run that was not cancelled.
func (a *Adoption) unless(ctx context.Context) (*Adoption, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return a, nil
}

// read reads the old file and says whether it can be adopted.
func (a *Adoption) read(p *project.Project, target string, table knowledge.Adoption) bool {
	fail := func(f diag.Finding) bool {
		a.Findings = append(a.Findings, f).Sorted()
		return false
	}
	at := diag.Place{File: a.File}
	name := path.Join(p.Base, a.File)
	info, err := fs.Stat(p.FS, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(diag.Errorf("not-adoptable", at, "there is no Dockerfile here to adopt").WithFix("uvdock generate writes one; --output names one that lies elsewhere"))
	case err != nil:
		return fail(diag.Errorf("not-adoptable", at, "the file cannot be read: %v", reason(err)))
	case !info.Mode().IsRegular() || info.Size() > maxOld:
		return fail(diag.Errorf("not-adoptable", at, "this is no file of a size that a person writes"))
	}
	if a.Text, err = fs.ReadFile(p.FS, name); err != nil {
		return fail(diag.Errorf("not-adoptable", at, "the file cannot be read: %v", reason(err)))
	}
	if render.OriginOf(a.Text) != render.Foreign {
		return fail(diag.Errorf("not-adoptable", at, "uvdock wrote this file").WithFix("uvdock generate writes it anew, and uvdock check says whether it is still true"))
	}
	old, findings := adopt.Read(a.File, a.Text, target, table)
	a.Old, a.Findings = old, append(a.Findings, findings...).Sorted()
	return !a.Findings.HasErrors()
}

// reason is an error without the path, which the finding names.
func reason(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return at.Err
	}
	return err
}
