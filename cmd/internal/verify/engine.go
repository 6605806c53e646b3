package verify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// engine is the docker command of the user: same context, same environment, same credentials.
type engine struct {
	command string   // resolved path
	env     []string // beside the process's own
}

// engineError is a docker command that ended with an error of its own.
type engineError struct {
	args   []string
	exit   int // -1: ended by a signal
	stderr string
}

func (e *engineError) Error() string {
	return fmt.Sprintf("docker %s failed (exit code %d): %s", e.args[0], e.exit, lastLines(e.stderr, 5))
}

// connect finds the command and makes sure that an engine answers it.
func connect(ctx context.Context, command string) (engine, error) {
	path, err := exec.LookPath(command)
	if err != nil {
		return engine{}, fmt.Errorf("%s is not on PATH: verify builds and runs the image with it; install Docker, or name the command with --docker", command)
	}
	// Attestations are for publishing. Here they would only make an index of the image.
	e := engine{command: path, env: []string{"BUILDX_NO_DEFAULT_ATTESTATIONS=1", "BUILDKIT_PROGRESS=plain", "DOCKER_CLI_HINTS=false"}}
	if _, err := e.output(ctx, "version"); err != nil {
		if ctx.Err() != nil {
			return engine{}, fmt.Errorf("verify was interrupted: %w", ctx.Err())
		}
		return engine{}, fmt.Errorf("no engine answers %s: %w; start Docker, or point DOCKER_HOST or docker context at an engine", command, err)
	}
	return e, nil
}

// output runs the command and returns what it wrote to standard output.
func (e engine) output(ctx context.Context, args ...string) (string, error) {
	var out, errs bytes.Buffer
	err := e.run(ctx, &out, &errs, args...)
	return out.String(), err
}

// run executes the command. An exit code other than 0 is an *engineError; its stderr field is
// filled only when errs is a *bytes.Buffer.
func (e engine) run(ctx context.Context, out, errs io.Writer, args ...string) error {
	cmd := exec.CommandContext(ctx, e.command, args...)
	cmd.Env = append(os.Environ(), e.env...)
	cmd.Stdout, cmd.Stderr = out, errs
	// An interrupt lets docker cancel its request; only then it is killed.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	err := cmd.Run()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		failed := &engineError{args: args, exit: exit.ExitCode()}
		if b, ok := errs.(*bytes.Buffer); ok {
			failed.stderr = b.String()
		}
		return failed
	}
	return err
}

// lastLines returns the last n lines of a text, without surrounding white space.
func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
