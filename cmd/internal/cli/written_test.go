package cli

import (
	"slices"
	"testing"

	"github.com/uvdock/uvdock/cmd/internal/verify"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/render"
)

// TestPastedWords: a command line is read as it was written.
func TestPastedWords(t *testing.T) {
	words := []string{"--cmd", `it's "x" \ $Y`, "", "a=b", "--extra", "x"}
	line, err := render.ShellWords(words)
	if err != nil {
		t.Fatal(err)
	}
	if got := pastedWords(" " + line); !slices.Equal(got, words) {
		t.Errorf("%q comes back as %q", words, got)
	}
}

// TestHeaderOptions: the options of a Dockerfile are those of its header.
func TestHeaderOptions(t *testing.T) {
	o, ok := headerOptions([]byte("# syntax=docker/dockerfile:1\n# Written by uvdock. After a change of pyproject.toml or uv.lock run:\n#   uvdock generate --cmd 'python -m x' --package api --processes stages\n"))
	if !ok || o.Cmd != "python -m x" || o.Package != "api" || o.Processes != "stages" {
		t.Errorf("%t %+v", ok, o)
	}
	for _, text := range []string{"FROM scratch\n", "#   uvdock generate --no-such-flag\n"} {
		if o, ok := headerOptions([]byte(text)); ok {
			t.Errorf("%q has the options %+v", text, o)
		}
	}
}

// TestProcessOptions: a stage is built as a target, and another process of one image is started by its words.
func TestProcessOptions(t *testing.T) {
	p := &plan.Plan{Stages: true}
	p.Runtime.StopSignal = "SIGINT"
	each := plan.Process{Name: "worker", Env: []plan.Env{{Name: "A", Value: "1"}}}
	each.Command, each.Port = []string{"celery", "worker"}, 9000
	if o := processOptions(verify.Options{}, p, each); o.Target != "worker" || o.Process.Command != nil {
		t.Errorf("%+v", o)
	}
	p.Stages = false
	o := processOptions(verify.Options{}, p, each)
	if o.Target != "" || !slices.Equal(o.Process.Command, each.Command) || o.Process.Port != 9000 || o.Process.StopSignal != "SIGTERM" || !slices.Equal(o.Process.Env, []string{"A=1"}) {
		t.Errorf("%+v %+v", o, o.Process)
	}
}
