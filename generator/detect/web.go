package detect

import (
	"fmt"
	"path"

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
	if a.framework.Background && d.faced() {
		return Service{}, false
	}
	server := d.in.server(a.framework, a.factory)
	if server == nil {
		if best, _ := d.launchers(); len(best) > 0 {
			return Service{}, false // a bot beside a small web application, or a server of its own code
		}
		d.noServer(a)
		return Service{}, true
	}
	svc = d.start(a, *server)
	if !a.framework.File || !d.in.Packaged { // a file that is started has those beside it
		d.importsOutside(a.mod, &svc)
	}
	if svc.Inside == "" {
		d.others(best, d.launchOptions(d.runBeside(a)))
	}
	return svc, true
}

// start is the service of an application under a server, with what its framework needs.
func (d *detector) start(a application, server knowledge.Server) Service {
	svc := d.served(a, server)
	if a.framework.Django {
		d.django(a, &svc)
	}
	return svc
}

// served is the service of an application under a server.
func (d *detector) served(a application, server knowledge.Server) Service {
	svc := Service{Framework: a.framework.Name, Confidence: d.confidence(a), Server: server.Name, StopSignal: server.StopSignal, Root: a.mod.root}
	d.begins(a.mod)
	svc.Evidence = append(svc.Evidence, Evidence{a.mod.place(d.in, a.line), a.text()})
	if a.named != nil {
		svc.Evidence = append(svc.Evidence, *a.named)
	}
	svc.Evidence = append(svc.Evidence, Evidence{Text: d.in.installed(server.Packages) + " is installed"})
	svc.Port = d.webPort(a, server, &svc)
	svc.Command = d.serve(server, a, svc.Port)
	if a.mod.root != "." && !takesDir(server) {
		svc.Env = append(svc.Env, EnvVar{"PYTHONPATH", path.Join("/app", a.mod.root)})
	}
	d.serverVariables(server, &svc)
	d.healthOf(a, &svc)
	d.ownHealth(server, &svc)
	d.check(server, a, &svc)
	return svc
}

// confidence is what an application's choice rests on. Applications that stand aside, and those
// of the other kind, worker or web, do not count against it.
func (d *detector) confidence(a application) Confidence {
	if a.named != nil {
		return Stated
	}
	for _, other := range d.apps {
		rival := !other.same(a) && !other.mod.aside && other.framework.Background == a.framework.Background
		if rival && !(other.framework.Django && a.framework.Django) && !(a.framework.Joined && other.framework == a.framework) {
			return Preferred
		}
	}
	return Only
}

// ownHealth is the path that a server answers by itself, below the prefix of its settings.
func (d *detector) ownHealth(s knowledge.Server, svc *Service) {
	if svc.HealthPath != "" || s.Health == "" {
		return
	}
	svc.HealthPath = s.Health
	c := d.settings(s)
	if c.base != "" {
		svc.HealthPath = "/" + c.base + s.Health
		svc.evidence(c.place(d.in, c.baseKey), "%s is %s", c.baseKey, c.base)
	}
	svc.evidence(diag.Place{}, "%s answers health checks at %s", s.Name, svc.HealthPath)
}

// webPort is --port, else a literal port with which the sources run the application, else
// the usual one.
func (d *detector) webPort(a application, server knowledge.Server, svc *Service) int {
	if d.in.Port != 0 {
		return d.in.Port
	}
	for _, r := range d.ports[a.target()] {
		// Flask's own server runs on 5000 while developing; that says nothing here.
		if n := r.port.number(); (r.runner.Framework == "" || a.framework.Interface == knowledge.Own) && n >= 1024 && n <= 65535 && n != r.runner.Port {
			svc.Evidence = append(svc.Evidence, Evidence{r.mod.place(d.in, r.line), fmt.Sprintf("the sources run it on port %d", n)})
			return n
		}
	}
	if c := d.settings(server); c.port != 0 {
		svc.evidence(c.place(d.in, c.portKey), "%s is %d", c.portKey, c.port)
		return c.port
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
