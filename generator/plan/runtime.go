package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect"
)

// decideRuntime plans the image that runs: its system packages, variables and import guards.
func (b *builder) decideRuntime() {
	r := &b.plan.Runtime
	if !r.Distroless {
		for _, n := range b.in.Needs.Runtime {
			r.Packages = append(r.Packages, n.Package)
		}
	}
	if len(r.Packages) > 0 {
		b.because("runtime-packages", "System packages of the image", strings.Join(r.Packages, " "), "uv.lock",
			"needed at run time by "+needers(b.in.Needs.Runtime), "")
	} else if !r.Distroless {
		b.because("runtime-packages", "System packages of the image", "none", "uv.lock", "no package of the lock is known to need one at run time", "")
	}
	b.because("user", "User", "65532:65532", own,
		"the number that distroless fixed, so one Kubernetes securityContext fits every profile; runAsNonRoot needs a number", "https://kubernetes.io/docs/concepts/security/pod-security-standards/")
	r.Env = []Env{
		{"PATH", "/opt/venv/bin:$PATH"},
		{"PYTHONDONTWRITEBYTECODE", "1"},
		{"PYTHONFAULTHANDLER", "1"},
		{"PYTHONUNBUFFERED", "1"},
	}
	if r.Distroless {
		r.Env = append(r.Env, Env{"LANG", "C.UTF-8"})
	}
	b.decideGPU()
	r.Inside = b.in.Service.Inside
	for _, e := range b.in.Service.Env {
		r.Env = append(r.Env, Env{e.Name, e.Value})
	}
	slices.SortStableFunc(r.Env, func(x, y Env) int { return strings.Compare(x.Name, y.Name) })
	b.because("runtime-env", "Variables of the image", fmt.Sprintf("%d", len(r.Env)), own,
		"logs appear at once, a crash leaves a traceback, and nothing is written beside the code", "")
	b.because("layers", "Layers of the image", "dependencies, then first-party code", own,
		"what changes often is small and comes last; code and environment belong to root and cannot be written by the process", "")
	for _, g := range b.in.Needs.Guards {
		r.Guards = append(r.Guards, g.Code)
	}
	if len(r.Guards) > 0 {
		b.because("guards", "Import guards", strings.Join(r.Guards, "; "), "uv.lock",
			"a missing shared library fails the build and not the first request", "")
	}
}

// decideService writes down what starts, on which port, and how one knows that it is healthy.
func (b *builder) decideService() {
	s, r := b.in.Service, &b.plan.Runtime
	var source []string
	for _, e := range s.Evidence {
		if at := e.Place.String(); at != "" {
			source = append(source, at)
		}
	}
	why := s.Framework
	if len(s.Evidence) > 0 {
		why = s.Evidence[0].Text
	}
	if s.Confidence != "" {
		why += " (" + string(s.Confidence) + ")"
	}
	r.Start = b.start(s)
	b.because("command", "Start command", strings.Join(r.Command, " "), join(source, "--cmd"), why+"; exec form, so the process is process 1 and gets its signals", "https://docs.docker.com/reference/dockerfile/#cmd")
	if s.StopSignal != "" {
		b.because("stop-signal", "Stop signal", s.StopSignal, join(source, own),
			"process 1 ignores signals it does not handle; SIGINT becomes KeyboardInterrupt", "")
	}
	if s.Port > 0 {
		b.because("port", "Port", fmt.Sprintf("%d", s.Port), join(source, own), "what the command listens on", "")
	}
	if r.Health != nil {
		b.because("health", "Health check", orElse(s.HealthPath, "of the process itself"), "sources or --health-path",
			"a path that is known to exist, or what the process answers by itself; no curl is installed for it", "https://docs.docker.com/reference/dockerfile/#healthcheck")
	}
	b.decideProcesses()
	b.decideState()
	b.decideVolumes()
	if s.CollectStatic {
		b.plan.Project.CollectStatic = b.collectStatic()
		b.because("static", "Static files", "collected at build time", s.SettingsModule, "the image is read-only at run time", "https://docs.djangoproject.com/en/stable/howto/static-files/deployment/")
	}
	b.decideReadiness()
}

// join lists the sources, or the fallback where there are none.
func join(source []string, fallback string) string {
	if len(source) == 0 {
		return fallback
	}
	return strings.Join(source, ", ")
}

// exec is the exec form of a command in this profile. Where the image has no shell, console
// scripts are started through the interpreter: their first line may be a /bin/sh trampoline
// (a long path, a relocatable environment), which is valid Python all the same.
func (b *builder) exec(program, module string, args []string) []string {
	const python = "/opt/venv/bin/python"
	if !b.plan.Runtime.Distroless {
		return append([]string{program}, args...)
	}
	switch {
	case program == "python" || program == "python3":
		return append([]string{python}, args...)
	case module != "":
		return append([]string{python, "-m", module}, args...)
	case strings.Contains(program, "/"):
		return append([]string{program}, args...)
	}
	return append([]string{python, "/opt/venv/bin/" + program}, args...)
}

// start is what a container of a service does.
func (b *builder) start(s detect.Service) Start {
	out := Start{Port: s.Port, StopSignal: s.StopSignal, Command: b.exec(s.Command.Program, s.Command.Module, s.Command.Args)}
	out.Health, out.Timing = b.health(s)
	return out
}

// health is a health check for a known path. It uses http.client, because urllib obeys http_proxy and
// would ask the proxy; -I and -S skip what the check does not need. One that asks the process in its
// own way may import the project, and is given longer. An engine before Docker 25 asks for the first time
// after a whole interval, newer ones every 5 s while a container starts: 15 s, so that all of them know
// of a service that is ready within 20 s. A check costs 0.05 to 0.1 s of a processor.
func (b *builder) health(s detect.Service) ([]string, Timing) {
	python := "python"
	if b.plan.Runtime.Distroless {
		python = "/opt/venv/bin/python"
	}
	switch {
	case s.HealthPath != "" && s.Port != 0:
		code := fmt.Sprintf("import http.client, sys; c = http.client.HTTPConnection('127.0.0.1', %d, timeout=2); c.request('GET', %s); sys.exit(c.getresponse().status >= 400)",
			s.Port, pythonString(s.HealthPath))
		return []string{python, "-ISc", code}, Timing{Interval: 15, Timeout: 3, StartPeriod: 15, Retries: 3}
	case s.Check != "":
		return []string{python, "-c", s.Check}, Timing{Interval: 15, Timeout: 30, StartPeriod: 30, Retries: 3}
	}
	return nil, Timing{}
}

func orElse(text, fallback string) string {
	if text == "" {
		return fallback
	}
	return text
}

// pythonString is a Python literal in single quotes.
func pythonString(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}

// decideReadiness refuses what the renderer cannot carry: control characters in any value that
// comes from the project or the command line.
func (b *builder) decideReadiness() {
	b.refuseControl("command line", b.plan.Command...)
	b.refuseControl("start command", b.plan.Runtime.Command...)
	b.refuseControl("health check", b.plan.Runtime.Health...)
	for _, p := range b.plan.Processes {
		b.refuseControl("start command of process "+p.Name, p.Command...)
		b.refuseControl("health check of process "+p.Name, p.Health...)
		for _, e := range p.Env {
			b.refuseControl("variable "+e.Name, e.Value)
		}
	}
	for _, e := range b.plan.Runtime.Env {
		b.refuseControl("variable "+e.Name, e.Value)
	}
	if c := b.plan.Project.CollectStatic; c != nil {
		b.refuseControl("path of manage.py", c.Manage)
		for _, e := range c.Env {
			b.refuseControl("variable "+e.Name, e.Value)
		}
	}
	if b.plan.Lock != nil {
		b.refuseControl("name of an extra, group or package", b.plan.Lock.Export...)
	}
	b.refuseControl("name of an extra, group or package", b.plan.Project.Check...)
	b.refuseControl("name of a package", b.plan.Project.Refresh...)
}
