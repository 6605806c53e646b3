// Command images measures the images of one example: uvdock's profiles beside the multi-stage recipe
// of uv's documentation and a naive Dockerfile, all built and started in one run, in turns.
//
//	go run ./bench/images                       # Markdown on standard output
//	go run ./bench/images -runs 1 -json out.json -check
//
// It needs uv, a package index, docker with buildx and a builder that can export OCI archives. Cold builds
// leave their cache mounts in the builder, whose garbage collection removes them.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

// options are the flags of the command.
type options struct {
	example, uvdock, profiles, source string
	runs, starts                      int
	json                              string
	check                             bool
}

func main() {
	var o options
	flag.StringVar(&o.example, "example", "../examples/fastapi-packaged", "project to build; its start command must be the recipes'")
	flag.StringVar(&o.uvdock, "uvdock", "", "uvdock binary (default: built from the module above)")
	flag.StringVar(&o.profiles, "profiles", "slim-bookworm,slim-trixie,alpine,distroless", "profiles to measure")
	flag.StringVar(&o.source, "source", "src/shelf/main.py", "source file that is edited")
	flag.IntVar(&o.runs, "runs", 3, "cold build, source edit and version bump this often; medians are shown")
	flag.IntVar(&o.starts, "starts", 3, "starts a run")
	flag.StringVar(&o.json, "json", "", "write all measurements to this file too")
	flag.BoolVar(&o.check, "check", false, "exit 1 when a claim about size or changed layers does not hold")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench images:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	dir, err := os.MkdirTemp("", "uvdock-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	variants, err := prepare(ctx, o, dir)
	if err != nil {
		return err
	}
	results, err := measure(ctx, o, dir, variants)
	if err != nil {
		return err
	}
	fmt.Print(table(results))
	claims := judge(results)
	fmt.Print("\n", claimList(claims))
	if o.json != "" {
		if err := writeJSON(o.json, results); err != nil {
			return err
		}
	}
	if broken := countBroken(claims); o.check && broken > 0 {
		return fmt.Errorf("%d claims do not hold", broken)
	}
	return nil
}

func writeJSON(name string, results []result) error {
	data, err := json.MarshalIndent(results, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(data, '\n'), 0o644)
}
