package verify

import (
	"fmt"
	"strings"
	"time"
)

// judgeStart says whether the container came up with the hardening flags and stayed up.
func judgeStart(ev *evidence) verdict {
	run := ev.run
	switch {
	case run.refused != "":
		return startFailure(ev, "the engine could not start it", run.refused)
	case run.state.Running && ev.options.job():
		return startFailure(ev, fmt.Sprintf("still runs after %.0f s, and a job ends", run.waited.Seconds()), run.logs)
	case run.state.Running && run.job():
		why := "no port to wait for"
		if run.talks != "" {
			why = "no port; its standard input is held open for " + run.talks
		}
		return holds(fmt.Sprintf("still runs after %.0f s (%s)", run.waited.Seconds(), why) + lacks(ev))
	case run.state.Running && run.startSeconds > 0:
		v := holds(fmt.Sprintf("answers after %.1f s", run.startSeconds) + lacks(ev))
		v.seconds = run.startSeconds
		return v
	case run.state.Running:
		return holds("runs, but does not answer (see port)")
	case run.job() && run.state.ExitCode == 0 && !printedUsage().MatchString(run.logs):
		v := holds(fmt.Sprintf("ran and ended with exit code 0 after %.1f s (no port to wait for)", run.lived().Seconds()) + lastWords(run.logs))
		v.seconds = run.lived().Seconds()
		return v
	}
	got := fmt.Sprintf("ended with exit code %d after %.1f s", run.state.ExitCode, run.lived().Seconds())
	if run.state.OOMKilled {
		got += ", out of memory"
	}
	return startFailure(ev, got, run.logs)
}

// printedUsage is what argparse, click and their like begin with when they are not told what to do.
var printedUsage = lazy(`(?i)^usage: `)

// lacks is what a service that runs says it lacks, to follow what holds; it may get it later.
func lacks(ev *evidence) string {
	if known, ok := outside(ev.rules.start, ev.run.logs); ok {
		return "; its log says: " + known.Cause
	}
	return ""
}

// lastWords is the last line of a log, to follow what holds: who sees it knows whether a job did its work.
func lastWords(log string) string {
	lines := strings.Split(strings.TrimSpace(log), "\n")
	if last := lines[len(lines)-1]; last != "" {
		return "; its last line: " + shorten(last, 60)
	}
	return ""
}

// startFailure is the verdict on a failed start, with the cause that the log shows.
func startFailure(ev *evidence, got, log string) verdict {
	v := breaks(got+lastRaised(log), "read the log; try it without the flags: docker run --rm --read-only=false ...")
	if known, ok := explainLast(ev.rules.start, log); ok {
		v.got, v.fix = got+": "+known.Cause, known.Fix
	}
	v.detail = log
	return v
}

// lived is how long the container ran, by the engine's clock; 0 while it runs.
func (r *runResult) lived() time.Duration {
	return max(0, r.state.FinishedAt.Sub(r.state.StartedAt))
}
