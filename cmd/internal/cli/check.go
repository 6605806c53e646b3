package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

func newCheck(s streams) *cobra.Command {
	var o generateOptions
	cmd := &cobra.Command{
		Use:   "check [PATH]",
		Short: "Say whether Dockerfile and .dockerignore are still true",
		Long: `Compares the files on disk with what generate would write, and writes nothing.
Give it the flags that generate was given: the first lines of the Dockerfile name them. What is
configured needs none.
With --all it compares the files of every member that can be started; one that generate wrote
for a member that is gone is drift, too. With --bake and --compose it compares those files as well.

It also looks at what the Dockerfile on disk rests on: the uv and the Python that it takes, the
support of its base (today, or the day of SOURCE_DATE_EPOCH), and whether a .dockerignore hides
what the build reads. That gives warnings and notes; the exit code is about the files alone.

  text    the difference as a unified diff, and what was found
  json    schema uvdock.generate/1, with --all uvdock.workspace/1
  sarif   SARIF 2.1.0 for code scanning, drift among the results
  github  annotations for GitHub Actions, drift among them

` + codes,
		Example: `  uvdock check
  uvdock check services/api --port 8080
  uvdock check --all
  uvdock check --all --format github
  uvdock check --format sarif > uvdock.sarif`,
		Args: pathArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.fill(cmd, args); err != nil {
				return err
			}
			if o.all {
				if err := refuseWithAll(cmd, o.Given, oneImage...); err != nil {
					return err
				}
			}
			return s.check(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	targetFlags(f, &o.Options)
	selectionFlags(f, &o.Options)
	imageFlags(f, &o.Options)
	systemFlags(f, &o.Options)
	sharedFlags(f, &o.Options)
	cmd.Flags().BoolVar(&o.all, "all", false, "compare the files of every workspace member that can be started")
	formatFlag(cmd, &o.format, checkFormats...)
	completeOptions(cmd)
	return cmd
}

// audited are the findings of a run with those of its audit. What an audit says of an image that the
// project does not admit need not be said a second time.
func audited(findings, audit diag.List) diag.List {
	rest := slices.DeleteFunc(slices.Clone(findings), func(f diag.Finding) bool {
		return f.Code == "image-update" && slices.ContainsFunc(audit, func(a diag.Finding) bool { return a.Place() == f.Place() })
	})
	return append(rest, audit...).Sorted()
}

// check is generate with the comparison as its last step.
func (s streams) check(ctx context.Context, o generateOptions) error {
	if err := checkFormat(o.format, checkFormats...); err != nil {
		return err
	}
	day, err := today()
	if err != nil {
		return err
	}
	o.audit = func(r *generator.Result) diag.List { return r.Audit(day) }
	switch {
	case annotates(o.format):
		return s.annotate(ctx, o)
	case o.all:
		return s.checkAll(ctx, o)
	}
	out, err := s.prepare(ctx, o)
	if o.format == "json" && out != nil {
		if jsonErr := report.JSON(s.out, report.NewGenerated(out.result, out.changes, false)); jsonErr != nil {
			return jsonErr
		}
	}
	if err != nil {
		return err
	}
	drift := false
	for _, c := range out.changes {
		drift = drift || c.Drift()
	}
	if o.format == "text" {
		fmt.Fprint(s.out, s.outStyle().Diff(output.Diff(out.changes)))
		report.Drift(s.err, s.errorStyle(), out.changes, o.named(out.result).again())
	}
	if drift {
		return silent(exitDrift)
	}
	return nil
}
