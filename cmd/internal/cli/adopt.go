package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/output"
	"github.com/uvdock/uvdock/generator/render"
)

// adoptOptions is what the command line of adopt says.
type adoptOptions struct {
	generateOptions
	target      string
	diff, write bool
}

func newAdopt(s streams) *cobra.Command {
	var o adoptOptions
	cmd := &cobra.Command{
		Use:   "adopt [PATH]",
		Short: "Take over a Dockerfile that was written by hand",
		Long: `Reads the Dockerfile of the uv project in PATH (default: here), which somebody wrote by hand,
and works out the options and regions with which uvdock writes one that does the same. Every
instruction is listed with what becomes of it: the generated file covers it, an option asks for
it, a region keeps it word for word, or it is dropped for a reason.

Nothing is changed without --write. With it the new files are written, all or none. Where git
does not have the old file as it is, it is kept as Dockerfile.before-uvdock.

A flag of generate that is given here wins over what the old file says. --output names a
Dockerfile that lies elsewhere.

` + codes,
		Example: `  uvdock adopt
  uvdock adopt --diff
  uvdock adopt --target production
  uvdock adopt services/api --profile distroless
  uvdock adopt --output docker/Dockerfile --write`,
		Args: pathArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.fill(cmd, args); err != nil {
				return err
			}
			return s.takeOver(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	targetFlags(f, &o.Options)
	selectionFlags(f, &o.Options)
	imageFlags(f, &o.Options)
	systemFlags(f, &o.Options)
	f.StringVar(&o.target, "target", "", "stage to adopt, by name or number (default: the last one, which docker build builds)")
	f.BoolVar(&o.diff, "diff", false, "print the difference from the old file to the new one, write nothing")
	f.BoolVar(&o.write, "write", false, "replace the old file")
	formatFlag(cmd, &o.format, "text", "json")
	completeOptions(cmd)
	cmd.MarkFlagsMutuallyExclusive("diff", "write")
	return cmd
}

func (s streams) takeOver(ctx context.Context, o adoptOptions) error {
	if err := checkFormat(o.format, "text", "json"); err != nil {
		return err
	}
	place, err := o.locate()
	if err != nil {
		return err
	}
	a, err := generator.Adopt(ctx, place.fsys, place.dir, o.Options, o.target)
	if err != nil {
		return err
	}
	base := place.dir
	if a.Project != nil {
		base = a.Project.Base
	}
	o.completes = o.write
	if again, err := s.resume(place.onDisk(base), o.generateOptions); err != nil {
		return err
	} else if again {
		return s.takeOver(ctx, o)
	}
	a.Findings = place.shown(base, append(a.Findings, o.said...).Sorted())
	if o.format == "text" {
		report.Findings(s.err, s.errorStyle(), a.Findings)
	}
	changes, backup, err := adopted(a, place.onDisk(base))
	if err == nil && o.write {
		err = replace(place.onDisk(base), changes)
	}
	if o.format == "json" {
		return errors.Join(err, report.JSON(s.out, report.NewAdoption(a, changes, backup, err == nil && o.write)))
	}
	s.showAdopted(a, changes, o, err)
	return err
}

// copied ends the name under which an old file is kept.
const copied = ".before-uvdock"

// adopted are the changes that replace the old file, with a copy of it where git has none.
func adopted(a *generator.Adoption, root string) (changes []output.Change, backup string, err error) {
	if err := a.Findings.Err(); err != nil {
		return nil, "", err
	}
	files := a.Result.Files
	if !a.Saved {
		backup = a.File + copied
		files = append([]render.File{{Path: backup, Text: a.Text}}, files...)
	}
	changes, err = output.Compare(root, files)
	if err != nil {
		return nil, backup, usageError{err}
	}
	return changes, backup, nil
}

// replace writes the files. None but the old Dockerfile, which comes after its copy, may be somebody else's.
func replace(root string, changes []output.Change) error {
	old := 0
	if filepath.Ext(changes[0].Path) == copied {
		if old++; changes[0].State != output.Create && changes[0].State != output.Unchanged {
			return fmt.Errorf("%s is there already and holds something else; move it away, or commit the Dockerfile to git", filepath.ToSlash(changes[0].Path))
		}
	}
	var others []output.Change
	for n, c := range changes {
		if n > old && (c.State == output.Foreign || c.State == output.Edited) {
			others = append(others, c)
		}
	}
	if len(others) > 0 {
		return &output.Refused{Changes: others}
	}
	return output.Write(root, changes, true)
}

// showAdopted prints what was found, or what was done.
func (s streams) showAdopted(a *generator.Adoption, changes []output.Change, o adoptOptions, failed error) {
	style := s.outStyle()
	switch {
	case o.diff && failed == nil:
		shown := slices.DeleteFunc(slices.Clone(changes), func(c output.Change) bool { return filepath.Ext(c.Path) == copied })
		fmt.Fprint(s.out, style.Diff(output.Diff(shown)))
	case o.write && failed == nil:
		report.Changes(s.out, style, changes, "")
		if len(a.Config) > 0 {
			fmt.Fprintf(s.out, "%s `%s --save` keeps the options in the configuration, so that uvdock check needs none of them\n", style.Faint("next:"), shellLine(a.Command))
		}
		fmt.Fprintf(s.out, "%s uvdock verify, then uvdock check in CI\n", style.Faint("next:"))
	default:
		report.AdoptionText(s.out, style, a)
		if failed == nil {
			fmt.Fprintf(s.out, "\n%s --diff shows the new file, --write replaces the old one\n", style.Faint("next:"))
		}
	}
}
