// Command workspace times the whole process of `uvdock generate --all` on a generated workspace, with its peak of
// resident memory: the first run writes every file, the next find all of them true.
//
//	go run ./bench/workspace            # 500 members, a lock of 5,000 packages
//	go run ./bench/workspace -check     # exit 1 when it takes more than it may
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/uvdock/uvdock/e2e/bench/internal/process"
	"github.com/uvdock/uvdock/e2e/bench/internal/stats"
)

// What `generate --all` may take on two processors.
const (
	mostTime   = 2 * time.Second
	mostMemory = 300 << 20 // bytes
)

// options are the flags of the command.
type options struct {
	uvdock string
	shape  shape
	runs   int
	check  bool
}

func main() {
	var o options
	flag.StringVar(&o.uvdock, "uvdock", "", "uvdock binary (default: built from the module above)")
	flag.IntVar(&o.shape.members, "members", 500, "members of the workspace")
	flag.IntVar(&o.shape.packages, "packages", 5000, "packages of the lock, without the members")
	flag.IntVar(&o.shape.direct, "direct", 9, "packages that a member requires beside its framework")
	flag.IntVar(&o.shape.shared, "shared", 400, "packages that many others require")
	flag.IntVar(&o.runs, "runs", 5, "runs of each kind; medians are shown")
	flag.BoolVar(&o.check, "check", false, fmt.Sprintf("exit 1 unless every median is at most %s and %d MB", mostTime, mostMemory>>20))
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench workspace:", err)
		os.Exit(1)
	}
}

// row is one kind of run.
type row struct {
	name string
	process.Sample
}

func run(ctx context.Context, o options) error {
	dir, err := os.MkdirTemp("", "uvdock-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	binary, err := process.Uvdock(ctx, o.uvdock, dir)
	if err != nil {
		return err
	}
	var first, again []process.Sample
	for i := range o.runs {
		project := filepath.Join(dir, fmt.Sprint(i))
		if err := generate(project, o.shape); err != nil {
			return err
		}
		for _, kind := range []*[]process.Sample{&first, &again} {
			s, err := process.Execute(ctx, []string{binary, "generate", "--all", project})
			if err != nil {
				return err
			}
			*kind = append(*kind, s)
		}
		if err := os.RemoveAll(project); err != nil {
			return err
		}
	}
	rows := []row{{"all files written", median(first)}, {"all files true", median(again)}}
	fmt.Print(table(o.shape, rows))
	if o.check {
		return judge(rows)
	}
	return nil
}

func median(samples []process.Sample) process.Sample {
	var walls []time.Duration
	var peaks []int64
	for _, s := range samples {
		walls, peaks = append(walls, s.Wall), append(peaks, s.Peak)
	}
	return process.Sample{Wall: stats.Median(walls), Peak: stats.Median(peaks)}
}

// table gives the rows as Markdown.
func table(s shape, rows []row) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| generate --all, %d members, %d packages | time | peak |\n| --- | ---: | ---: |\n", s.members, s.packages)
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.name, process.Milliseconds(r.Wall), process.Megabytes(r.Peak))
	}
	return b.String()
}

// judge gives an error for the first row that takes more than it may.
func judge(rows []row) error {
	for _, r := range rows {
		if r.Wall > mostTime || r.Peak > mostMemory {
			return fmt.Errorf("%s: %s and %s, at most %s and %s", r.name, process.Milliseconds(r.Wall), process.Megabytes(r.Peak),
				process.Milliseconds(mostTime), process.Megabytes(mostMemory))
		}
	}
	return nil
}
