package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/uvdock/uvdock/cmd/internal/verify"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/render"
)

// writtenFile is where `uvdock generate` without a flag writes the Dockerfile, if that is not beside the
// manifest in PATH: where the configuration says, or beside the manifest of the only member of a
// workspace that can be started. Empty where there is none.
func writtenFile(ctx context.Context, args []string) string {
	place, err := locate(args)
	if err != nil {
		return ""
	}
	r, err := generator.Plan(ctx, place.fsys, place.dir, generator.Options{Frozen: true})
	if err != nil || r.Project == nil || r.Member.Pyproject == nil || r.Member.Dir == r.Project.Dir && r.Options.Output == "" {
		return ""
	}
	file := filepath.FromSlash(place.show(r.Project.Base, filepath.ToSlash(dockerfile(r))))
	if _, err := os.Stat(file); err != nil {
		return ""
	}
	return file
}

// writtenPlan is the plan of a Dockerfile that uvdock wrote, by the command in its header; nil where
// there is none, or where the project does not give one any more: verify then takes the file alone.
func writtenPlan(ctx context.Context, dockerfile string) *plan.Plan {
	text, err := os.ReadFile(dockerfile)
	if err != nil || render.OriginOf(text) == render.Foreign || !bytes.Contains(text, []byte("\nFROM runtime AS ")) && !bytes.Contains(text, []byte("\n# The image starts ")) {
		return nil // one process needs no plan
	}
	o, ok := headerOptions(text)
	if !ok {
		return nil
	}
	place, err := locate([]string{filepath.Dir(dockerfile)})
	if err != nil {
		return nil
	}
	o.Frozen = true
	r, err := generator.Plan(ctx, place.fsys, place.dir, o)
	if err != nil || r.Findings.HasErrors() {
		return nil
	}
	return r.Plan
}

// headerOptions are the options of the command in the header of a Dockerfile.
func headerOptions(text []byte) (generator.Options, bool) {
	var o generator.Options
	for line := range bytes.Lines(text) {
		rest, ok := strings.CutPrefix(strings.TrimSuffix(string(line), "\n"), "#   uvdock generate")
		if !ok {
			continue
		}
		f := pflag.NewFlagSet("header", pflag.ContinueOnError)
		targetFlags(f, &o)
		selectionFlags(f, &o)
		imageFlags(f, &o)
		systemFlags(f, &o)
		sharedFlags(f, &o)
		return o, f.Parse(pastedWords(rest)) == nil
	}
	return o, false
}

// pastedWords splits a command line as render.ShellWords wrote it.
func pastedWords(line string) []string {
	var out []string
	var word strings.Builder
	open, quoted := false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\'':
			quoted, open = !quoted, true
		case c == '\\' && !quoted && i+1 < len(line):
			i++
			word.WriteByte(line[i])
		case c == ' ' && !quoted:
			if open {
				out = append(out, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteByte(c)
			open = true
		}
	}
	if open {
		out = append(out, word.String())
	}
	return out
}

// processOptions are the options for one process of a plan.
func processOptions(o verify.Options, p *plan.Plan, each plan.Process) verify.Options {
	if p.Stages {
		o.Target = each.Name
		o.Process = &verify.Process{Job: each.Job}
		return o
	}
	o.Process = &verify.Process{
		Command: each.Command, Port: each.Port, Health: each.Health, Timeout: each.Timing.Timeout, Start: each.Timing.StartPeriod,
		StopSignal: each.StopSignal, Job: each.Job,
	}
	if each.StopSignal == "" && p.Runtime.StopSignal != "" {
		o.Process.StopSignal = "SIGTERM"
	}
	for _, e := range each.Env {
		o.Process.Env = append(o.Process.Env, e.Name+"="+e.Value)
	}
	return o
}
