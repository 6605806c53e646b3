package adopt

import (
	"fmt"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// readRoles follows the target through its bases and what they copy from. The error names the stages.
func (o *Old) readRoles(target string) error {
	at := len(o.stages) - 1
	if target != "" {
		if at = o.stageOf(target); at < 0 {
			return fmt.Errorf("there is no stage %q; the stages are %s", target, strings.Join(o.labels(), ", "))
		}
	}
	for n := at; n >= 0; n = o.stages[n].from {
		o.stages[n].role = final
		o.Base = o.stages[n].ref
	}
	o.Target = o.stages[at].label()
	for n := at; n >= 0; n = o.stages[n].from {
		o.reach(n)
	}
	needed := map[int]bool{}
	for n, s := range o.stages {
		needed[s.from] = true
		for _, m := range o.sourcesOf(n) {
			needed[m] = true
		}
	}
	for n, s := range o.stages {
		if n != at && !needed[n] {
			o.Others = append(o.Others, s.label())
		}
	}
	return nil
}

// reach gives a role to every stage that one copies from or mounts.
func (o *Old) reach(n int) {
	for _, m := range o.sourcesOf(n) {
		for ; m >= 0 && o.stages[m].role == unused; m = o.stages[m].from {
			o.stages[m].role = foreign
			if o.installs(m) {
				o.stages[m].role = build
			}
			o.reach(m)
		}
	}
}

var mountFrom = lazy.Regexp(`(?:^|,)from=([^,]+)`)

// fromOf are the stages or images that an instruction copies from or mounts.
func fromOf(i syntax.Instruction) (out []string) {
	if ref, ok := i.Flag("from"); ok && i.Is("COPY", "ADD") {
		out = append(out, ref)
	}
	for _, f := range i.Flags {
		if mount, ok := strings.CutPrefix(f, "--mount="); ok {
			if m := mountFrom().FindStringSubmatch(mount); m != nil {
				out = append(out, m[1])
			}
		}
	}
	return out
}

// sourcesOf are the stages that a stage copies from.
func (o *Old) sourcesOf(n int) (out []int) {
	for _, i := range o.File.Instructions[o.stages[n].first : o.stages[n].last+1] {
		for _, ref := range fromOf(i) {
			if m := o.stageOf(ref); m >= 0 && m != n {
				out = append(out, m)
			}
		}
	}
	return out
}

var installer = lazy.Regexp(`\b(uv|pip3?|python3?(\.\d+)?)\b`)

// installs says whether Python is installed or runs in a stage, or in one that it is built upon.
func (o *Old) installs(n int) bool {
	for ; n >= 0; n = o.stages[n].from {
		s := o.stages[n]
		if s.known && !s.image.UVOnly && (s.python != "" || s.image.Profile != "" && strings.Contains(s.ref, "python")) {
			return true
		}
		for _, i := range o.File.Instructions[s.first+1 : s.last+1] {
			if i.Is("RUN") && installer().MatchString(i.Args) {
				return true
			}
		}
	}
	return false
}

func (o *Old) labels() (out []string) {
	for _, s := range o.stages {
		out = append(out, s.label())
	}
	return out
}
