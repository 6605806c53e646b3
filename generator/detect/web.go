package detect

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// web answers with an application found in the sources; ok is false when there is none. An
// application that cannot be started, or several, is an answer too: an error.
func (d *detector) web() (svc Service, ok bool) {
	best := d.best()
	if len(best) == 0 {
		return Service{}, false
	}
	if len(best) > 1 {
		d.several(d.options(best))
		return Service{}, true
	}
	a := best[0]
	server := d.in.server(a.framework, a.factory)
	if server == nil {
		d.noServer(a)
		return Service{}, true
	}
	svc = d.served(a, *server)
	if a.framework.Django {
		d.django(a, &svc)
	}
	d.others(best, nil)
	return svc, true
}

// served is the service of an application under a server.
func (d *detector) served(a application, server knowledge.Server) Service {
	svc := Service{Framework: a.framework.Name, Server: server.Name, StopSignal: server.StopSignal, Root: a.mod.root}
	svc.Evidence = append(svc.Evidence, Evidence{a.mod.place(d.in, a.line), a.text()})
	if a.named != nil {
		svc.Evidence = append(svc.Evidence, *a.named)
	}
	svc.Evidence = append(svc.Evidence, Evidence{Text: fmt.Sprintf("%s %s is installed", server.Name, d.in.version(server.Packages))})
	svc.Port = d.webPort(a, server, &svc)
	svc.Command = d.in.serve(server, a, svc.Port)
	if a.mod.root != "." && !takesDir(server) {
		svc.Env = append(svc.Env, EnvVar{"PYTHONPATH", path.Join("/app", a.mod.root)})
	}
	d.healthOf(a, &svc)
	return svc
}

// webPort is --port, else a literal port with which the sources run the application, else
// the usual one.
func (d *detector) webPort(a application, server knowledge.Server, svc *Service) int {
	if d.in.Port != 0 {
		return d.in.Port
	}
	for _, r := range d.ports[a.target()] {
		// Flask's own server runs on 5000 while developing; that says nothing here.
		if n := r.port.number(); r.runner.Framework == "" && n >= 1024 && n <= 65535 && n != r.runner.Port {
			svc.Evidence = append(svc.Evidence, Evidence{r.mod.place(d.in, r.line), fmt.Sprintf("the sources run it on port %d", n)})
			return n
		}
	}
	if a.framework.Port != 0 {
		return a.framework.Port
	}
	return server.Port
}

// healthOf sets the health path: --health-path, else a route of the application.
func (d *detector) healthOf(a application, svc *Service) {
	svc.HealthPath = d.in.HealthPath
	if svc.HealthPath != "" {
		return
	}
	if r, ok := d.src.health(a); ok {
		svc.HealthPath = r.path
		svc.Evidence = append(svc.Evidence, Evidence{r.mod.place(d.in, r.line), fmt.Sprintf("the route %s answers health checks", r.path)})
	}
}

// noServer reports an application that nothing installed can run.
func (d *detector) noServer(a application) {
	f := diag.Errorf("no-server", a.mod.place(d.in, a.line), "%s, but no installed package can serve it", a.text())
	var first string
	bestRank := 0
	for _, s := range d.in.Services.Servers {
		if !suits(s, a.framework, a.factory) {
			continue
		}
		if pkg, flag := d.in.flagFor(s.Packages); flag != "" {
			d.findings = append(d.findings, f.WithFix("%s is installed with %s", pkg, flag))
			return
		}
		if rank := s.Rank(a.framework.Interface); first == "" || rank < bestRank {
			first, bestRank = s.Packages[0], rank
		}
	}
	d.findings = append(d.findings, f.WithFix(`run "uv add %s", or name the command with --cmd`, first))
}

// option is one thing that could be started, with the words that start it.
type option struct {
	Evidence
	words []string
}

// options describes applications as options.
func (d *detector) options(apps []application) []option {
	var out []option
	for _, a := range apps {
		o := option{Evidence: Evidence{a.mod.place(d.in, a.line), a.text()}}
		if s := d.in.server(a.framework, a.factory); s != nil {
			port := d.in.Port
			if port == 0 {
				port = s.Port
			}
			o.words = d.in.serve(*s, a, port).Words()
		}
		out = append(out, o)
	}
	return out
}

// describe lists options in one line.
func describe(list []option) string {
	var parts []string
	for _, o := range list {
		text := o.Text
		if at := o.Place.String(); at != "" {
			text += " (" + at + ")"
		}
		if o.words != nil {
			text += ": " + cmdFlag(o.words...)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

// several reports options of equal standing.
func (d *detector) several(list []option) {
	d.findings = append(d.findings, diag.Errorf("several-start-commands", list[0].Place,
		"the container could start %d things, and nothing says which: %s", len(list), describe(list)).
		WithFix(`choose one with --cmd "..."`))
}

// others notes what else could be started beside the answer.
func (d *detector) others(chosen []application, more []option) {
	var rest []application
	for _, a := range d.apps {
		if !a.mod.aside && !slices.ContainsFunc(chosen, func(c application) bool { return c.target() == a.target() || c.framework.Django && a.framework.Django }) {
			rest = append(rest, a)
		}
	}
	list := append(d.options(rest), more...)
	if len(list) == 0 {
		return
	}
	d.findings = append(d.findings, diag.Notef("other-candidates", list[0].Place,
		"the sources hold something else to start: %s", describe(list)).
		WithFix("to start that instead, give its --cmd"))
}
