package detect

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
)

// detector holds the state of one search.
type detector struct {
	in       Input
	src      *sources
	findings diag.List
	// apps can be started; seen cannot, and is listed when nothing else is found.
	apps []application
	seen []Evidence
	// own are the objects that a program of their framework, or their own code, starts; mods the
	// modules that were read for applications.
	own  []application
	mods []*module
	// flag would bring a package that something of seen lacks; "" without one.
	flag string
	// ports are the server calls in the sources, by the target that they run.
	ports map[string][]run
	// told are the words of the command that the program is started with, where it needs one.
	told []string
	// example is the command line of a program with one of its commands, where it needs one; nil elsewhere.
	example []string
	// entries are the console scripts that can be started.
	entries []entry
	// running holds the targets that the chosen process runs itself.
	running map[string]bool
	// open are the options of which nothing says which is meant, offered are what could be started
	// beside the answer, or as well as it.
	open, offered []option
	// line is the name of the Procfile's line that is the answer.
	line string
	// starts are the modules that the answer starts.
	starts []*module
	// within are those that they import, nil until somebody asks.
	within []*module
	// files says that what starts is named by a file that the package does not carry; besideSrc are the
	// sources as those of a project without a package, nil until they are needed.
	files     bool
	besideSrc *sources
	// chosen is the detector that gave the answer, where several looked.
	chosen *detector
}

// Detect says what the container starts: --cmd; else the console script of an installed
// project; else an application of a web framework; else a script. Where Asked names processes, the
// one that CMD starts is web, or one that the sources have, or the first of them. Without an answer the
// Service is empty and the findings hold an error that lists what was seen and the flag to give.
func Detect(ctx context.Context, in Input) (Service, diag.List) {
	s, findings := Look(ctx, in)
	return s.Service, findings
}

// Look is Detect for one who asks a person: it also says what else could be started, and what was
// seen where nothing could be.
func Look(ctx context.Context, in Input) (Survey, diag.List) {
	if in.Pyproject == nil {
		in.Pyproject = &project.Pyproject{}
	}
	d := newDetector(in)
	if !d.flags() {
		return Survey{}, d.findings
	}
	d.src = newSources(ctx, in)
	broken := d.src.unbuildable()
	if d.src.findings = slices.Concat(d.src.findings, broken); broken.HasErrors() {
		return Survey{}, d.src.findings
	}
	svc, findings := d.processes(ctx)
	svc.State = in.state()
	if err := ctx.Err(); err != nil {
		return Survey{}, diag.List{diag.Errorf("interrupted", diag.Place{}, "the search for what to start was interrupted: %v", err)}
	}
	findings = slices.Concat(d.src.findings, findings)
	if findings.HasErrors() {
		svc = Service{}
	}
	return d.chosen.survey(svc), findings
}

func newDetector(in Input) *detector {
	return &detector{in: in, ports: map[string][]run{}, running: map[string]bool{}}
}

// one looks for one process in sources that were read.
func (d *detector) one(ctx context.Context) Service {
	d.applications(ctx)
	svc := d.answer()
	if d.in.NoHealthcheck {
		svc.HealthPath, svc.Check = "", ""
	}
	if svc.Framework != "" {
		d.variables(&svc)
		d.writes()
		d.demands(&svc)
		d.unselected(&svc)
	}
	d.offer(ctx, &svc)
	return svc
}

// flags checks the values that were given.
func (d *detector) flags() bool {
	if p := d.in.Port; p < 0 || p > 65535 {
		d.findings = append(d.findings, diag.Errorf("bad-port", diag.Place{}, "--port %d is no port", p).WithFix("give a number from 1 to 65535"))
	}
	if h := d.in.HealthPath; h != "" && (!strings.HasPrefix(h, "/") || !printable(h)) {
		d.findings = append(d.findings, diag.Errorf("bad-health-path", diag.Place{},
			"%s %q is no path of a URL", d.in.says("health-path"), h).WithFix("give a path like /healthz, without spaces and quotes"))
	}
	if d.in.HealthPath != "" && d.in.NoHealthcheck {
		d.findings = append(d.findings, diag.Errorf("bad-health-path", diag.Place{},
			"--health-path %s and --no-healthcheck exclude each other", d.in.HealthPath).WithFix("leave one of them out"))
	}
	return !d.findings.HasErrors()
}

// printable says whether a path holds only characters that RFC 3986 allows in path and query,
// without those that would need quoting in a Dockerfile.
func printable(path string) bool {
	return strings.IndexFunc(path, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("/-_.~%?&=+,:@", c)
	}) < 0
}

// answer tries the kinds of starts in their order.
func (d *detector) answer() Service {
	if d.in.Cmd != "" {
		return d.command()
	}
	svc, found := d.procfile()
	if !found {
		svc, found = d.console(false)
	}
	if !found {
		svc, found = d.web()
	}
	if !found {
		svc, found = d.launch()
	}
	last := []func() (Service, bool){func() (Service, bool) { return d.console(true) }, d.script}
	if slices.ContainsFunc(d.entries, func(e entry) bool { return e.task }) {
		slices.Reverse(last) // a file that was written to be started is likelier than a task
	}
	for _, try := range last {
		if !found {
			svc, found = try()
		}
	}
	if !found && !d.findings.HasErrors() {
		d.nothing()
	}
	if svc.HealthPath != "" && svc.Port == 0 {
		d.findings = append(d.findings, diag.Errorf("health-path-without-port", diag.Place{},
			"the health path %s needs a port, and none is known", svc.HealthPath).WithFix("give %s", d.in.says("port")))
	}
	return svc
}

// nothing reports that there is nothing to start, and what was seen.
func (d *detector) nothing() {
	var parts []string
	at := diag.Place{File: d.in.Pyproject.File}
	for i, e := range d.seen {
		if i == 0 {
			at = e.Place
		}
		text := e.Text
		if p := e.Place.String(); p != "" {
			text += " (" + p + ")"
		}
		parts = append(parts, text)
	}
	seen := "no application of a known web framework, no console script, no " + strings.Join(d.in.Services.Sources.Scripts, ", no ")
	if d.in.Packaged {
		seen = "no application of a known web framework and no console script in the package"
	}
	if parts != nil {
		seen = strings.Join(parts, "; ")
	}
	fix := `name the command with --cmd "python -m package"`
	if d.example != nil {
		fix = "name the command, such as " + cmdFlag(d.example...)
	}
	if d.flag != "" {
		fix = "add " + d.flag + ", or " + fix
	}
	if nested := d.src.nested(); nested != "" {
		seen += "; not searched: " + nested
		fix = `run "uvdock generate" in the directory of one of them, or ` + fix
	}
	d.findings = append(d.findings, diag.Errorf(nothingFound, at,
		"nothing was found that the container could start; seen: %s", seen).WithFix("%s", fix))
}

// evidence adds a fact to a service.
func (s *Service) evidence(at diag.Place, format string, args ...any) {
	s.Evidence = append(s.Evidence, Evidence{at, fmt.Sprintf(format, args...)})
}
