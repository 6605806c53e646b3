package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/uvdock/uvdock/cmd/internal/form"
	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/generator/diag"
)

func newInit(s streams) *cobra.Command {
	var o generateOptions
	cmd := &cobra.Command{
		Use:   "init [PATH]",
		Short: "Ask what is open, show the Dockerfile, write it",
		Long: `Shows what was found in the uv project in PATH (default: here) and on what that rests, asks
what is open, shows the Dockerfile, and writes it when told to. At the end stands the "uvdock generate"
that writes the same without questions. Flags that are given are not asked.

Esc goes back, Ctrl-C stops; until the last question nothing is written. With ACCESSIBLE=1 or
TERM=dumb it asks line by line, for screen readers. Without a terminal it never asks: it names the
flags that are missing. "uvdock" alone is the same at a terminal.

` + codes,
		Example: `  uvdock init
  uvdock init services/api
  uvdock init --profile alpine
  ACCESSIBLE=1 uvdock init`,
		Args: pathArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.init(cmd.Context(), args, given(cmd.Flags()))
		},
	}
	writeFlags(cmd.Flags(), &o)
	completeOptions(cmd)
	cmd.MarkFlagsMutuallyExclusive("adopt", "force")
	return cmd
}

// writeFlags are the flags of generate that say what is written.
func writeFlags(f *pflag.FlagSet, o *generateOptions) {
	targetFlags(f, &o.Options)
	selectionFlags(f, &o.Options)
	imageFlags(f, &o.Options)
	systemFlags(f, &o.Options)
	sharedFlags(f, &o.Options)
	f.BoolVar(&o.force, "force", false, "overwrite files that uvdock did not write")
	f.BoolVar(&o.adopt, "adopt", false, "move lines that were added to files of uvdock into the nearest regions, where they are kept")
	f.BoolVar(&o.save, "save", false, "put the options that are given into [tool.uvdock], or into uvdock.toml where that is")
}

// given are the flags that were set, each as one word with its value.
func given(flags *pflag.FlagSet) []string {
	var words []string
	flags.Visit(func(f *pflag.Flag) {
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		for _, v := range values {
			words = append(words, "--"+f.Name+"="+v)
		}
	})
	return words
}

// canAsk says whether a person sits at both ends.
func (s streams) canAsk() bool {
	in, ok := s.in.(*os.File)
	return ok && term.IsTerminal(int(in.Fd())) && terminalWidth(s.out) > 0
}

// hasSize says whether a terminal knows its size; on one that does not, nothing can be laid out.
func hasSize(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	width, height, err := term.GetSize(int(f.Fd()))
	return err == nil && width > 0 && height > 0
}

// init asks and writes.
func (s streams) init(ctx context.Context, args, words []string) error {
	l := &looker{streams: s, args: args, known: map[string]*looked{}}
	found, err := s.patiently(ctx, l, words)
	if err != nil {
		return err
	}
	if _, stop := form.Open(words, found); stop != nil {
		report.Findings(s.err, s.errorStyle(), stop)
		return stop.Err()
	}
	if !s.canAsk() {
		return s.cannotAsk(l, words, found)
	}
	answered, err := form.Run(ctx, form.Terminal{
		In: s.in, Out: s.out, Colour: colour(s.out), Width: terminalWidth(s.out),
		Plain: os.Getenv("ACCESSIBLE") != "" || os.Getenv("TERM") == "dumb" || !hasSize(s.out),
	}, l.look, words, found)
	switch {
	case errors.Is(err, form.ErrDeclined):
		fmt.Fprintln(s.out, "nothing was written")
		return nil
	case errors.Is(err, form.ErrTakeOver):
		o, err := l.parse(answered.Words)
		o.format = "text"
		if err != nil {
			return err
		}
		return s.takeOver(ctx, adoptOptions{generateOptions: o})
	case err != nil:
		return err
	}
	return s.finish(l, answered)
}

// finish writes what was shown and says how to do it again.
func (s streams) finish(l *looker, answered form.Answered) error {
	at := l.at(answered.Words)
	report.Findings(s.err, s.errorStyle(), answered.Found.Findings)
	if err := answered.Found.Findings.Err(); err != nil {
		return err
	}
	at.options.format = "text"
	if err := s.deliver(at.outcome, at.options); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s %s\n", s.outStyle().Faint("again:"), l.command(answered.Words))
	return nil
}

// patiently looks for the first time, and says so where it takes long and a person waits.
func (s streams) patiently(ctx context.Context, l *looker, words []string) (found form.Found, err error) {
	if !s.canAsk() {
		return l.look(ctx, words)
	}
	form.Patiently(s.out, func() { found, err = l.look(ctx, words) })
	return found, err
}

// cannotAsk names what a person would have been asked, and the command that needs no answer.
func (s streams) cannotAsk(l *looker, words []string, found form.Found) error {
	var missing, open, commands []string
	for _, q := range form.Questions(words, found) {
		switch {
		case q.Required && missing == nil:
			missing = q.Flags
			for _, example := range q.Examples() {
				commands = append(commands, l.command(append(slices.Clone(words), example...)))
			}
		case !q.Required && len(q.Flags) > 0:
			open = append(open, "--"+strings.Join(q.Flags, ", --"))
		}
	}
	text := "there is no terminal to ask at, and nothing has to be asked; without questions:"
	if missing != nil {
		text = "there is no terminal to ask at; missing: --" + strings.Join(missing, " or --")
		report.Findings(s.err, s.errorStyle(), found.Findings.Errors())
	} else {
		commands = []string{l.command(words)}
	}
	for _, c := range commands {
		text += "\n    -> " + c
	}
	if open != nil {
		text += "\n    flags with a default: " + strings.Join(open, ", ")
	}
	return usageError{errors.New(text)}
}

// looker reads the project for the form, with the parser and the generation of the command line.
type looker struct {
	streams
	args []string
	// known are looks by their words: the way back and the end take them again.
	known map[string]*looked
}

// looked is one look.
type looked struct {
	options generateOptions
	outcome *outcome
	found   form.Found
}

func key(words []string) string { return strings.Join(words, "\x00") }

// at is the look with these words, which was taken.
func (l *looker) at(words []string) *looked { return l.known[key(words)] }

// usageFinding makes what is wrong with the command line a finding.
func usageFinding(err error) diag.List {
	return diag.List{diag.Errorf("usage", diag.Place{}, "%v", err)}
}
