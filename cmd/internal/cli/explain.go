package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
)

func newExplain(s streams) *cobra.Command {
	var o generateOptions
	var line int
	cmd := &cobra.Command{
		Use:   "explain [PATH]",
		Short: "Say why the Dockerfile is as it is",
		Long: `Prints every decision behind the Dockerfile: its value, where it comes from (a flag, a
file and line, a rule of uvdock) and why. With --line only those behind one line of it.

` + codes,
		Example: `  uvdock explain
  uvdock explain --line 42
  uvdock explain services/api --profile alpine --format json`,
		Args: pathArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.fill(cmd, args)
			if cmd.Flags().Changed("line") && line < 1 {
				return usageError{fmt.Errorf("--line %d: lines count from 1", line)}
			}
			return s.explain(cmd.Context(), o, line)
		},
	}
	f := cmd.Flags()
	targetFlags(f, &o.Options)
	selectionFlags(f, &o.Options)
	imageFlags(f, &o.Options)
	systemFlags(f, &o.Options)
	f.IntVar(&line, "line", 0, "explain one line of the Dockerfile")
	formatFlag(cmd, &o.format, "text", "json")
	completeTarget(cmd)
	return cmd
}

func (s streams) explain(ctx context.Context, o generateOptions, line int) error {
	if err := checkFormat(o.format, "text", "json"); err != nil {
		return err
	}
	out, err := s.prepare(ctx, o)
	if out == nil || out.result.Plan == nil {
		if o.format == "json" && out != nil {
			return errors.Join(err, report.JSON(s.out, report.NewExplanation(out.result)))
		}
		return err
	}
	if n := len(out.result.Files[0].Lines); line > n {
		return usageError{fmt.Errorf("--line %d: the Dockerfile has %d lines", line, n)}
	}
	e := report.NewExplanation(out.result)
	if line > 0 {
		e = e.Only(line)
	}
	if o.format == "json" {
		return report.JSON(s.out, e)
	}
	e.Text(s.out, s.outStyle())
	return nil
}
