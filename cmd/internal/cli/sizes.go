package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/uvdock/uvdock/cmd/internal/online"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/choose"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/size"
)

func onlineFlag(cmd *cobra.Command, ask *bool) {
	cmd.Flags().BoolVar(ask, "online", false, "ask the index for sizes that the lock does not state (HEAD requests, without credentials)")
}

// predict says how large the images of the candidates become, in their order: nothing for one
// that cannot work. With ask, sizes that the lock does not
// state are asked for; a finding then says which nobody told.
func (s streams) predict(ctx context.Context, r *generator.Result, candidates []choose.Candidate, ask bool) ([][]size.Prediction, diag.List, error) {
	var told map[string]int64
	var findings diag.List
	if ask {
		answer, err := s.ask(ctx, candidates)
		if err != nil {
			return nil, nil, err
		}
		told, findings = answer.Sizes, unanswered(answer)
	}
	var out [][]size.Prediction
	for _, c := range candidates {
		if len(c.Obstacles) > 0 {
			out = append(out, nil) // there will be no such image
			continue
		}
		predictions, err := r.Predict(c, told)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, predictions)
	}
	return out, findings, nil
}

// ask asks for the files of the closures.
func (s streams) ask(ctx context.Context, candidates []choose.Candidate) (online.Answer, error) {
	var targets []resolve.Result
	for _, c := range candidates {
		if len(c.Obstacles) == 0 {
			targets = append(targets, c.Targets...)
		}
	}
	var asked []online.File
	for _, a := range size.Missing(targets) {
		asked = append(asked, online.File{URL: a.URL, SHA256: a.SHA256})
	}
	return online.Client{Cache: online.DefaultCache(), Progress: s.asking()}.Sizes(ctx, asked)
}

// asking shows how far the questions are: a line that changes on a terminal, else one line.
func (s streams) asking() func(done, all int) {
	live := terminalWidth(s.err) > 0
	return func(done, all int) {
		switch {
		case live && done == all:
			fmt.Fprint(s.err, "\r\x1b[K")
		case live:
			fmt.Fprintf(s.err, "\rasking for sizes: %d of %d", done, all)
		case done == 1:
			fmt.Fprintf(s.err, "asking for the sizes of %s\n", files(all))
		}
	}
}

// unanswered is the finding about files whose size nobody told, with the first reason of each kind.
func unanswered(a online.Answer) diag.List {
	var out diag.List
	if n := len(a.Failed); n > 0 {
		f := a.Failed[0]
		out = append(out, diag.Warningf("size-unknown", diag.Place{File: "uv.lock"}, "nobody told the size of %d of %s; the first: %s: %s",
			n, files(n+len(a.Sizes)), f.Host, f.Why).WithFix("the prediction leaves them out; try again where the index can be reached without credentials"))
	}
	if a.Uncached != nil {
		out = append(out, diag.Warningf("size-unknown", diag.Place{}, "the sizes that were told could not be kept: %v", a.Uncached).
			WithFix("make the user's cache directory writable (XDG_CACHE_HOME)"))
	}
	return out
}

// files counts: 1 file, 2 files.
func files(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}

// defaultWidth is taken for a terminal that does not say how wide it is.
const defaultWidth = 80

// terminalWidth is the width of a terminal in columns, 0 for anything else.
func terminalWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return defaultWidth
	}
	return cmp.Or(width, defaultWidth)
}
