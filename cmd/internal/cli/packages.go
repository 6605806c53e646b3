package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
)

// packagesOptions is what the command line of packages says.
type packagesOptions struct {
	generator.Options
	why, format string
	// said is what there is to say of the environment.
	said diag.List
	tree bool
}

func newPackages(s streams) *cobra.Command {
	var o packagesOptions
	cmd := &cobra.Command{
		Use:   "packages [PATH]",
		Short: "Show what the image installs, and how each package arrives",
		Long: `Shows every package that uv sync installs into the image: version, the wheel or sdist
it comes from, its size, and a chain of packages that requires it. The answer is computed from
uv.lock for each platform; nothing is fetched. With --format json the output is a contract
for other tools (schema uvdock.packages/1), printed also when there are errors.

` + codes,
		Example: `  uvdock packages
  uvdock packages --profile alpine --platform linux/arm64
  uvdock packages --python 3.12.4 --libc glibc-2.28 --all-extras
  uvdock packages --package api --all-extras --dev
  uvdock packages --why cryptography
  uvdock packages --tree
  uvdock packages --format json | jq '.targets[0].packages[].name'`,
		Args: pathArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(o.format, "text", "json"); err != nil {
				return err
			}
			if o.format == "json" && (o.why != "" || o.tree) {
				return usageError{errors.New("--why and --tree are for people; the JSON has a chain for every package")}
			}
			var err error
			if o.said, err = environment(cmd.Flags(), &o.Options); err != nil {
				return err
			}
			return s.packages(cmd.Context(), args, o)
		},
	}
	f := cmd.Flags()
	targetFlags(f, &o.Options)
	f.StringVar(&o.Libc, "libc", "", "C library instead of the profile's: glibc-2.36, glibc-2.41, musl-1.2")
	selectionFlags(f, &o.Options)
	closureFlags(f, &o.Options)
	f.StringVar(&o.why, "why", "", "show every chain of packages that brings this one in")
	f.BoolVar(&o.tree, "tree", false, "show what requires what")
	cmd.MarkFlagsMutuallyExclusive("why", "tree")
	formatFlag(cmd, &o.format, "text", "json")
	completeOptions(cmd)
	complete(cmd, "libc", "glibc-2.36", "glibc-2.41", "musl-1.2")
	return cmd
}

func (s streams) packages(ctx context.Context, args []string, o packagesOptions) error {
	place, err := locate(args)
	if err != nil {
		return s.noProject(err, o.format)
	}
	r, err := generator.Packages(ctx, place.fsys, place.dir, o.Options)
	if err != nil {
		return err
	}
	r.Findings = append(r.Findings, o.said...).Sorted()
	if r.Project != nil {
		r.Findings = place.shown(r.Project.Base, r.Findings)
	} else {
		r.Findings = place.shown(place.dir, r.Findings)
	}
	failure := r.Findings.Err()
	if o.format == "json" {
		return errors.Join(failure, report.JSON(s.out, report.NewPackages(r)))
	}
	report.Findings(s.err, s.errorStyle(), r.Findings)
	switch {
	case o.why != "":
		if name := pep508.Normalize(o.why); !report.Why(s.out, s.outStyle(), r, name) && failure == nil {
			return fmt.Errorf("%s is not installed: the image gets no package of that name", name)
		}
	case o.tree:
		report.Tree(s.out, s.outStyle(), r)
	default:
		report.PackagesText(s.out, s.outStyle(), r)
	}
	return failure
}

// noProject reports a PATH that is no directory. The contract has its JSON for errors too.
func (s streams) noProject(err error, format string) error {
	if format != "json" {
		return err
	}
	findings := diag.List{diag.Errorf("usage", diag.Place{}, "%v", err)}
	return errors.Join(findings.Err(), report.JSON(s.out, report.NewPackages(&generator.Result{Findings: findings})))
}
