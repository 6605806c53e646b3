package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

// generateOptions is what the command line of generate and check says.
type generateOptions struct {
	generator.Options
	stdout, diff, dryRun, force bool
	// online asks registries for the digests that --pin lacks.
	online bool
	// quiet says nothing of what is as it should be, and one line of what was written.
	quiet bool
	// all stands for every member, prune for the removal of files that belong to none any more.
	all, prune bool
	// save puts the options of the flags into the configuration.
	save   bool
	format string
	args   []string
	// audit judges the files on disk, for check; nil for no such question.
	audit func(*generator.Result) diag.List
	// said is what there is to say of the environment.
	said diag.List
	// adopt moves lines that were added to files of uvdock into regions.
	adopt bool
	// completes says that the command writes files, and first completes what another run left.
	completes bool
}

// fill takes what the flag values alone do not say, and the environment.
func (o *generateOptions) fill(cmd *cobra.Command, args []string) error {
	return o.filled(cmd.Flags(), args)
}

func (o *generateOptions) filled(flags *pflag.FlagSet, args []string) (err error) {
	o.args = args
	o.said, err = environment(flags, &o.Options)
	o.Command = headerCommand(flags, nil)
	if o.save {
		o.Command = headerCommand(flags, o.Saved())
	}
	if flags.Changed("cmd") && o.Cmd == "" {
		o.Cmd = " " // which is a command that names no program, and not the question what to start
	}
	o.Output = filepath.ToSlash(o.Output)
	return err
}

// locate opens the project's directory, and settles from where its paths are shown.
func (o *generateOptions) locate() (location, error) {
	place, err := locate(o.args)
	if err == nil && annotates(o.format) {
		place = place.fromRepository()
	}
	return place, err
}

func newGenerate(s streams) *cobra.Command {
	var o generateOptions
	cmd := &cobra.Command{
		Use:   "generate [PATH]",
		Short: "Write Dockerfile and .dockerignore for a project",
		Long: `Writes Dockerfile and .dockerignore for the uv project in PATH (default: here).

It never asks. Where the project leaves something open that a Dockerfile needs, it says what
was seen and which flag decides. A file that uvdock did not write, or that was edited since,
is kept unless --force is given. On any error nothing is written.

Lines of your own go between "# uvdock:begin NAME" and "# uvdock:end NAME", and are kept byte for byte.
Each name has one place: early-stages, builder, dependencies, sources, project, late-stages, runtime,
before-user and final in a Dockerfile, ignore in a .dockerignore, targets in docker-bake.hcl, services in
compose.yaml. What was added elsewhere is shown with the region that is nearest, and --adopt moves it there.

With --all it writes the files of every member of the workspace for which a start command is
found, each as --package would, and says which members it passes over. Files that it once wrote
for members that are gone are reported, and removed with --prune.

Versions and digests of images that Renovate or Dependabot wrote into the Dockerfile are kept where the
project admits them. With --pin every image must have a digest; --online asks the registries for those
that the Dockerfile has not.

With --quiet it says nothing when the files are as they should be, and one line when it wrote some.
That is the default under "go generate".

With --save the options that are given are put into [tool.uvdock] of the project's pyproject.toml, or
into uvdock.toml where that lies, in the same all-or-none write; nothing else of that file changes, and the
header of the Dockerfile then names no flags.

With --ci it also writes a workflow for GitHub or GitLab, which checks these files on pull requests and
builds the images that depend on what changed.

With --bake it also writes docker-bake.hcl, with which "docker buildx bake" builds all images of
the run at once, and with --compose a compose.yaml with a service for each.

` + codes,
		Example: `  uvdock generate
  uvdock generate services/api --port 8080 --health-path /healthz
  uvdock generate --profile distroless --diff
  uvdock generate --cmd "gunicorn --bind 0.0.0.0:8000 shop.wsgi" --extra postgres
  uvdock generate --adopt
  uvdock generate --stdout | docker build -f - .
  uvdock generate --port 8080 --health-path /healthz --save
  uvdock generate --pin --online
  uvdock generate --volume data:/data --volume ./models:/app/models:ro --compose
  uvdock generate --all --prune
  uvdock generate --all --bake --compose
  uvdock generate --all --ci github`,
		Args: pathArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.fill(cmd, args); err != nil {
				return err
			}
			switch {
			case o.all:
				if err := refuseWithAll(cmd, o.Given, append(oneImage, "stdout")...); err != nil {
					return err
				}
			case o.prune:
				return usageError{errors.New("--prune removes files of members that are gone, so it goes with --all")}
			}
			return s.generate(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	writeFlags(f, &o)
	f.BoolVar(&o.stdout, "stdout", false, "print the Dockerfile, write nothing")
	f.BoolVar(&o.diff, "diff", false, "print what would change as a unified diff, write nothing")
	f.BoolVar(&o.dryRun, "dry-run", false, "say what would be written, write nothing")
	f.BoolVar(&o.online, "online", false, "with --pin: ask the registries for digests that are not known (HEAD requests, without credentials)")
	f.BoolVarP(&o.quiet, "quiet", "q", underGoGenerate(), "one line for what was written, none when nothing was; no notes")
	f.BoolVar(&o.all, "all", false, "write the files of every workspace member that can be started")
	f.BoolVar(&o.prune, "prune", false, "with --all: remove files of members that are gone or can no longer be started")
	formatFlag(cmd, &o.format, "text", "json")
	completeOptions(cmd)
	cmd.MarkFlagsMutuallyExclusive("stdout", "diff", "dry-run")
	cmd.MarkFlagsMutuallyExclusive("stdout", "save")
	cmd.MarkFlagsMutuallyExclusive("adopt", "force")
	cmd.MarkFlagsMutuallyExclusive("stdout", "bake")
	cmd.MarkFlagsMutuallyExclusive("stdout", "ci")
	cmd.MarkFlagsMutuallyExclusive("stdout", "compose")
	return cmd
}

// outcome is a finished generation beside what is on disk.
type outcome struct {
	place   location
	result  *generator.Result
	root    string // the lock root on disk
	changes []output.Change
}

// prepare runs the library and compares with the disk. Findings are printed here; with an
// error among them the error returned is theirs.
func (s streams) prepare(ctx context.Context, o generateOptions) (*outcome, error) {
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
	r, err := generator.Generate(ctx, place.fsys, place.dir, o.Options)
	if err != nil {
		return nil, err
	}
	base := place.dir
	if r.Project != nil {
		base = r.Project.Base
	}
	r.Findings = append(r.Findings, o.said...)
	if o.audit != nil {
		r.Findings = audited(r.Findings, o.audit(r))
	}
	r.Findings = r.Findings.Sorted()
	out := &outcome{place: place, result: r, root: place.onDisk(base)}
	if again, err := s.resume(out.root, o); again || err != nil {
		if err != nil {
			return nil, err
		}
		return s.prepare(ctx, o)
	}
	r.Findings = place.shown(base, r.Findings)
	if o.format == "text" {
		report.Findings(s.err, s.errorStyle(), o.told(r.Findings))
	}
	if err := r.Findings.Err(); err != nil {
		return out, err
	}
	out.changes, err = output.Compare(out.root, append(slices.Clone(r.Files), saved...))
	if err != nil {
		return out, usageError{err}
	}
	return out, nil
}

func (s streams) generate(ctx context.Context, o generateOptions) error {
	if err := checkFormat(o.format, "text", "json"); err != nil {
		return err
	}
	o.completes = o.writes()
	if o.all {
		return s.generateAll(ctx, o)
	}
	out, err := s.prepare(ctx, o)
	if err == nil && o.adopt {
		out, err = s.adopted(ctx, o, out)
	}
	if err == nil {
		err = s.deliver(out, o)
	}
	if o.format == "json" && out != nil {
		return errors.Join(err, report.JSON(s.out, report.NewGenerated(out.result, out.changes, err == nil && o.writes())))
	}
	return err
}

// writes says whether this run changes files.
func (o generateOptions) writes() bool { return !o.stdout && !o.diff && !o.dryRun }

// deliver prints or writes, as asked.
func (s streams) deliver(out *outcome, o generateOptions) error {
	text := o.format == "text"
	switch {
	case o.stdout:
		if text {
			_, err := s.out.Write(out.result.Files[0].Text)
			return err
		}
		return nil
	case o.diff:
		if text {
			fmt.Fprint(s.out, s.outStyle().Diff(output.Diff(out.changes)))
		}
		return nil
	case o.dryRun:
		if text {
			report.Changes(s.out, s.outStyle(), out.changes, "would ")
		}
		return nil
	}
	if err := s.write(out.root, out.changes, o); err != nil {
		return err
	}
	switch {
	case text && o.quiet:
		s.wrote(out.place, out.result.Project.Base, out.changes)
	case text:
		report.Changes(s.out, s.outStyle(), out.changes, "")
		report.Next(s.out, s.outStyle(), out.result, out.place.show(out.result.Project.Base, "."))
	}
	return nil
}
