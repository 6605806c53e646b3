package verify

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// buildResult is how the build went.
type buildResult struct {
	ok      bool
	seconds float64
	log     string // the last lines
}

// build builds the image under the session's tag. A build that fails is a result, not an error.
func (s *session) build(ctx context.Context) (buildResult, error) {
	s.say("building %s", s.options.Dockerfile)
	args := []string{"build"}
	if s.hasBuildx(ctx) {
		args = []string{"buildx", "build", "--load", "--progress", "plain"}
	}
	log := newBuildLog(s.say)
	begin := time.Now()
	err := s.run(ctx, log, log, append(append(args, "--tag", s.tag), s.options.buildFlags()...)...)
	result := buildResult{ok: err == nil, seconds: time.Since(begin).Seconds(), log: log.tail()}
	if _, failed := errors.AsType[*engineError](err); failed {
		return result, nil
	}
	return result, err
}

// hasBuildx says whether the buildx plugin is there. It builds with the builder that the user
// chose; plain docker build may not.
func (s *session) hasBuildx(ctx context.Context) bool {
	_, err := s.output(ctx, "buildx", "version")
	return err == nil
}

// buildFlags are the flags that build and --check have in common, with the context at the end.
func (o Options) buildFlags() []string {
	flags := []string{"--file", o.Dockerfile}
	if o.Target != "" {
		flags = append(flags, "--target", o.Target)
	}
	if o.Platform != "" {
		flags = append(flags, "--platform", o.Platform)
	}
	for _, each := range []struct {
		flag   string
		values []string
	}{{"--secret", o.Secrets}, {"--build-arg", o.BuildArgs}, {"--build-context", o.BuildContexts}} {
		for _, v := range each.values {
			flags = append(flags, each.flag, v)
		}
	}
	return append(flags, o.Context)
}

func judgeBuild(ev *evidence) verdict {
	if ev.build.ok {
		v := holds(fmt.Sprintf("built in %.1f s", ev.build.seconds))
		v.seconds = ev.build.seconds
		return v
	}
	v := breaks("docker build failed"+lastRaised(ev.build.log), "read the last lines of the log; the whole of it: docker build "+strings.Join(ev.options.buildFlags(), " "))
	if known, ok := explain(ev.rules.build, ev.build.log); ok {
		v.got, v.fix = known.Cause, known.Fix
	}
	v.detail, v.seconds = strings.TrimSpace(ev.build.log), ev.build.seconds
	return v
}
