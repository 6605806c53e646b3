package verify

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestFlowProcess: another process of the image is started by its own words, and asked by its own check.
func TestFlowProcess(t *testing.T) {
	files := good()
	files["container-inspect.3.out"] = files["container-inspect.out"]
	r, calls, err := runFake(t.Context(), t, files, func(o *Options) {
		o.Settle, o.Network, o.Target = 10*time.Millisecond, "db", "runtime"
		o.Process = &Process{Command: []string{"celery", "a b"}, Env: []string{"A=1"}, Health: []string{"ping"}, StopSignal: "SIGTERM"}
	})
	if err != nil || r.Broken() {
		t.Fatalf("%v\n%+v", err, r)
	}
	for name, part := range map[string]string{
		"buildx-build": "--target runtime", "check": "--target runtime", "exec": "ping",
		"create": "--network db --env A=1 --stop-signal SIGTERM uvdock-verify:",
	} {
		if !slices.ContainsFunc(called(calls, name), func(c string) bool { return strings.Contains(c, part) }) {
			t.Errorf("%s: %q, want one with %q", name, called(calls, name), part)
		}
	}
	if c := r.Check("port"); c.Status != Skipped {
		t.Errorf("the port of the image's own process is asked: %+v", c)
	}
	cleaned(t, calls)
}

// TestFlowJob: a job ends with exit code 0, within the time for the start.
func TestFlowJob(t *testing.T) {
	for _, c := range []struct{ state, status, got string }{
		{`{"Running":false,"ExitCode":0}`, OK, "ran and ended with exit code 0"},
		{`{"Running":false,"ExitCode":1}`, Broken, "ended with exit code 1"},
		{`{"Running":true}`, Broken, "a job ends"},
	} {
		files := good()
		delete(files, "container-inspect.3.out")
		files["container-inspect.out"] = c.state
		r, _, err := runFake(t.Context(), t, files, func(o *Options) {
			o.Timeout, o.Process = 50*time.Millisecond, &Process{Command: []string{"migrate"}, Job: true}
		})
		if err != nil {
			t.Fatal(err)
		}
		if check := r.Check("start"); check.Status != c.status || !strings.Contains(check.Got, c.got) {
			t.Errorf("%s: %+v", c.state, check)
		}
	}
}
