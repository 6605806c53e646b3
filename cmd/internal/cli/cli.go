// Package cli is the command line of uvdock: one file a command, flags to options, results to
// text or JSON. It decides nothing about images.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/diag"
)

// streams is where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// Main runs one command line and returns the exit code. Results go to out, everything else
// to errw.
func Main(args []string, in io.Reader, out, errw io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := streams{in, out, errw}
	root := newRoot(s)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errw)
	started := watch(root.Commands())
	err := root.ExecuteContext(ctx)
	if err != nil && !*started {
		err = usageError{err} // cobra refused the command line before a command ran
	}
	if text := message(err); text != "" {
		fmt.Fprintln(errw, s.errorStyle().Error("error:")+" "+text)
	}
	return exitCode(err)
}

// watch makes every command note that it began to run.
func watch(commands []*cobra.Command) *bool {
	started := new(bool)
	for _, c := range commands {
		if run := c.RunE; run != nil {
			c.RunE = func(cmd *cobra.Command, args []string) error {
				*started = true
				return run(cmd, args)
			}
		}
	}
	return started
}

// message is what is printed of an error: nothing where the command has said it already.
func message(err error) string {
	var f *diag.Failure
	switch {
	case err == nil, errors.As(err, &f):
		return ""
	case errors.Is(err, context.Canceled):
		return "interrupted; nothing was changed"
	}
	return err.Error()
}

func newRoot(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "uvdock",
		Short: "Dockerfiles for uv projects, from what uv.lock says",
		Long: `uvdock reads pyproject.toml and uv.lock, works out exactly what the image installs,
and writes a multi-stage Dockerfile that is kept true.

` + codes,
		Example: `  uvdock                          at a terminal: ask what is open, show the Dockerfile, write it
  uvdock generate                 write Dockerfile and .dockerignore here
  uvdock check                    say whether they are still true (exit code 3 if not)
  uvdock adopt                    take over a Dockerfile that was written by hand
  uvdock packages --format json   what the image installs, for other tools
  uvdock paths                    the files that the image depends on, for CI
  uvdock verify                   build the image, run it, prove what it promises`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          knownCommand,

		SuggestionsMinimumDistance: 2,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if s.canAsk() {
				return s.init(cmd.Context(), nil, nil)
			}
			return cmd.Help()
		},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w%s; see `%s --help`", err, meantFlag(cmd, err), cmd.CommandPath())}
	})
	root.AddCommand(newInit(s), newGenerate(s), newCheck(s), newPackages(s), newPaths(s), newExplain(s), newProfiles(s), newVerify(s), newSchema(s), newAdopt(s))
	return root
}

// knownCommand refuses what is no command, and names those that are spelt alike.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := ""
	if alike := cmd.SuggestionsFor(args[0]); len(alike) > 0 {
		hint = "; did you mean " + strings.Join(alike, " or ") + "?"
	}
	return usageError{fmt.Errorf("there is no command %q%s; see `%s --help`", args[0], hint, cmd.CommandPath())}
}

// meantFlag asks whether a flag that is spelt like an unknown one was meant.
func meantFlag(cmd *cobra.Command, err error) string {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || unknown.GetSpecifiedShortnames() != "" {
		return ""
	}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	alike := diag.Alike(unknown.GetSpecifiedName(), known)
	if len(alike) == 0 {
		return ""
	}
	return "; did you mean --" + strings.Join(alike, " or --") + "?"
}

// pathArg takes at most one argument, the project's directory.
func pathArg(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usageError{fmt.Errorf("one PATH at most, found %d: %s; see `%s --help`", len(args), strings.Join(args, " "), cmd.CommandPath())}
	}
	return nil
}

// version is the module's version as the Go toolchain recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

// outStyle and errorStyle colour text where a person reads it.
func (s streams) outStyle() report.Style   { return report.NewStyle(colour(s.out)) }
func (s streams) errorStyle() report.Style { return report.NewStyle(colour(s.err)) }

// colour says whether a stream is a terminal that wants colour (https://no-color.org).
func colour(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
