// Command prove proves rows of profiles/native by compiling: the sdist with exactly the row's build
// packages, and without; then it loads the result with exactly linked and runtime, and without. What
// it found is written into the row.
//
//	go run ./prove -release bookworm psycopg2 lxml
//	go run ./prove -sample 2                        # a sample that changes with the day
//	go run ./prove -names                           # does each release have all names of the table
//
// It needs docker with buildx, Debian's archive and the package index. What apt, uv and cargo download
// is kept below the user's cache directory.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// options are the flags of the command.
type options struct {
	releases, profiles, logs, cache string
	sample                          int
	limit                           time.Duration
	names, dry, keep                bool
}

func main() {
	var o options
	flag.StringVar(&o.releases, "release", "bookworm,trixie", "Debian releases")
	flag.StringVar(&o.profiles, "profiles", "../profiles", "directory of the tables that are read and written")
	flag.StringVar(&o.logs, "logs", "", "keep the logs of every proof below this directory")
	flag.StringVar(&o.cache, "cache", "", "directory for downloads (default: uvdock/prove below the user's cache directory)")
	flag.IntVar(&o.sample, "sample", 2, "without names: this many rows, others every day")
	flag.DurationVar(&o.limit, "limit", 4*time.Minute, "how long a compile may take")
	flag.BoolVar(&o.names, "names", false, "check only that the releases have every package that a row names")
	flag.BoolVar(&o.dry, "n", false, "write nothing into the rows")
	flag.BoolVar(&o.keep, "keep", false, "keep the images with the toolchains for the next run")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o, flag.Args(), os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "prove:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options, wanted []string, w io.Writer) error {
	e, err := newEngine(o)
	if err != nil {
		return err
	}
	defer e.close(ctx)
	if o.names {
		return checkNames(ctx, e, strings.Split(o.releases, ","), w)
	}
	rows, err := find(e.tables.Native, wanted)
	if err != nil {
		return err
	}
	var failed []string
	for release := range strings.SplitSeq(o.releases, ",") {
		if len(wanted) == 0 {
			rows = sample(e.tables.Native.Rows, release, o.sample, time.Now().UTC().YearDay())
		}
		for _, row := range rows {
			outcome, err := proveRow(ctx, e, o, row, release, w)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil || outcome != knowledge.Proven {
				failed = append(failed, row.Name+" on "+release)
			}
		}
	}
	if len(failed) > 0 {
		return errors.New("not proven: " + strings.Join(failed, ", "))
	}
	return nil
}

func newEngine(o options) (*engine, error) {
	tables, err := knowledge.Load(os.DirFS(o.profiles))
	if err != nil {
		return nil, err
	}
	cache := o.cache
	if cache == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return nil, err
		}
		cache = filepath.Join(dir, "uvdock", "prove")
	}
	if cache, err = filepath.Abs(cache); err != nil {
		return nil, err
	}
	return &engine{tables: tables, cache: cache, keep: o.keep, images: map[string]bool{}}, nil
}

// proveRow proves one row, writes it down and reports it in a line.
func proveRow(ctx context.Context, e *engine, o options, row knowledge.NativeRow, release string, w io.Writer) (knowledge.Outcome, error) {
	started := time.Now()
	r, err := prove(ctx, e, claimOf(e.tables.Native, row, release), o.limit, o.logs)
	if err != nil {
		fmt.Fprintf(w, "%-9s %-28s error: %v\n", release, row.Name, err)
		return "", err
	}
	fmt.Fprintf(w, "%-9s %-28s %-12s %-16s %4.0f s  %s\n", release, row.Name, r.proof.Version, r.proof.Outcome,
		time.Since(started).Seconds(), r.proof.Reason)
	if libraries := r.made.providers(); libraries != "" {
		fmt.Fprintf(w, "%38s links %s\n", "", libraries)
	}
	if len(r.idle) > 0 && len(r.made.ELF) > 0 {
		fmt.Fprintf(w, "%38s does not link %s\n", "", strings.Join(r.idle, ", "))
	}
	if o.dry {
		return r.proof.Outcome, nil
	}
	return r.proof.Outcome, write(o.profiles, row, r.proof)
}
