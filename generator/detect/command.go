package detect

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// command answers with --cmd.
func (d *detector) command() Service {
	words, err := splitCommand(d.in.Cmd)
	if err != nil {
		d.findings = append(d.findings, diag.Errorf("bad-command", diag.Place{}, "%s %q cannot be started: %v", d.in.says("cmd"), strings.TrimSpace(d.in.Cmd), err).
			WithFix("%s", d.commandFix()))
		return Service{}
	}
	if base := path.Base(words[0]); base == "uv" || base == "uvx" {
		d.refuseUV(words)
		return Service{}
	}
	d.stepsBefore(d.in.At, d.in.says("cmd"), shellSteps(words))
	return d.words(words, Evidence{d.in.At, d.in.says("cmd") + " is " + quoteCommand(words)})
}

// words is the service of a command line.
func (d *detector) words(words []string, because Evidence) Service {
	svc := Service{Framework: "command", Confidence: Stated, Root: ".", HealthPath: d.in.HealthPath, Port: d.in.Port, Evidence: []Evidence{because}}
	svc.Command = Command{Program: words[0], Module: d.moduleOf(words[0]), Args: words[1:]}
	d.files = d.files || d.in.Packaged && d.needsFiles(words)
	if server, args := d.serverOf(words); server != nil {
		d.serverCommand(&svc, *server, args)
	} else {
		d.programCommand(&svc, words)
	}
	d.namedInside(&svc)
	if svc.HealthPath != "" && svc.Port == 0 {
		d.findings = append(d.findings, diag.Errorf("health-path-without-port", diag.Place{},
			"the health path %s needs a port, and %s does not say on which it listens", svc.HealthPath, d.in.says("cmd")).WithFix("give %s", d.in.says("port")))
	}
	return svc
}

// uvValueFlags are the flags of `uv run` that take a word of their own.
var uvValueFlags = []string{
	"--extra", "--group", "--no-group", "--only-group", "--no-extra", "--with", "--with-editable", "--with-requirements", "--env-file",
	"--package", "--python", "-p", "--directory", "--project", "--index", "--default-index", "--config-file", "--cache-dir",
}

// refuseUV says why uv does not start the container (spec D51).
func (d *detector) refuseUV(words []string) {
	rest := withoutUV(words)
	if len(rest) > 0 && strings.HasSuffix(rest[0], ".py") {
		rest = append([]string{"python"}, rest...)
	}
	f := diag.Errorf("uv-run-command", diag.Place{},
		"%s starts %s, which would sync at every start: the image has no uv, and its environment belongs to root", d.in.says("cmd"), words[0])
	if len(rest) > 0 {
		f = f.WithFix("the environment is on PATH already: %s", d.in.sayCommand(rest...))
	}
	d.findings = append(d.findings, f)
}

// withoutUV are the words that `uv run` or uvx would start.
func withoutUV(words []string) []string {
	rest := words[1:]
	if len(rest) > 0 && rest[0] == "run" {
		rest = rest[1:]
	}
	for len(rest) > 0 && strings.HasPrefix(rest[0], "-") {
		n := 1
		if slices.Contains(uvValueFlags, rest[0]) {
			n = 2
		}
		last := rest[0] == "--"
		rest = rest[min(n, len(rest)):]
		if last {
			break
		}
	}
	return rest
}

// serverCommand reads the address from a server's command line.
func (d *detector) serverCommand(svc *Service, s knowledge.Server, args []string) {
	svc.Server, svc.StopSignal = s.Name, s.StopSignal
	d.needs(s.Program, s.Packages)
	a := readAddress(args, s.HostFlags, s.PortFlags, s.BindFlags)
	if a.port == 0 && !a.unix {
		a.port = s.DefaultPort
	}
	d.commandPort(svc, a.port)
	if (a.host == "" && s.Loopback || loopback(a.host)) && !a.unix {
		d.findings = append(d.findings, diag.Warningf("binds-loopback", diag.Place{},
			"%s makes %s listen on 127.0.0.1, where nothing outside of the container reaches it", d.in.says("cmd"), s.Name).
			WithFix("%s", bindFix(s, a.port)))
	}
	for _, app := range d.apps {
		if slices.Contains(args, app.target()) || slices.Contains(args, app.String()) || slices.Contains(args, target(s, app)) {
			d.healthOf(app, svc)
			if app.framework.Django && svc.SettingsModule == "" {
				d.django(app, svc)
			}
		}
	}
	d.commandHealth(svc, s, args)
	d.commandCheck(s, args, svc)
}

// commandHealth is the path that a server answers by itself, if --cmd starts it as uvdock would.
func (d *detector) commandHealth(svc *Service, s knowledge.Server, args []string) {
	if svc.HealthPath != "" || s.Health == "" || svc.Port == 0 || len(args) == 0 || args[0] != s.Args[0] {
		return
	}
	if s.HealthFlag != "" && !slices.Contains(args, s.HealthFlag) {
		return
	}
	base := d.settings(s).base
	for _, o := range s.Options {
		flag, _, _ := strings.Cut(o.Args[0], "={base}")
		for i := range args {
			if v, ok := flagValue(args, i, []string{flag}); o.Base && ok {
				base = strings.Trim(v, "/")
			}
		}
	}
	if base != "" && !plainPath(base) {
		return
	}
	svc.HealthPath = s.Health
	if base != "" {
		svc.HealthPath = "/" + base + s.Health
	}
	svc.evidence(diag.Place{}, "%s answers health checks at %s", s.Name, svc.HealthPath)
}

func bindFix(s knowledge.Server, port int) string {
	if len(s.BindFlags) > 0 {
		return fmt.Sprintf("add %s %s:%d", s.BindFlags[0], everywhere, port)
	}
	return fmt.Sprintf("add %s %s", s.HostFlags[0], everywhere)
}

// needs reports a program whose package the image does not install.
func (d *detector) needs(program string, packages []string) {
	if d.in.has(packages) {
		return
	}
	f := diag.Errorf("missing-program", diag.Place{}, "%s starts %s, but the image does not install %s", d.in.says("cmd"), program, packages[0])
	if _, flag := d.in.flagFor(packages); flag != "" {
		f = f.WithFix("add %s", flag)
	} else {
		f = f.WithFix(`run "uv add %s"`, packages[0])
	}
	d.findings = append(d.findings, f)
}

// commandPort compares the port of the command line with --port.
func (d *detector) commandPort(svc *Service, port int) {
	if port == 0 {
		return
	}
	if d.in.Port != 0 && d.in.Port != port {
		d.findings = append(d.findings, diag.Errorf("port-mismatch", diag.Place{},
			"%s is %d, but %s listens on %d", d.in.says("port"), d.in.Port, d.in.says("cmd"), port).WithFix("name the same port in both, or leave %s out", d.in.says("port")))
		return
	}
	svc.Port = port
}

// programCommand reads what can be read from any other command line.
func (d *detector) programCommand(svc *Service, words []string) {
	host, port, bind := []string{"--host"}, []string{"--port", "-p"}, []string{"--bind", "-b", "--listen"}
	fallback := 0
	if p := d.programOf(words); p != nil {
		d.needs(p.Name, []string{p.Package})
		host, port, bind, fallback = p.HostFlags, p.PortFlags, nil, p.DefaultPort
		svc.StopSignal = p.StopSignal
	}
	a := readAddress(words[1:], host, port, bind)
	if a.port == 0 {
		a.port = fallback
	}
	found, known := d.commandRuns(words)
	if known {
		port := a.port
		if port != 0 {
			found = slices.DeleteFunc(found, func(r run) bool { return r.runner.Server && !r.runner.Handles })
		}
		d.process(svc, found, false)
		// What --cmd says was said on purpose.
		for i := range d.findings {
			if d.findings[i].Code == "binds-loopback" {
				d.findings[i].Severity = diag.Warning
			}
		}
	}
	d.commandPort(svc, a.port)
}
