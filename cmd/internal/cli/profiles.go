package cli

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
)

// profilesOptions are options beside what there is to say of the environment.
type profilesOptions struct {
	generator.Options
	said diag.List
}

func newProfiles(s streams) *cobra.Command {
	var o generator.Options
	var format string
	var ask bool
	cmd := &cobra.Command{
		Use:   "profiles [PATH]",
		Short: "Compare the profiles for a project",
		Long: `Resolves the lock for every profile and shows what would be compiled, what cannot be
installed at all, which system packages the image would carry, and how large it would be on disk.
The profile that generate takes is marked.

The size is a prediction from the sizes of the wheels. A lock has them only if the index told them to
uv; with --online the index is asked, and the answers are kept in the user's cache directory.

` + codes,
		Example: `  uvdock profiles
  uvdock profiles --prefer size
  uvdock profiles --online
  uvdock profiles --platform linux/arm64 --format json`,
		Args: pathArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format, "text", "json"); err != nil {
				return err
			}
			said, err := environment(cmd.Flags(), &o)
			if err != nil {
				return err
			}
			return s.profiles(cmd.Context(), args, profilesOptions{o, said}, format, ask)
		},
	}
	targetFlags(cmd.Flags(), &o)
	selectionFlags(cmd.Flags(), &o)
	cmd.Flags().StringVar(&o.Package, "package", "", "workspace member that the image is for")
	onlineFlag(cmd, &ask)
	formatFlag(cmd, &format, "text", "json")
	completeOptions(cmd)
	return cmd
}

func (s streams) profiles(ctx context.Context, args []string, o profilesOptions, format string, ask bool) error {
	place, err := locate(args)
	if err != nil {
		return err
	}
	r, candidates, err := generator.Profiles(ctx, place.fsys, place.dir, o.Options)
	if err != nil {
		return err
	}
	predictions, unknown, err := s.predict(ctx, r, candidates, ask)
	if err != nil {
		return err
	}
	r.Findings = slices.Concat(r.Findings, unknown, o.said).Sorted()
	base := place.dir
	if r.Project != nil {
		base = r.Project.Base
	}
	r.Findings = place.shown(base, r.Findings)
	failure := r.Findings.Err()
	if format == "json" {
		return errors.Join(failure, report.JSON(s.out, report.NewProfiles(r, candidates, predictions)))
	}
	report.Findings(s.err, s.errorStyle(), r.Findings)
	if len(candidates) > 0 {
		report.ProfilesText(s.out, s.outStyle(), r.Choice.Value, candidates, predictions, ask)
	}
	return failure
}
