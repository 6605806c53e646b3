package detect

import (
	"context"
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
)

// web is the name of the process that a platform asks over HTTP.
// https://devcenter.heroku.com/articles/procfile#process-types-and-arguments
const web = "web"

// processes answers with the process of CMD and the others of the image.
func (d *detector) processes(ctx context.Context) (Service, diag.List) {
	asked := d.in.Asked
	if d.in.Cmd != "" { // a flag goes before a table
		asked = slices.DeleteFunc(slices.Clone(asked), func(a Asked) bool { return a.Name == web })
	}
	var list []Process
	var findings diag.List
	for _, a := range asked {
		svc, found := d.asked(ctx, a, a.Name == web)
		findings = append(findings, found...)
		list = append(list, Process{a.Name, a.Job, svc})
	}
	main := slices.IndexFunc(list, func(p Process) bool { return p.Name == web && !p.Job })
	if main < 0 {
		svc, found := d.sources(ctx)
		if main = d.mainOf(list, svc, found); main < 0 {
			svc.Others = append(svc.Others, list...)
			if svc.Process == "" && svc.Others != nil {
				svc.Process = d.mainName(svc)
			}
			return svc, append(findings, found...)
		}
		if d.in.Port != 0 || d.in.HealthPath != "" || d.in.NoHealthcheck { // the flags are about this one
			list[main].Service, found = d.asked(ctx, asked[main], true)
			findings = append(findings, found.Errors()...)
		}
	}
	svc := list[main].Service
	d.chosen = newDetector(d.in)
	svc.Process = list[main].Name
	svc.Others = slices.Delete(list, main, main+1)
	return svc, findings
}

// mainOf is the process of the list that CMD starts, -1 for what the sources gave: a server is the
// image's face, unless one of the list has a port as well.
func (d *detector) mainOf(list []Process, svc Service, found diag.List) int {
	if d.in.Cmd != "" || !found.HasErrors() && svc.Port != 0 && !slices.ContainsFunc(list, func(p Process) bool { return p.Service.Port != 0 }) {
		return -1
	}
	return slices.IndexFunc(list, func(p Process) bool { return !p.Job })
}

// sources looks for the process of CMD without a table for it.
func (d *detector) sources(ctx context.Context) (Service, diag.List) {
	one, svc := d.look(ctx, d.in)
	d.chosen = one
	return svc, one.findings
}

// asked is the service of one process that has a table. The flags are about the one that CMD starts.
func (d *detector) asked(ctx context.Context, a Asked, flags bool) (Service, diag.List) {
	in := d.in
	in.Process, in.At, in.Cmd, in.Asked, in.Together = a.Name, a.At, a.Cmd, nil, false
	if !flags || in.Port == 0 {
		in.Port = a.Port
	}
	if !flags || in.HealthPath == "" && !in.NoHealthcheck {
		in.HealthPath, in.NoHealthcheck = a.HealthPath, a.NoHealthcheck
	}
	one := newDetector(in)
	if !one.flags() {
		return Service{}, one.placed()
	}
	one, svc := d.look(ctx, in)
	if a.Job {
		svc.Port, svc.HealthPath, svc.Check = 0, "", ""
	}
	return svc, one.placed()
}

// placed are the findings, those without a place where the process stands.
func (d *detector) placed() diag.List {
	for i, f := range d.findings {
		if f.File == "" {
			d.findings[i].File, d.findings[i].Line, d.findings[i].Column = d.in.At.File, d.in.At.Line, d.in.At.Column
		}
	}
	return d.findings
}

// mainName is what the process of CMD is called beside others.
func (d *detector) mainName(svc Service) string {
	switch {
	case d.line != "":
		return processWord(d.line)
	case svc.Port != 0:
		return web
	}
	return "main"
}

// offer takes what else could be started as processes of the image, or notes it.
func (d *detector) offer(ctx context.Context, svc *Service) {
	asked := func(o option) bool {
		return slices.ContainsFunc(d.in.Asked, func(a Asked) bool {
			words, err := splitCommand(a.Cmd)
			return a.Name == o.name || err == nil && slices.Equal(words, o.words)
		})
	}
	rest := slices.DeleteFunc(slices.Clone(d.offered), asked)
	if d.in.Together && len(d.in.Asked) == 0 && !d.findings.HasErrors() {
		main := d.mainName(*svc)
		called := processNames(slices.Concat([]option{{name: main}}, rest))[1:]
		for i, o := range rest {
			if !o.belongs || o.words == nil {
				continue
			}
			svc.Others = append(svc.Others, d.optionProcess(ctx, o, called[i]))
		}
		rest = slices.DeleteFunc(rest, func(o option) bool { return o.belongs && o.words != nil })
		if svc.Others != nil {
			svc.Process = main
		}
	}
	if len(rest) == 0 {
		return
	}
	d.findings = append(d.findings, diag.Notef("other-candidates", rest[0].Place,
		"the sources hold something else to start: %s", describe(rest)).
		WithFix("%s", d.offerFix(*svc, rest)))
}

// optionProcess is the process of an option that the image takes.
func (d *detector) optionProcess(ctx context.Context, o option, name string) Process {
	p := Process{Name: name, Job: o.job}
	if o.service != nil {
		p.Service = o.service()
	} else {
		var found diag.List
		p.Service, found = d.asked(ctx, Asked{Name: name, Cmd: jsonWords(o.words), Job: o.job, At: o.Place}, false)
		d.findings = append(d.findings, found...)
	}
	p.Service.Env = slices.Concat(o.env, p.Service.Env)
	if p.Service.Framework != "" && o.service != nil {
		d.variables(&p.Service)
	}
	return p
}

// offerFix says what to do with what is offered: its --cmd, or tables for all.
func (d *detector) offerFix(svc Service, list []option) string {
	const first = "to start that instead, give its --cmd"
	if d.in.Process != "" || svc.Framework == "" {
		return first
	}
	// A worker, or a job, leaves the server that the sources have what CMD starts.
	if svc.Port == 0 || slices.ContainsFunc(list, func(o option) bool { return !o.belongs }) {
		list = slices.Concat([]option{{name: d.mainName(svc), words: svc.Command.Words()}}, list)
	}
	lines := processLines(list)
	if lines == "" {
		return first
	}
	if slices.ContainsFunc(list, func(o option) bool { return o.belongs }) {
		return first + "; for all from one image give --processes one-image, or write what you want of them into pyproject.toml:\n" + lines
	}
	return first + "; for both from one image write them into pyproject.toml:\n" + lines
}
