package origin_test

import (
	"testing"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/origin"
)

func TestOrigins(t *testing.T) {
	at := diag.Place{File: "services/api/pyproject.toml", Line: 12, Column: 1}
	o := origin.Origins{"port": {Place: at}, "cmd": {Variable: "UVDOCK_CMD"}, "gpu": {}}
	for key, want := range map[string][2]string{
		"port": {"`port`", "services/api/pyproject.toml:12"}, "cmd": {"UVDOCK_CMD", "UVDOCK_CMD"}, "gpu": {"--gpu", "--gpu"}, "profile": {"--profile", "--profile"},
	} {
		if got := [2]string{o.Name(key), o.Source(key)}; got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	if got := o.Place("cmd", "gpu", "port"); got != at {
		t.Error(got)
	}
	if got := origin.Origins(nil).Place("port"); got != (diag.Place{}) {
		t.Error(got)
	}
}

func TestRename(t *testing.T) {
	at := diag.Place{File: "pyproject.toml", Line: 12, Column: 1}
	o := origin.Origins{"port": {Place: at}, "cmd": {Variable: "UVDOCK_CMD"}, "gpu": {}}
	for in, want := range map[string]string{
		"--port is 1, but --cmd listens on 2":             "`port` is 1, but UVDOCK_CMD listens on 2",
		"--cmd \"x --port \\\" --port 1\" (--port)":       "UVDOCK_CMD \"x --port \\\" --port 1\" (`port`)",
		"`docker run --port` and --portal, x--port --gpu": "`docker run --port` and --portal, x--port --gpu",
		"--port": "`port`", "a \" --port": "a \" `port`", "--": "--", "": "", "--gpus all": "--gpus all",
	} {
		if got, _ := o.Rename(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	if _, keys := o.Rename("--gpu --x --port"); len(keys) != 2 || keys[0] != "gpu" || keys[1] != "port" {
		t.Error(keys)
	}
}
