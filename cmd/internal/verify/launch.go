package verify

import (
	"context"
	"time"
)

// runResult is one run of the image's own command.
type runResult struct {
	refused      string // what the engine said when it could not start the command
	ports        []int  // that must answer, the main one first; nil for a job
	path         string // health path; empty: none known
	published    string // host:port of the main port on this machine; empty: not published
	reached      bool   // whether something answered there
	sight        *sight // nil: blind says why
	blind        string
	state        containerState
	startSeconds float64 // from the start to the first answer; 0: none came
	waited       time.Duration
	logs         string // the last lines before it was stopped
	health       healthResult
	talks        string // the package for which standard input is held open, where there is no port
	signal       string // that stops it; empty for SIGTERM
	stop         stopResult
}

// job says whether the image exposes nothing to wait for.
func (r *runResult) job() bool { return len(r.ports) == 0 }

// launch starts the container, waits for it, looks inside, runs the HEALTHCHECK and stops it.
func (s *session) launch(ctx context.Context, img *image, files *tree) (*runResult, error) {
	run := &runResult{signal: img.Config.StopSignal, ports: wantedPorts(s.options, img.Config), path: healthPath(s.options, img.Config)}
	if run.talks = files.installed(s.rules.tools.Stdio); run.job() {
		s.stdin = run.talks != ""
	}
	s.say("starting the container")
	name, refused, err := s.startContainer(ctx, run.mainPort())
	if err != nil {
		return nil, err
	}
	if run.refused = refused; refused != "" {
		return run, s.remove(ctx, name)
	}
	if err := s.observe(ctx, name, pythonIn(img, files), run); err != nil {
		return nil, err
	}
	if run.state.Running {
		if run.health, err = s.healthcheck(ctx, name, img.Config, !run.job()); err != nil {
			return nil, err
		}
		if run.state, err = s.state(ctx, name); err != nil {
			return nil, err
		}
	}
	run.logs = s.logs(ctx, name)
	if run.state.Running {
		if run.stop, err = s.stopContainer(ctx, name); err != nil {
			return nil, err
		}
	}
	return run, s.remove(ctx, name)
}

// observe fills in what can be seen while the container runs.
func (s *session) observe(ctx context.Context, name, python string, run *runResult) (err error) {
	begin := time.Now()
	if run.job() {
		err = s.watchJob(ctx, name, python, run)
	} else {
		err = s.awaitServer(ctx, name, python, run)
	}
	if err != nil {
		return err
	}
	run.waited = time.Since(begin)
	if run.state, err = s.state(ctx, name); err != nil {
		return err
	}
	if run.sight != nil && run.sight.Answered > 0 && !run.state.StartedAt.IsZero() {
		// Both clocks are the engine's, so a remote engine measures right as well.
		started := float64(run.state.StartedAt.UnixMicro()) / 1e6
		run.startSeconds = max(0, run.sight.Answered-started)
	}
	return nil
}

// awaitServer waits until the ports and the health path answer or the time is over.
func (s *session) awaitServer(ctx context.Context, name, python string, run *runResult) (err error) {
	s.say("waiting for port %s %s", joinPorts(run.ports), run.path)
	run.published = s.publishedAddress(ctx, name, run.mainPort())
	run.sight, run.blind, err = s.probe(ctx, name, python, run.ports, run.path, s.options.Timeout)
	if err != nil {
		return err
	}
	if run.sight != nil {
		run.reached = run.published != "" && answersTCP(ctx, run.published)
		return nil
	}
	return s.awaitOutside(ctx, name, run)
}

// awaitOutside waits for the published port, for images without Python.
func (s *session) awaitOutside(ctx context.Context, name string, run *runResult) error {
	begin := time.Now()
	for time.Since(begin) < s.options.Timeout {
		state, err := s.state(ctx, name)
		if err != nil || !state.Running {
			return err
		}
		if run.reached = run.published != "" && answersTCP(ctx, run.published); run.reached {
			run.startSeconds = time.Since(begin).Seconds()
			return nil
		}
		if err := sleep(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

// watchJob watches a container that has no port: it ends by itself, or still runs after a while.
func (s *session) watchJob(ctx context.Context, name, python string, run *runResult) error {
	limit := s.options.Settle
	if s.options.job() {
		limit = s.options.Timeout
	}
	s.say("watching the container for %s (it exposes no port)", limit)
	begin := time.Now()
	for time.Since(begin) < limit || s.deaf(run) && time.Since(begin) < limit+s.options.unheard {
		if time.Since(begin) >= limit {
			run.sight = nil // look again: it may be importing still
		}
		state, err := s.state(ctx, name)
		if err != nil || !state.Running {
			return err
		}
		if run.sight == nil {
			run.sight, run.blind, err = s.probe(ctx, name, python, nil, "", time.Second)
			if err != nil {
				return err
			}
		}
		if err := sleep(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

func (r *runResult) mainPort() int {
	if r.job() {
		return 0
	}
	return r.ports[0]
}

// pythonIn is the image's interpreter, found as its own PATH finds it; empty when it has none.
func pythonIn(img *image, files *tree) string {
	search := img.Config.env("PATH") + ":/opt/venv/bin:/usr/local/bin:/usr/bin:/bin"
	python := files.executable(search, "python3", "python")
	return python
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
