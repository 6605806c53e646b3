package plan

import (
	"slices"
	"strings"
)

// decideProcesses plans what else the image starts beside its CMD.
func (b *builder) decideProcesses() {
	s := b.in.Service
	if len(s.Others) == 0 {
		return
	}
	b.plan.Process, b.plan.Stages = s.Process, b.in.Stages
	var words, source []string
	for _, other := range s.Others {
		p := Process{Name: other.Name, Job: other.Job, Start: b.start(other.Service)}
		for _, e := range other.Service.Env {
			if env := (Env{e.Name, e.Value}); !slices.Contains(b.plan.Runtime.Env, env) {
				p.Env = append(p.Env, env)
			}
		}
		b.plan.Processes = append(b.plan.Processes, p)
		words = append(words, other.Name)
		for _, e := range other.Service.Evidence {
			if at := e.Place.String(); at != "" {
				source = append(source, at)
			}
		}
	}
	why := "one image has the same packages and sources for all; compose.yaml starts a service for each by its command"
	if b.plan.Stages {
		why = "each is a target of its own upon the same layers: docker build --target NAME"
	}
	b.because("processes", "Processes", s.Process+" by default; "+strings.Join(words, ", "), join(source, own), why, "https://docs.docker.com/build/building/multi-stage/#stop-at-a-specific-build-stage")
}

// Jobs are the names of the processes that end, in their order.
func (p *Plan) Jobs() []string {
	var out []string
	for _, each := range p.Processes {
		if each.Job {
			out = append(out, each.Name)
		}
	}
	return out
}
