// Command oracle compares what uvdock says of a project with what the uv on PATH answers: names,
// versions, packages that cannot be installed, and the class of an error. Nothing is installed.
//
//	go run ./oracle DIR...                     # selections of every kind, on every platform
//	go run ./oracle DIR... -- --all-extras     # this selection alone
//	go run ./oracle -python PATH DIR...        # with another interpreter than uv would find
//
// Exit status: 0 all equal, 1 something differs, 2 nothing could be compared.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/e2e/differential"
)

// Exit codes.
const (
	equal     = 0
	different = 1
	unable    = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the command; it gives the exit code.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	var selection []string
	if i := slices.Index(args, "--"); i >= 0 {
		args, selection = args[:i], args[i+1:]
	}
	flags := flag.NewFlagSet("oracle", flag.ContinueOnError)
	flags.SetOutput(errs)
	python := flags.String("python", "", "interpreter to compare with (default: one that uv finds for the lock, else python3)")
	if err := flags.Parse(args); err != nil {
		return unable
	}
	if flags.NArg() == 0 {
		fmt.Fprintln(errs, "oracle: no directory given: make oracle DIR=path [ARGS=\"--all-extras\"] [PYTHON=path]")
		return unable
	}
	c, err := newComparison(ctx, *python, selection, out, errs)
	if err != nil {
		fmt.Fprintln(errs, "oracle:", err)
		return unable
	}
	defer c.close()
	for _, dir := range flags.Args() {
		if err := c.compare(ctx, dir); err != nil {
			fmt.Fprintf(errs, "oracle: %s: %v\n", dir, err)
			return unable
		}
	}
	fmt.Fprintf(out, "%d selections, %d equal\n", c.total, c.equal)
	if c.equal < c.total {
		return different
	}
	return equal
}

// findUV explains what to do where uv is missing.
func findUV(ctx context.Context, home string) (*differential.UV, error) {
	uv, err := differential.FindUV(ctx, home)
	if errors.Is(err, exec.ErrNotFound) && strings.Contains(err.Error(), `"uv"`) {
		return nil, fmt.Errorf("%w\ninstall uv (https://docs.astral.sh/uv/getting-started/installation/), or run `make tools`", err)
	}
	return uv, err
}
