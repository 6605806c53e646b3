package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/uvdock/uvdock/cmd/internal/report"
	"github.com/uvdock/uvdock/cmd/internal/verify"
)

func newVerify(s streams) *cobra.Command {
	var o verify.Options
	var dockerfile, format string
	var all bool
	var process string
	cmd := &cobra.Command{
		Use:   "verify [PATH]",
		Short: "Build the image, run it, and prove what the Dockerfile promises",
		Long: `Builds the Dockerfile in PATH with the docker command, checks it with BuildKit's rules,
starts the image read-only, without capabilities and without new privileges, asks its port,
health path and HEALTHCHECK, looks for uv, compilers, git, secrets and writable code in it, and
stops it. A line a promise; exit code 1 when one is broken. Nothing is left behind.

It verifies the Dockerfile on disk, also one that uvdock did not write. The build context of one
that uvdock wrote is what its header says. Without --file it is the Dockerfile that "uvdock generate"
writes without a flag: in a workspace that of the only member that can be started. Of an image with
several processes each is verified, jobs apart; --process names one. With --all it verifies that of every member of the
workspace in PATH that can be started, a table each.

` + codes,
		Example: `  uvdock verify
  uvdock verify services/api --health-path /healthz --timeout 2m
  uvdock verify --env DATABASE_URL=postgresql://db/test --format json
  uvdock verify --process worker --network test --env CELERY_BROKER_URL=redis://redis:6379/0
  uvdock verify -f docker/api.Dockerfile
  uvdock verify -f Dockerfile --build-context lib=../lib
  uvdock verify --all`,
		Args: pathArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format, "text", "json"); err != nil {
				return err
			}
			if all {
				if err := refuseVerifyAll(cmd, format); err != nil {
					return err
				}
				return s.verifyAll(cmd.Context(), args, o)
			}
			o.Context = "."
			if len(args) > 0 {
				o.Context = args[0]
			}
			o.Dockerfile = filepath.Join(o.Context, cmp.Or(dockerfile, "Dockerfile"))
			if written := writtenFile(cmd.Context(), args); dockerfile == "" && written != "" {
				o.Dockerfile = written
			}
			if len(o.BuildContexts) == 0 {
				asWritten(&o)
			}
			return s.verifyProcesses(cmd.Context(), o, process, format)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&dockerfile, "file", "f", "", "Dockerfile, relative to PATH (default: the one that generate writes)")
	f.BoolVar(&all, "all", false, "verify the Dockerfile of every workspace member that can be started, one after the other")
	f.StringVar(&process, "process", "", "the one process of several to verify (default: each, but jobs)")
	f.StringVar(&o.Network, "network", "", "network of the engine to run in, where a database or a broker is (default: the engine's own)")
	f.StringVar(&o.Docker, "docker", "docker", "docker command to use")
	f.StringVar(&o.Platform, "platform", "", "platform to build and run (default: the engine's own)")
	listFlag(f, &o.Env, "env", "", true, "KEY=VALUE for the run, repeatable")
	listFlag(f, &o.Secrets, "secret", "", true, "--secret of the build, repeatable")
	listFlag(f, &o.BuildArgs, "build-arg", "", true, "--build-arg of the build, repeatable")
	listFlag(f, &o.BuildContexts, "build-context", "", true, "--build-context of the build, repeatable (default: what the header of the Dockerfile says)")
	f.IntVar(&o.Port, "port", 0, "port that must answer (default: what the image exposes)")
	f.StringVar(&o.HealthPath, "health-path", "", "HTTP path that must answer (default: that of the HEALTHCHECK)")
	f.DurationVar(&o.Timeout, "timeout", time.Minute, "how long the start may take")
	f.DurationVar(&o.StopTimeout, "stop-timeout", 10*time.Second, "how long the stop may take")
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

// verifyProcesses verifies what the image starts by itself, and each other service of the plan that
// its Dockerfile was written from; or the process that is named.
func (s streams) verifyProcesses(ctx context.Context, o verify.Options, name, format string) error {
	p := writtenPlan(ctx, o.Dockerfile)
	if p == nil && name != "" {
		return usageError{fmt.Errorf("--process %s: %s has one process; write several with `uvdock generate --processes`, see docs/processes.md", name, o.Dockerfile)}
	}
	if p == nil || name == p.Process {
		return s.verify(ctx, o, format)
	}
	var names []string
	for _, each := range p.Processes {
		names = append(names, each.Name)
		if each.Name == name {
			return s.verify(ctx, processOptions(o, p, each), format)
		}
	}
	if name != "" {
		return usageError{fmt.Errorf("--process %s: the processes are %s, %s", name, p.Process, strings.Join(names, ", "))}
	}
	if format == "json" { // a report is about one process
		return s.verify(ctx, o, format)
	}
	fmt.Fprintln(s.out, s.outStyle().Strong(p.Process))
	broken := s.verify(ctx, o, format)
	if _, told := errors.AsType[silent](broken); broken != nil && !told {
		return broken
	}
	for _, each := range p.Processes {
		fmt.Fprintln(s.out, s.outStyle().Strong(each.Name))
		if each.Job {
			fmt.Fprintf(s.out, "not run: a job may change a database; `uvdock verify --process %s` runs it\n", each.Name)
			continue
		}
		err := s.verify(ctx, processOptions(o, p, each), format)
		if _, told := errors.AsType[silent](err); err != nil && !told {
			return err
		}
		broken = cmp.Or(broken, err)
	}
	return broken
}

func (s streams) verify(ctx context.Context, o verify.Options, format string) error {
	if _, err := os.Stat(o.Context); err != nil {
		return usageError{fmt.Errorf("there is no directory %s", o.Context)}
	}
	style := s.errorStyle()
	o.Progress = func(line string) { fmt.Fprintln(s.err, style.Faint(line)) }
	result, err := verify.Run(ctx, o)
	if result == nil {
		return err
	}
	if format == "json" {
		err = errors.Join(err, report.JSON(s.out, result))
	} else {
		report.Verified(s.out, s.outStyle(), result)
	}
	if err == nil && result.Broken() {
		return silent(exitFailed)
	}
	return err
}
