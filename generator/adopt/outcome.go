package adopt

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
)

// deciders are the keys of the decisions that a flag is about.
var deciders = map[string]string{
	"profile": "profile", "python": "python", "uv-version": "uv", "cmd": "command", "port": "port", "gpu": "gpu",
	"health-path": "health", "no-healthcheck": "health", "apt": "runtime-packages", "apk": "runtime-packages",
	"build-apt": "build-packages", "build-apk": "build-packages", "package": "project", "volume": "volumes",
}

// Found says of a proposal that the generated file is the same without it.
func (o *Old) Found(p Proposal, decisions []plan.Decision) {
	key := deciders[p.Flag]
	if key == "" {
		key = "selection"
	}
	why := "uvdock finds it by itself"
	if n := slices.IndexFunc(decisions, func(d plan.Decision) bool { return d.Key == key }); n >= 0 {
		why += ": " + decisions[n].Why
	}
	o.without(p, func(part *Part) { part.set(Covered, key, why) })
}

// Given says of a proposal that a flag was given, which wins.
func (o *Old) Given(p Proposal) {
	key := deciders[p.Flag]
	if key == "" {
		key = "selection"
	}
	o.without(p, func(part *Part) { part.set(Covered, key, "another --"+p.Flag+" is given, which wins, or the same") })
}

// Refused says of a proposal that no Dockerfile can be generated with it.
func (o *Old) Refused(p Proposal, because diag.Finding) {
	o.without(p, func(part *Part) {
		why := p.String() + " is left out: " + because.Message
		switch p.Flag {
		case "uv-version":
			part.set(Covered, "uv", why)
			return
		case "profile", "gpu":
			part.set(Covered, "profile", why)
		default:
			part.set(Dropped, "", why)
		}
		part.Warn = true
	})
}

// without takes a proposal out of the parts that ask for it; then decides about one that asks for nothing else.
func (o *Old) without(p Proposal, then func(*Part)) {
	same := func(q Proposal) bool { return q.Flag == p.Flag && q.Value == p.Value }
	o.Proposals = slices.DeleteFunc(o.Proposals, same)
	for n := range o.Parts {
		part := &o.Parts[n]
		if part.Class != Option || !slices.ContainsFunc(part.flags, same) {
			continue
		}
		if part.flags = slices.DeleteFunc(slices.Clone(part.flags), same); len(part.flags) == 0 {
			then(part)
		}
	}
}

// Finish writes down what becomes of the parts that ask for options.
func (o *Old) Finish() {
	for n := range o.Parts {
		part := &o.Parts[n]
		if part.Class == "" {
			part.set(Undecided, "", "what becomes of it depends on the new file, of which nothing comes yet")
		}
		if part.Class != Option {
			continue
		}
		var words []string
		for _, f := range part.flags {
			words = append(words, f.String())
		}
		part.To = strings.Join(words, " ")
	}
}
