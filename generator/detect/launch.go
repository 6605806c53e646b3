package detect

import (
	"path"
	"slices"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// launcher is a file that serves, or runs a bot or a scheduler, when it is started.
type launcher struct {
	mod *module
	// found are all runner calls that it reaches, first the one that makes it a launcher.
	found []run
	first run
}

// launch answers with a file whose own code starts what the sources hold.
func (d *detector) launch() (Service, bool) {
	if slices.ContainsFunc(d.entries, func(e entry) bool { return !e.lastResort() }) {
		return Service{}, false // it is started by one of the console scripts, if at all
	}
	best, rest := d.launchers()
	if serving := serving(best); len(serving) == 1 && len(best) > 1 {
		// What serves is the image's face, and the bot or scheduler beside it another process.
		rest = slices.Concat(slices.DeleteFunc(best, func(l launcher) bool { return l.mod == serving[0].mod }), rest)
		best = serving
	}
	if clients := d.clients(best); len(clients) > 0 {
		d.several(slices.Concat(d.fileOptions(clients), d.launchOptions(best)))
		return Service{}, true
	}
	switch len(best) {
	case 0:
		for _, a := range d.own {
			d.refuse(a, orElse(a.framework.Refused, "nothing in the sources starts it"))
		}
		return Service{}, false
	case 1:
		svc := d.startLauncher(best[0])
		if d.open != nil {
			return Service{}, true
		}
		if len(rest) > 0 {
			svc.Confidence = Preferred
		}
		d.others(d.started(), d.launchOptions(rest))
		return svc, true
	}
	d.several(d.launchOptions(best))
	return Service{}, true
}

// clients are the main.py and app.py beside a server that talks over standard input and output, or beside
// several of equal standing: such a server is started by its client, so a file by a usual name that was
// written to be started may be meant as well.
func (d *detector) clients(best []launcher) []*module {
	if len(best) == 0 || d.in.Packaged || slices.ContainsFunc(best, func(l launcher) bool { return d.usualStart(l.mod) }) {
		return nil
	}
	if len(best) == 1 && !best[0].first.runner.Stdio {
		return nil
	}
	var out []*module
	for _, name := range d.in.Services.Sources.Scripts {
		if m := d.src.load(name); m != nil && len(m.main) > 0 && !isLeftover(m) && !d.holdsSeen(m) {
			out = append(out, m)
		}
	}
	return out
}

// faced says whether a file of the project runs a bot or a server of its own: beside it, a worker or a
// scheduler is another process.
func (d *detector) faced() bool {
	best, _ := d.launchers()
	if len(best) != 1 || slices.ContainsFunc(d.entries, func(e entry) bool { return !e.lastResort() }) {
		return false
	}
	first := best[0].first.runner
	i := slices.IndexFunc(d.in.Services.Frameworks, func(fw knowledge.Framework) bool { return fw.Name == first.Framework })
	return first.Server || i >= 0 && !d.in.Services.Frameworks[i].Second
}

// runBeside are the files that run a bot or a scheduler and have nothing to do with an application's module.
func (d *detector) runBeside(a application) []launcher {
	best, rest := d.launchers()
	return slices.DeleteFunc(slices.Concat(best, rest), func(l launcher) bool {
		return l.first.runner.Server || l.mod == a.mod || names(a.mod, l.mod)
	})
}

// serving are the launchers that listen on a port.
func serving(list []launcher) []launcher {
	return slices.DeleteFunc(slices.Clone(list), func(l launcher) bool { return !l.first.runner.Server })
}

// launchers lists the files that start something: the best, and the others.
func (d *detector) launchers() (best, rest []launcher) {
	var all []launcher
	for _, m := range d.startFiles() {
		found := d.fileRuns(m)
		for _, r := range found {
			if d.launches(r) {
				all = append(all, launcher{m, found, r})
				break
			}
		}
	}
	// What another one imports is a part of it, whatever it does when started by itself.
	whole := slices.DeleteFunc(slices.Clone(all), func(l launcher) bool {
		return slices.ContainsFunc(all, func(other launcher) bool { return other.mod != l.mod && names(other.mod, l.mod) })
	})
	if len(whole) == 0 {
		whole = all
	}
	usual := slices.DeleteFunc(slices.Clone(whole), func(l launcher) bool { return !d.usualStart(l.mod) })
	if len(usual) > 0 {
		whole = usual
	}
	for _, l := range all {
		if !slices.ContainsFunc(whole, func(w launcher) bool { return w.mod == l.mod }) {
			rest = append(rest, l)
		}
	}
	return whole, rest
}

// startFiles are the modules that may be started: those that were read for applications, and
// those whose name says so.
func (d *detector) startFiles() []*module {
	out := slices.Clone(d.mods)
	for _, file := range d.src.tree.files {
		base, dir := path.Base(file), path.Dir(file)
		usual := slices.Contains(d.in.Services.Sources.Scripts, base) && (dir == "." || dir == "src")
		if !usual && base != "__main__.py" {
			continue
		}
		if m := d.src.load(file); m != nil && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return slices.DeleteFunc(out, func(m *module) bool {
		return m.aside || d.in.Packaged && m.name == "" || m.file == "__main__.py" || !doesSomething(m)
	})
}

// doesSomething says whether a file calls anything when it is started, beside what it binds.
func doesSomething(m *module) bool {
	return len(m.main) > 0 || slices.ContainsFunc(m.body, func(s python.Stmt) bool {
		switch s.Kind {
		case python.ExprStmt:
			return len(s.Exprs) == 1 && (s.Exprs[0].Kind == python.CallExpr || s.Exprs[0].Kind == python.OtherExpr)
		case python.IfStmt, python.BlockStmt:
			return true
		}
		return false
	})
}

// usualStart says whether a file is named like one that is started.
func (d *detector) usualStart(m *module) bool {
	base := path.Base(m.file)
	return base == "__main__.py" || slices.Contains(d.in.Services.Sources.Scripts, base)
}

// launches says whether a call makes a file worth starting: the development server of a web
// framework does not.
func (d *detector) launches(r run) bool {
	if !r.runner.Server && !r.runner.Starts || r.runner.Development {
		return false
	}
	for _, fw := range d.in.Services.Frameworks {
		if fw.Name == r.runner.Framework {
			return fw.Interface == knowledge.Own && d.in.has(fw.Packages)
		}
	}
	return true
}
