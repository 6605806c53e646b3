package detect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// process fills in port, signal, environment and health path of a process that runs its own
// code, from the runners that this code reaches. Foreign code is trusted to handle SIGTERM.
func (d *detector) process(svc *Service, found []run, foreign bool) {
	svc.HealthPath = d.in.HealthPath
	svc.Port = d.in.Port
	d.signal(svc, found, foreign)
	server := firstServer(found)
	if d.stdio(svc, found) && d.in.Port == 0 || server == nil {
		return
	}
	d.running[server.app] = true
	d.lacks(*server)
	d.address(svc, *server)
	if svc.HealthPath != "" || svc.Port == 0 || server.runner.Plain {
		return
	}
	for _, a := range slices.Concat(d.apps, d.own) {
		if a.target() == server.app {
			d.healthOf(a, svc)
		}
	}
	if svc.HealthPath == "" && server.runner.Health != "" {
		svc.HealthPath = server.runner.Health
		svc.evidence(server.mod.place(d.in, server.line), "%s answers %s", callName(*server), server.runner.Health)
	}
}

// stdio notes a process that talks over standard input and output, which are closed unless
// somebody keeps them open. It says whether the process does so unless an option tells it otherwise.
func (d *detector) stdio(svc *Service, found []run) bool {
	i := slices.IndexFunc(found, func(r run) bool { return r.runner.Stdio })
	if i < 0 || slices.ContainsFunc(found, func(r run) bool { return r.runner.Server && r.sure }) {
		return false
	}
	at := found[i].mod.place(d.in, found[i].line)
	svc.evidence(at, "it talks over standard input and output")
	d.findings = append(d.findings, diag.Notef("stdio-server", at,
		"%s talks over standard input and output: it has no port, and without an input it ends", callName(found[i])).
		WithFix("start the container with docker run -i; to serve over HTTP, %s", d.overHTTP(*svc, found[i])))
	return found[i].argument.flag != ""
}

// overHTTP says how a server of standard input and output comes to listen on a port.
func (d *detector) overHTTP(svc Service, r run) string {
	for _, other := range d.in.Services.Runners {
		if !other.Server || other.Framework != r.runner.Framework || other.Argument != r.runner.Argument || len(other.Values) == 0 {
			continue
		}
		if r.argument.env != "" {
			return fmt.Sprintf("set %s=%s when it starts, with --port", r.argument.env, other.Values[0])
		}
		if r.argument.flag != "" && r.argument.command == "" {
			return fmt.Sprintf("give %s, with --port", cmdFlag(append(svc.Command.Words(), r.argument.flag, other.Values[0])...))
		}
	}
	return "change the transport in the sources"
}

// signal decides how the process is stopped (spec D52).
func (d *detector) signal(svc *Service, found []run, foreign bool) {
	for _, r := range found {
		// A server that runs in one of several branches says nothing of the others, and takes SIGINT as well.
		if r.runner.Handles && (r.sure && !r.again || !r.runner.Server) {
			svc.evidence(r.mod.place(d.in, r.line), "%s handles SIGTERM", callName(r))
			return
		}
	}
	if foreign {
		return
	}
	svc.StopSignal = "SIGINT"
	if i := slices.IndexFunc(found, func(r run) bool { return r.runner.Handles }); i >= 0 {
		why := "stands in a branch; SIGINT ends it in the others, too"
		if found[i].again {
			why = "a loop starts it again; SIGINT ends that, too"
		}
		svc.evidence(found[i].mod.place(d.in, found[i].line), "%s handles SIGTERM, but %s", callName(found[i]), why)
		return
	}
	svc.Evidence = append(svc.Evidence, Evidence{Text: "nothing in its code handles SIGTERM, which process 1 then ignores; SIGINT raises KeyboardInterrupt"})
}

// firstServer is the first call that serves; one that is reached in any case comes first, and what only
// serves beside something else, such as metrics, last. That on 127.0.0.1 is for the container's neighbours.
func firstServer(found []run) *run {
	var first *run
	for _, beside := range []bool{false, true} {
		for i := range found {
			r := &found[i]
			if (r.runner.Server && !beside || r.runner.Beside && beside && !loopback(r.host.text)) && (first == nil || r.sure && !first.sure) {
				first = r
			}
		}
		if first != nil {
			break
		}
	}
	return first
}

// lacks reports a call of a server that the image does not install.
func (d *detector) lacks(r run) {
	var packages []string
	top, _, _ := strings.Cut(r.runner.Call, ".")
	for i := range d.in.Services.Servers {
		if s := &d.in.Services.Servers[i]; r.runner.Framework == "" && s.Module == top {
			packages = s.Packages
		}
	}
	if packages == nil || d.in.has(packages) || !r.sure {
		return
	}
	f := diag.Errorf("no-server", r.mod.place(d.in, r.line), "%s is called here, but the image does not install %s", callName(r), packages[0])
	if pkg, flag := d.in.flagFor(packages); flag != "" {
		f = f.WithFix("%s is installed with %s", pkg, flag)
	} else {
		f = f.WithFix(`run "uv add %s"`, packages[0])
	}
	d.findings = append(d.findings, f)
}

func callName(r run) string {
	if r.runner.Framework != "" {
		return r.runner.Framework + "'s " + r.runner.Call[1:] + "()"
	}
	return strings.TrimPrefix(r.runner.Call, "*.")
}
