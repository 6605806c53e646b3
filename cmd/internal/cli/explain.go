package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/choose"
	"github.com/uvdock/uvdock/generator/size"
)

func newExplain(s streams) *cobra.Command {
	var o generateOptions
	var line int
	var ask bool
	cmd := &cobra.Command{
		Use:   "explain [PATH]",
		Short: "Say why the Dockerfile is as it is",
		Long: `Prints every decision behind the Dockerfile: its value, where it comes from (a flag, a
file and line, a rule of uvdock) and why. With --line only those behind one line of it.

Without --line the predicted size of the image follows, with its parts and the ten largest packages. A
lock has the sizes of its files only if the index told them to uv; with --online the index is asked, and
the answers are kept in the user's cache directory.

` + codes,
		Example: `  uvdock explain
  uvdock explain --line 42
  uvdock explain --online
  uvdock explain services/api --profile alpine --format json`,
		Args: pathArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.fill(cmd, args); err != nil {
				return err
			}
			if cmd.Flags().Changed("line") && line < 1 {
				return usageError{fmt.Errorf("--line %d: lines count from 1", line)}
			}
			return s.explain(cmd.Context(), o, line, ask)
		},
	}
	f := cmd.Flags()
	targetFlags(f, &o.Options)
	selectionFlags(f, &o.Options)
	imageFlags(f, &o.Options)
	systemFlags(f, &o.Options)
	f.IntVar(&line, "line", 0, "explain one line of the Dockerfile")
	onlineFlag(cmd, &ask)
	formatFlag(cmd, &o.format, "text", "json")
	completeOptions(cmd)
	return cmd
}

func (s streams) explain(ctx context.Context, o generateOptions, line int, ask bool) error {
	if err := checkFormat(o.format, "text", "json"); err != nil {
		return err
	}
	out, err := s.prepare(ctx, o)
	if out == nil || len(out.result.Files) == 0 {
		if o.format == "json" && out != nil {
			return errors.Join(err, report.JSON(s.out, report.NewExplanation(out.result, nil)))
		}
		return err
	}
	if n := len(out.result.Files[0].Lines); line > n {
		return usageError{fmt.Errorf("--line %d: the Dockerfile has %d lines", line, n)}
	}
	var predictions []size.Prediction
	if line == 0 {
		predictions, err = s.explainSize(ctx, out, o.format, ask)
		if err != nil {
			return err
		}
	}
	e := report.NewExplanation(out.result, predictions)
	if line > 0 {
		e = e.Only(line)
	}
	if o.format == "json" {
		return report.JSON(s.out, e)
	}
	e.Text(s.out, s.outStyle())
	if line == 0 {
		report.SizeText(s.out, s.outStyle(), terminalWidth(s.out), predictions, ask)
	}
	return nil
}

// explainSize predicts the size of the image that is explained; what nobody told is one finding more.
func (s streams) explainSize(ctx context.Context, out *outcome, format string, ask bool) ([]size.Prediction, error) {
	predictions, unknown, err := s.predict(ctx, out.result, []choose.Candidate{out.result.Target}, ask)
	if err != nil {
		return nil, err
	}
	unknown = out.place.shown(out.result.Project.Base, unknown)
	if format == "text" {
		report.Findings(s.err, s.errorStyle(), unknown)
	}
	out.result.Findings = append(out.result.Findings, unknown...)
	return predictions[0], nil
}
