package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
)

func newProfiles(s streams) *cobra.Command {
	var o generator.Options
	var format string
	cmd := &cobra.Command{
		Use:   "profiles [PATH]",
		Short: "Compare the profiles for a project",
		Long: `Resolves the lock for every profile and shows what would be compiled, what cannot be
installed at all, and which system packages the image would carry. The profile that generate
takes is marked.

` + codes,
		Example: `  uvdock profiles
  uvdock profiles --prefer size
  uvdock profiles --platform linux/arm64 --format json`,
		Args: pathArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format, "text", "json"); err != nil {
				return err
			}
			return s.profiles(cmd.Context(), args, o, format)
		},
	}
	targetFlags(cmd.Flags(), &o)
	selectionFlags(cmd.Flags(), &o)
	cmd.Flags().StringVar(&o.Package, "package", "", "workspace member that the image is for")
	formatFlag(cmd, &format, "text", "json")
	completeTarget(cmd)
	return cmd
}

func (s streams) profiles(ctx context.Context, args []string, o generator.Options, format string) error {
	place, err := locate(args)
	if err != nil {
		return err
	}
	r, candidates, err := generator.Profiles(ctx, place.fsys, place.dir, o)
	if err != nil {
		return err
	}
	base := place.dir
	if r.Project != nil {
		base = r.Project.Base
	}
	r.Findings = place.shown(base, r.Findings)
	failure := r.Findings.Err()
	if format == "json" {
		return errors.Join(failure, report.JSON(s.out, report.NewProfiles(r, candidates)))
	}
	report.Findings(s.err, s.errorStyle(), r.Findings)
	if len(candidates) > 0 {
		report.ProfilesText(s.out, s.outStyle(), r.Choice.Value, candidates)
	}
	return failure
}
