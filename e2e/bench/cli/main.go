// Command cli times the whole process of `uvdock packages` beside `uv export --frozen` on the same locks:
// in turns, in one run, with the peak of resident memory of each.
//
//	go run ./bench/cli                          # the largest lock of the corpus, or a generated one
//	go run ./bench/cli -check DIR...            # these projects; exit 1 when uvdock is too slow or too large
//
// Neither command needs a network: uv export reads the lock alone.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"

	"github.com/uvdock/uvdock/e2e/bench/internal/process"
)

// options are the flags of the command.
type options struct {
	uvdock, args, corpus string
	runs, generated      int
	check                bool
	projects             []string
}

func main() {
	var o options
	flag.StringVar(&o.uvdock, "uvdock", "", "uvdock binary (default: built from the module above)")
	flag.StringVar(&o.args, "args", "packages --format json", "arguments of uvdock before the project's path")
	flag.StringVar(&o.corpus, "corpus", "../../shared/corpus/corpus.zip", "archive to take the largest lock from, when no project is given")
	flag.IntVar(&o.generated, "generated", 4000, "packages of the generated lock, where there is no archive")
	flag.IntVar(&o.runs, "runs", 10, "pairs of runs; medians are shown")
	flag.BoolVar(&o.check, "check", false, "exit 1 unless uvdock takes at most half of uv's time and 64 MB on every project")
	flag.Parse()
	o.projects = flag.Args()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench cli:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	dir, err := os.MkdirTemp("", "uvdock-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if len(o.projects) == 0 {
		project, err := defaultProject(o.corpus, dir, o.generated)
		if err != nil {
			return err
		}
		o.projects = []string{project}
	}
	uv, err := exec.LookPath("uv")
	if err != nil {
		return fmt.Errorf("uv is what uvdock is timed beside: %w", err)
	}
	binary, err := process.Uvdock(ctx, o.uvdock, dir)
	if err != nil {
		return err
	}
	var rows []row
	for _, project := range o.projects {
		r, err := compare(ctx, project, o.runs,
			append(append([]string{binary}, strings.Fields(o.args)...), project),
			[]string{uv, "export", "--frozen", "--offline", "--quiet", "--no-dev", "--no-header", "--project", project})
		if err != nil {
			return err
		}
		rows = append(rows, r)
	}
	fmt.Print(table(rows))
	if o.check {
		return judge(rows)
	}
	return nil
}
