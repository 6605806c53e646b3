package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/paths"
	"github.com/uvdock/uvdock/generator/plan"
)

var pathsFormats = []string{"lines", "github", "json"}

func newPaths(s streams) *cobra.Command {
	var o generateOptions
	cmd := &cobra.Command{
		Use:   "paths [PATH]",
		Short: "List the files and directories that the image depends on",
		Long: `Lists the files and directories that the build of the image reads, so that CI builds only
what changed. A change of any other file leaves every step of the build cached. Paths are
relative to the root of the repository. Give it the flags that generate was given.

  lines   a file or a directory (services/api/**) a line. It does not say what the
          .dockerignore hides, so it may name too much, never too little. With --all: what
          any of the images depends on.
  github  for paths: of a workflow, with "!" for what the .dockerignore hides; the order
          matters. For one image: a workflow has one list.
  json    an object a member (schema uvdock.paths/1), with the stages that read each path: where
          it is "lock" alone the path is a manifest, and a change of it leaves the layers as
          they are unless this image installs something else. Printed also when there are errors.

` + codes,
		Example: `  uvdock paths --package api
  uvdock paths services/api --format github
  uvdock paths --all --format json | jq '.members[] | {member, patterns}'
  uvdock paths --package api | xargs git diff --quiet origin/main... -- || docker build ...`,
		Args: pathArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.fill(cmd, args); err != nil {
				return err
			}
			if err := checkFormat(o.format, pathsFormats...); err != nil {
				return err
			}
			if !o.all {
				return s.paths(cmd.Context(), o)
			}
			if o.format == "github" {
				return usageError{errors.New("--format github is for one image: a workflow has one list of paths; name a member with --package, or take --format json")}
			}
			if err := refuseWithAll(cmd, o.Given, oneImage...); err != nil {
				return err
			}
			return s.pathsAll(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	targetFlags(f, &o.Options)
	selectionFlags(f, &o.Options)
	imageFlags(f, &o.Options)
	f.BoolVar(&o.all, "all", false, "every member that can be started")
	formatFlag(cmd, &o.format, pathsFormats...)
	completeOptions(cmd)
	return cmd
}

// paths answers for one image.
func (s streams) paths(ctx context.Context, o generateOptions) error {
	place, err := locate(o.args)
	if err != nil {
		return s.noPaths(err, o.format)
	}
	r, err := generator.Generate(ctx, place.fsys, place.dir, o.Options)
	if err != nil {
		return err
	}
	w := &generator.Workspace{Project: r.Project, Images: []*generator.Result{r}, Findings: o.said}
	return s.tellPaths(place, w, o.format)
}

// pathsAll answers for every member.
func (s streams) pathsAll(ctx context.Context, o generateOptions) error {
	manyImages()
	place, err := locate(o.args)
	if err != nil {
		return s.noPaths(err, o.format)
	}
	w, err := generator.GenerateAll(ctx, place.fsys, place.dir, o.Options)
	if err != nil {
		return err
	}
	w.Findings = append(w.Findings, o.said...)
	return s.tellPaths(place, w, o.format)
}

// tellPaths prints what the images of a workspace depend on; with an error among the findings no
// image is told of.
func (s streams) tellPaths(place location, w *generator.Workspace, format string) error {
	var images []paths.Image
	lockRoot := ""
	if !w.Told().HasErrors() {
		tree := paths.NewTree(w.Project.FS, w.Project.Base)
		for _, r := range w.Images {
			image, findings := tree.Of(plan.Image{Name: r.Member.Name, Plan: r.Plan}, r.Files[1].Path)
			images = append(images, image)
			r.Findings = append(r.Findings, findings...)
			lockRoot = r.Plan.Context.Repository
		}
	}
	base := place.dir
	if w.Project != nil {
		base = w.Project.Base
	}
	findings := place.shown(base, w.Told())
	failure := findings.Err()
	if format == "json" {
		return errors.Join(failure, report.JSON(s.out, report.NewPaths(images, lockRoot, w.Skipped, findings)))
	}
	report.Findings(s.err, s.errorStyle(), findings)
	switch {
	case failure != nil:
		return failure
	case format == "github":
		return report.PathsGitHub(s.out, images[0])
	}
	report.PassedOver(s.err, s.errorStyle(), w.Skipped)
	report.PathLines(s.out, images)
	return nil
}

// noPaths reports a PATH that is no directory. The contract has its JSON for errors too.
func (s streams) noPaths(err error, format string) error {
	if format != "json" {
		return err
	}
	findings := diag.List{diag.Errorf("usage", diag.Place{}, "%v", err)}
	return errors.Join(findings.Err(), report.JSON(s.out, report.NewPaths(nil, "", nil, findings)))
}
