// Package verify proves what a Dockerfile promises: it builds the image, looks into it, runs it
// as a careful operator would, and reports a line for each promise.
//
// It has two halves. The gathering half talks to the docker command and returns plain values
// (evidence); the judging half, one file a promise, is pure functions from evidence to a verdict.
// Nothing is ever run inside the image except its own command, its own HEALTHCHECK and its own
// Python: a distroless image has no shell. Everything created carries a random name and a label,
// and is removed before Run returns, also after an interrupt; the builder's cache alone stays.
package verify

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Options says what to verify. The zero value of a field means its default.
type Options struct {
	// Docker is the docker command, a name on PATH or a path. Default "docker".
	Docker string
	// Context is the build context directory. Default ".".
	Context string
	// Dockerfile is the path of the Dockerfile. Default: Dockerfile in Context.
	Dockerfile string
	// Platform is os/arch[/variant] for build and run; empty: the engine's own.
	Platform string
	// Env is KEY=VALUE for the run; the image does not keep it.
	Env []string
	// Secrets, BuildArgs and BuildContexts are values of docker build's --secret, --build-arg
	// and --build-context, passed on as they are.
	Secrets, BuildArgs, BuildContexts []string
	// Timeout is how long the port or health path may take to answer. Default 60 s.
	Timeout time.Duration
	// StopTimeout is the grace between the stop signal and SIGKILL. Default 10 s, as docker stop.
	StopTimeout time.Duration
	// Settle is how long a container without a port is watched before it counts as running.
	// Default 10 s: clients of brokers try again for some seconds before they give up.
	Settle time.Duration
	// Port is the TCP port that must answer; 0: the ports that the image exposes.
	Port int
	// HealthPath is asked over HTTP; empty: the path that the image's HEALTHCHECK names.
	HealthPath string
	// Target is the stage to build; empty: the last one. Process replaces what the image starts by
	// itself; nil for that.
	Target  string
	Process *Process
	// Network is the engine's network to run in, where what the process needs can be reached; empty:
	// the default one.
	Network string
	// Progress is called with short lines while it works; nil: silent.
	Progress func(string)

	// unheard is how much longer than Settle a process is given to install a handler for its stop
	// signal: one that is sent while Python imports is lost on process 1. Default 15 s.
	unheard time.Duration
	// pause is between the two rounds of cleaning up after an interrupt. Default 1 s.
	pause time.Duration
}

// Process is what an image is started as instead of its CMD.
type Process struct {
	// Command is the exec form; nil for the image's own.
	Command []string
	Env     []string
	// Port is 0 for none.
	Port int
	// Health is the exec form of its health check, nil for none; Timeout and Start are the seconds of
	// one try, and those before failures count.
	Health         []string
	Timeout, Start int
	StopSignal     string
	// Job says that it must end, with exit code 0, within Options.Timeout.
	Job bool
}

// override puts the process into the configuration of its image.
func (p *Process) override(c *imageConfig) {
	if p == nil || p.Command == nil {
		return
	}
	c.Cmd, c.StopSignal, c.ExposedPorts, c.Healthcheck = p.Command, p.StopSignal, nil, nil
	if p.Port > 0 {
		c.ExposedPorts = map[string]struct{}{fmt.Sprintf("%d/tcp", p.Port): {}}
	}
	if p.Health != nil {
		c.Healthcheck = &healthConfig{
			Test:    append([]string{"CMD"}, p.Health...),
			Timeout: time.Duration(p.Timeout) * time.Second, StartPeriod: time.Duration(p.Start) * time.Second,
		}
	}
}

// job says whether what runs must end.
func (o Options) job() bool { return o.Process != nil && o.Process.Job }

// Run builds, inspects, starts and stops the image and reports on every promise. A promise that
// does not hold, a failing build included, is a broken check; the error says that verifying could
// not be carried out at all (no docker, no Dockerfile, interrupted) or that something it created
// could not be removed. The report is nil only with an error.
func Run(ctx context.Context, o Options) (report *Report, err error) {
	if err := o.complete(); err != nil {
		return nil, InputError{err}
	}
	rules, err := loadRules()
	if err != nil {
		return nil, err
	}
	eng, err := connect(ctx, o.Docker)
	if err != nil {
		return nil, err
	}
	s := newSession(eng, o, rules)
	defer func() { err = errors.Join(err, s.close(ctx)) }()
	ev, err := s.gather(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("verify was interrupted: %w", ctx.Err())
		}
		return nil, err
	}
	return judge(ev), nil
}

// InputError is an error of what Run was given: nothing was built or started.
type InputError struct{ error }

// Unwrap is what was wrong.
func (e InputError) Unwrap() error { return e.error }

// complete fills in the defaults and refuses what cannot work before anything is started.
func (o *Options) complete() error {
	set(&o.Docker, "docker")
	set(&o.Context, ".")
	set(&o.Dockerfile, filepath.Join(o.Context, "Dockerfile"))
	setDuration(&o.Timeout, 60*time.Second)
	setDuration(&o.StopTimeout, 10*time.Second)
	setDuration(&o.Settle, 10*time.Second)
	setDuration(&o.pause, time.Second)
	setDuration(&o.unheard, 15*time.Second)
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	if o.HealthPath != "" && !strings.HasPrefix(o.HealthPath, "/") {
		return fmt.Errorf("health path %q does not begin with a slash: write it as in a URL, /healthz", o.HealthPath)
	}
	for _, kv := range o.Env {
		if name, _, found := strings.Cut(kv, "="); !found || name == "" {
			return fmt.Errorf("environment %q is not KEY=VALUE", kv)
		}
	}
	return o.checkFiles()
}

func (o *Options) checkFiles() error {
	if info, err := os.Stat(o.Context); err != nil || !info.IsDir() {
		return fmt.Errorf("build context %s is not a directory", o.Context)
	}
	info, err := os.Stat(o.Dockerfile)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("%s does not exist: write it with uvdock generate", o.Dockerfile)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a directory, not a Dockerfile", o.Dockerfile)
	}
	return nil
}

func set(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

func setDuration(field *time.Duration, value time.Duration) {
	if *field == 0 {
		*field = value
	}
}
