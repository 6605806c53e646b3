package verify

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestFlowInterrupted(t *testing.T) {
	for at, progress := range map[string]string{
		"buildx-build": "building", "check": "checking", "export": "inspecting", "probe": "waiting", "stop": "stopping",
	} {
		t.Run(at, func(t *testing.T) {
			files := good()
			files[at+".sleep"] = "3600" // a command that is not stopped meets the time limit of go test
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			r, calls, err := runFake(ctx, t, files, func(o *Options) {
				o.pause = time.Millisecond
				o.Progress = func(line string) {
					if strings.HasPrefix(line, progress) {
						time.AfterFunc(300*time.Millisecond, cancel)
					}
				}
			})
			if r != nil || !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "interrupted") {
				t.Errorf("report %v, error %v", r, err)
			}
			if len(called(calls, at)) == 0 || len(called(calls, "ps")) != 2 || len(called(calls, "image-rm")) == 0 {
				t.Errorf("calls %q", calls)
			}
		})
	}
}

func TestFlowErrors(t *testing.T) {
	for _, c := range []struct {
		name   string
		files  answers
		change func(*Options)
		want   string
	}{
		{"no docker", nil, func(o *Options) { o.Docker = "no-such-docker" }, "not on PATH"},
		{"no engine", answers{"version.code": "1", "version.err": "Cannot connect"}, nil, "Cannot connect; start Docker"},
		{"no Dockerfile", nil, func(o *Options) { o.Dockerfile = filepath.Join(o.Context, "none") }, "uvdock generate"},
		{"directory", nil, func(o *Options) { o.Dockerfile = o.Context }, "is a directory"},
		{"no context", nil, func(o *Options) { o.Context = "no-such-dir" }, "not a directory"},
		{"health path", nil, func(o *Options) { o.HealthPath = "healthz" }, "slash"},
		{"environment", nil, func(o *Options) { o.Env = []string{"=1"} }, "KEY=VALUE"},
		{"odd inspect", answers{"image-inspect.out": "nonsense"}, nil, "docker image inspect"},
		{"no tar", answers{"export.code": "1", "export.err": "gone"}, nil, "reading the image's files"},
		{"left behind", answers{"image-rm.code": "1", "image-rm.err": "in use"}, nil, "could not remove what verify created"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := good()
			maps.Copy(files, c.files)
			_, _, err := runFake(t.Context(), t, files, c.change)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q in it", err, c.want)
			}
		})
	}
}
