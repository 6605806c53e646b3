package detect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// procfileName is the file by which many platforms are told processes.
// https://devcenter.heroku.com/articles/procfile
const procfileName = "Procfile"

// procfile answers with the web process of a Procfile, or with its only one. A line that an
// image cannot start, or that contradicts the sources, is a finding and no answer.
func (d *detector) procfile() (Service, bool) {
	list := d.readProcfile()
	chosen := slices.IndexFunc(list, func(p process) bool { return p.name == "web" })
	if services := d.procfileServices(list); chosen < 0 && (len(services) == 1 && len(list) == 1 || d.in.Together && len(services) > 0) {
		chosen = services[0]
	}
	if chosen < 0 {
		return Service{}, false
	}
	p := list[chosen]
	if err := p.split(d.procfilePort()); err != nil {
		d.leftOut(p, err.Error())
		return Service{}, false
	}
	svc, why := d.processService(p)
	if why != "" {
		d.leftOut(p, why)
		return Service{}, false
	}
	svc.Env, svc.Confidence = slices.Concat(p.env, svc.Env), Stated
	d.line = p.name
	d.stepsBefore(d.in.place(procfileName, p.line), fmt.Sprintf("the process %s of the Procfile", p.name), p.before)
	d.otherProcesses(slices.Delete(list, chosen, chosen+1))
	return svc, true
}

// otherProcesses notes the other lines, each with the words that start it.
func (d *detector) otherProcesses(list []process) {
	for _, p := range list {
		o := option{
			Evidence: Evidence{d.in.place(procfileName, p.line), fmt.Sprintf("the process %s of the Procfile", p.name)},
			name:     p.name, job: p.name == releaseProcess, belongs: true,
		}
		if p.split(d.procfilePort()) == nil {
			o.words, o.env = p.words, p.env
			if d.in.Together {
				d.stepsBefore(o.Place, o.Text, p.before)
			}
		}
		d.offered = append(d.offered, o)
	}
}

// releaseProcess is the line that a platform runs before it starts a new version.
// https://devcenter.heroku.com/articles/release-phase
const releaseProcess = "release"

// procfileServices are the lines that do not end, by their number in the list.
func (d *detector) procfileServices(list []process) []int {
	var out []int
	for i, p := range list {
		if p.name != releaseProcess {
			out = append(out, i)
		}
	}
	return out
}

func (d *detector) leftOut(p process, why string) {
	d.findings = append(d.findings, diag.Warningf("procfile-left-out", d.in.place(procfileName, p.line),
		"the process %s of the Procfile, %q, is not what the image starts: %s", p.name, p.text, why).
		WithFix(`name the command with --cmd "..."`))
}

// procfilePort stands for $PORT, which a platform sets.
func (d *detector) procfilePort() int {
	if d.in.Port != 0 {
		return d.in.Port
	}
	return 8000
}

// processService is the service of one line; why says what speaks against it.
func (d *detector) processService(p process) (svc Service, why string) {
	at := Evidence{d.in.place(procfileName, p.line), fmt.Sprintf("the Procfile's %s is %s", p.name, quoteCommand(p.words))}
	server, args := d.serverOf(p.words)
	if server == nil {
		if program := d.programOf(p.words); program != nil && !d.in.has([]string{program.Package}) {
			return svc, "the image does not install " + program.Package
		}
		return d.plainProcess(p, at), ""
	}
	if !d.in.has(server.Packages) {
		return svc, d.notInstalled(server.Packages)
	}
	d.files = d.files || d.in.Packaged && d.needsFiles(p.words)
	i := slices.IndexFunc(d.apps, func(a application) bool {
		return slices.Contains(args, a.target()) || slices.Contains(args, a.String()) || a.framework.Joined && slices.Contains(args, target(*server, a))
	})
	if i < 0 {
		if t := slices.IndexFunc(args, looksLikeTarget); t >= 0 {
			return svc, fmt.Sprintf("the sources have no application %s", args[t])
		}
		return d.plainProcess(p, at), ""
	}
	a := d.apps[i]
	if a.named == nil {
		a.named = &at
	}
	if s := d.in.server(a.framework, a.factory); s == nil || s.Program != server.Program {
		return d.plainProcess(p, at), ""
	}
	svc = d.start(a, *d.in.server(a.framework, a.factory))
	svc.Command.Args = append(svc.Command.Args, extraWords(*server, args, svc.Command.Args, a)...)
	return svc, ""
}

// plainProcess starts the words as they stand.
func (d *detector) plainProcess(p process, at Evidence) Service {
	svc := d.words(p.words, at)
	for i := range d.findings {
		if d.findings[i].Code == "binds-loopback" {
			d.findings[i].Severity = diag.Warning
		}
	}
	return svc
}

// looksLikeTarget recognises module:name.
func looksLikeTarget(word string) bool {
	module, name, ok := strings.Cut(word, ":")
	name, _, _ = strings.Cut(name, "(")
	return ok && isIdentifier(name) && !slices.ContainsFunc(strings.Split(module, "."), func(part string) bool { return !isIdentifier(part) })
}

// extraWords are the arguments that a command line has beyond what is decided anyway: no target,
// no address, nothing that is there already.
func extraWords(s knowledge.Server, args, have []string, a application) []string {
	var out []string
	address := slices.Concat(s.HostFlags, s.PortFlags, s.BindFlags)
	for i := 0; i < len(args); i++ {
		word := args[i]
		switch {
		case word == a.target() || word == a.String() || slices.Contains(have, word):
		case slices.Contains(address, word):
			i++
		case slices.ContainsFunc(address, func(f string) bool {
			return strings.HasPrefix(word, f+"=") || len(f) == 2 && strings.HasPrefix(word, f)
		}):
		default:
			out = append(out, word)
		}
	}
	return out
}
