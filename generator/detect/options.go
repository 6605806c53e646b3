package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// option is one thing that could be started, with the words that start it.
type option struct {
	Evidence
	words []string
	// name is what it would be called as a process.
	name string
	// job says that it ends, belongs that the image of the answer starts it too: a worker, a
	// scheduler, migrations, another line of the Procfile.
	job, belongs bool
	// env are variables of its own; service is the whole of it where more is known than the words.
	env     []EnvVar
	service func() Service
}

// options describes applications as options.
func (d *detector) options(apps []application) []option {
	var out []option
	for _, a := range apps {
		o := option{Evidence: Evidence{a.mod.place(d.in, a.line), a.text()}, name: web, belongs: a.framework.Background}
		if s := d.in.server(a.framework, a.factory); s != nil {
			port := d.in.Port
			if port == 0 {
				port = s.Port
			}
			o.words = d.serve(*s, a, port).Words()
			o.service = func() Service { return d.start(a, *s) }
		}
		if o.belongs {
			o.name = role(a.framework.Name, "worker")
		}
		out = append(out, o)
		out = append(out, d.besides(a, o.Evidence)...)
	}
	return out
}

// besides are the further processes of an application that its sources ask for: a scheduler.
func (d *detector) besides(a application, e Evidence) []option {
	var out []option
	for _, s := range d.in.Services.Servers {
		if s.Beside && suits(s, a.framework, a.factory) && d.in.has(s.Packages) && d.src.mentions(s.Mentions) {
			out = append(out, option{
				Evidence: Evidence{e.Place, e.Text + " with a schedule"}, words: d.serve(s, a, s.Port).Words(),
				name: role(s.Name, "scheduler"), belongs: true, service: func() Service { return d.start(a, s) },
			})
		}
	}
	return out
}

// role is the second word of a name such as celery-beat, else the fallback.
func role(name, fallback string) string {
	if _, second, ok := strings.Cut(name, "-"); ok {
		return second
	}
	return fallback
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
	d.open = list
	d.findings = append(d.findings, diag.Errorf("several-start-commands", list[0].Place,
		"the container could start %d things, and nothing says which: %s", len(list), describe(list)).
		WithFix("%s", severalFix(list)))
}

// severalFix says how to choose, and how to start all from one image.
func severalFix(list []option) string {
	const choose = `choose one with --cmd "..."`
	lines := processLines(list)
	if lines == "" {
		return choose
	}
	return choose + ", or start them from one image, the first by default, with processes in pyproject.toml:\n" + lines
}

// others notes what else could be started beside the answer.
func (d *detector) others(chosen []application, more []option) {
	var rest []application
	var list []option
	for _, a := range d.apps {
		same := func(c application) bool {
			return c.same(a) || c.framework.Django && a.framework.Django || c.framework.Joined && c.framework == a.framework
		}
		switch {
		case a.mod.aside || slices.ContainsFunc(rest, same):
		case a.framework.Background && strings.HasPrefix(a.name, "_") && len(chosen) > 0: // its module only sends by it
		case slices.ContainsFunc(chosen, same):
			if slices.ContainsFunc(chosen, func(c application) bool { return c.target() == a.target() }) {
				list = append(list, d.besides(a, Evidence{a.mod.place(d.in, a.line), a.text()})...)
			}
		default:
			rest = append(rest, a)
		}
	}
	d.offered = append(d.offered, slices.Concat(d.options(rest), list, more, d.jobs(chosen))...)
}

// jobs are the processes that the project's files ask for: migrations, which end, and workers that manage.py
// starts. The files of an installed project are not in the image.
func (d *detector) jobs(chosen []application) []option {
	if d.in.Packaged {
		return nil
	}
	dirs, target := []string{"."}, ""
	for _, a := range chosen {
		dirs = append(dirs, a.mod.root)
		if a.mod.root == "." && !a.outside && target == "" {
			target = a.target()
		}
	}
	var out []option
	for _, j := range d.in.Services.Jobs {
		i := slices.IndexFunc(dirs, func(dir string) bool { return d.src.tree.exists(path.Join(dir, j.File)) })
		if i < 0 || !d.in.has([]string{j.Package}) || target == "" && j.NeedsTarget() {
			continue
		}
		file := path.Join(dirs[i], j.File)
		o := option{Evidence: Evidence{d.in.place(file, 0), "the " + j.Title}, name: j.Name, job: !j.Stays, belongs: true}
		fill := strings.NewReplacer("{file}", file, "{dir}", path.Dir(file), "{target}", target)
		for _, word := range j.Args {
			o.words = append(o.words, fill.Replace(word))
		}
		out = append(out, o)
	}
	return out
}
