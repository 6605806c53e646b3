package verify

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"
)

// killed is the exit code of a process that SIGKILL ended (128 + 9).
const killed = 137

// crashes are the exit codes of SIGABRT, SIGBUS, SIGFPE and SIGSEGV.
var crashes = [...]int{134, 135, 136, 139}

// stopResult is how the container ended.
type stopResult struct {
	asked   bool
	state   containerState
	seconds float64
}

// stopContainer sends the image's stop signal and waits, as docker stop does; after the grace the
// engine kills.
func (s *session) stopContainer(ctx context.Context, name string) (stopResult, error) {
	s.say("stopping the container")
	grace := int(math.Ceil(s.options.StopTimeout.Seconds()))
	begin := time.Now()
	if _, err := s.output(ctx, "stop", "-t", strconv.Itoa(grace), name); err != nil {
		return stopResult{}, err
	}
	result := stopResult{asked: true, seconds: time.Since(begin).Seconds()}
	var err error
	result.state, err = s.state(ctx, name)
	return result, err
}

// judgeStop accepts every end but one by SIGKILL or a crash. A script that SIGINT interrupts
// ends with 130, a program that leaves SIGTERM to its default with 143; both are clean.
func judgeStop(ev *evidence) verdict {
	stop := ev.run.stop
	if !stop.asked {
		return skips("it had ended by itself")
	}
	signal := ev.image.Config.StopSignal
	if signal == "" {
		signal = "SIGTERM"
	}
	code := stop.state.ExitCode
	v := holds(fmt.Sprintf("%s, exit code %d after %.1f s", signal, code, stop.seconds))
	switch {
	case code == killed:
		v = breaks(fmt.Sprintf("%s did not end it within %s: it was killed", signal, ev.options.StopTimeout),
			"handle "+signal+" (PID 1 ignores what it does not handle), use the exec form, or set STOPSIGNAL SIGINT for a plain script")
	case slices.Contains(crashes[:], code):
		v = breaks(fmt.Sprintf("%s, exit code %d", signal, code), "look at the end of docker logs")
	case code != 0 && code < 128:
		v.detail = fmt.Sprintf("exit code %d: the shutdown reported an error", code)
	}
	v.seconds = stop.seconds
	return v
}
