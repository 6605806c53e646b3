package verify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// The engine's defaults for HEALTHCHECK (Dockerfile reference, HEALTHCHECK).
const (
	healthTimeout = 30 * time.Second
	healthRetries = 3
)

// healthResult is the outcome of the image's HEALTHCHECK command.
type healthResult struct {
	ran     bool
	ok      bool
	output  string // of the last attempt
	why     string // exit code or timeout of the last attempt
	seconds float64
}

// healthCommand is the command of a HEALTHCHECK as docker exec takes it; nil when there is none.
func healthCommand(c imageConfig) []string {
	if c.Healthcheck == nil || len(c.Healthcheck.Test) < 2 {
		return nil
	}
	switch test := c.Healthcheck.Test; test[0] {
	case "CMD":
		return test[1:]
	case "CMD-SHELL":
		shell := c.Shell
		if len(shell) == 0 {
			shell = []string{"/bin/sh", "-c"}
		}
		return append(slices.Clone(shell), test[1])
	}
	return nil
}

// healthcheck runs the command in the running container as the engine would: as often as the
// image's retries say, each time within its timeout. For a container that could not be seen to be
// ready, failures within the image's start period do not count.
func (s *session) healthcheck(ctx context.Context, name string, c imageConfig, ready bool) (result healthResult, err error) {
	command := healthCommand(c)
	if command == nil {
		return result, nil
	}
	s.say("running the HEALTHCHECK")
	timeout, retries := c.Healthcheck.Timeout, c.Healthcheck.Retries
	setDuration(&timeout, healthTimeout)
	if retries == 0 {
		retries = healthRetries
	}
	grace := time.Now()
	if !ready {
		grace = grace.Add(min(c.Healthcheck.StartPeriod, s.options.Timeout))
	}
	for failures := 0; ; {
		if result, err = s.healthOnce(ctx, name, command, timeout); err != nil || result.ok {
			return result, err
		}
		if !time.Now().Before(grace) {
			failures++
		}
		if failures >= retries {
			return result, nil
		}
		if err := sleep(ctx, time.Second); err != nil {
			return result, err
		}
	}
}

func (s *session) healthOnce(ctx context.Context, name string, command []string, timeout time.Duration) (healthResult, error) {
	limit, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	log := newBuildLog(func(string, ...any) {})
	begin := time.Now()
	err := s.run(limit, log, log, append([]string{"exec", name}, command...)...)
	result := healthResult{ran: true, ok: err == nil, output: log.tail(), seconds: time.Since(begin).Seconds()}
	if ctx.Err() != nil {
		return result, ctx.Err()
	}
	if failed, ok := errors.AsType[*engineError](err); ok {
		result.why = fmt.Sprintf("exit code %d", failed.exit)
		return result, nil
	}
	if errors.Is(err, context.DeadlineExceeded) {
		result.why = fmt.Sprintf("no end within its timeout of %s", timeout)
		return result, nil
	}
	return result, err
}

func judgeHealthcheck(ev *evidence) verdict {
	h := ev.run.health
	command := healthCommand(ev.image.Config)
	switch {
	case command == nil:
		return skips("the image has no HEALTHCHECK")
	case !h.ran:
		return skips("the container did not stay up; see start")
	case h.ok:
		return verdict{status: OK, got: fmt.Sprintf("exit code 0 in %.2f s", h.seconds), seconds: h.seconds}
	}
	fix := "run it by hand: docker exec CONTAINER " + shorten(strings.Join(command, " "), 60)
	if _, path := readHealthcheck(ev.image.Config.Healthcheck); path == "" {
		fix = "what it asks must be there, such as a worker's broker: --network NAME, --env KEY=VALUE; or " + fix
	}
	v := breaks(h.why, fix)
	v.detail, v.seconds = h.output, h.seconds
	return v
}
