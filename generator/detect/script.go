package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// script answers with what is started when there is neither an application nor a console
// script: `python -m` of a package with __main__.py, or main.py or app.py of a project that
// runs from its files. Of these, one that `uv init` left is no candidate: it greets and ends.
func (d *detector) script() (Service, bool) {
	list := withoutParts(d.scriptFiles())
	if written := slices.DeleteFunc(slices.Clone(list), isLeftover); len(written) > 0 {
		list = written
	} else if d.in.Beside {
		list = nil // what uv init left beside a package is no program of it
	} else if len(list) > 0 && !d.in.Packaged {
		switch others := d.mainFiles(); len(others) {
		case 0:
			d.seeLeftovers(list)
			list = nil
		case 1:
			list = others
		default:
			list = nil
		}
	}
	switch len(list) {
	case 0:
		d.seeScripts()
		return Service{}, false
	case 1:
		return d.startScript(list[0])
	}
	d.several(d.fileOptions(list))
	return Service{}, true
}

// fileOptions describes files as options.
func (d *detector) fileOptions(list []*module) []option {
	var options []option
	for _, m := range list {
		c, _ := d.fileCommand(m)
		options = append(options, option{Evidence: Evidence{m.place(d.in, 1), m.file + " is a script"}, words: c.Words(), name: moduleWord(m)})
	}
	return options
}

// scriptFiles lists the candidates, scripts before packages.
func (d *detector) scriptFiles() []*module {
	var out []*module
	if !d.in.Packaged {
		for _, name := range d.in.Services.Sources.Scripts {
			if m := d.src.load(name); m != nil && !d.holdsSeen(m) {
				out = append(out, m)
			}
		}
	}
	if out != nil {
		return out
	}
	for _, file := range d.src.tree.files {
		if path.Base(file) != "__main__.py" || file == "__main__.py" {
			continue
		}
		m := d.src.load(file)
		// Only the package's own, not one of a package inside of it.
		if m != nil && !m.aside && strings.Count(m.name, ".") == 1 && (d.in.Packaged || m.root == ".") {
			out = append(out, m)
		}
	}
	// Beside a package the files that do something are mostly tools.
	switch {
	case out != nil || d.in.Beside:
		return out
	case d.in.Packaged:
		return slices.DeleteFunc(d.packageMains(), func(m *module) bool { return m.name == "" })
	}
	return d.onlyMain()
}

// onlyMain is the one file in the project's directory, or else in src, that does something when
// it is started; else the main.py of a package there. Of several files in one directory, nothing says which.
func (d *detector) onlyMain() []*module {
	for _, dir := range []string{".", "src"} {
		if found := d.mainFilesIn(dir); len(found) == 1 {
			return found
		}
	}
	if len(d.mainFiles()) > 0 {
		return nil
	}
	return d.packageMains()
}

// packageMains lists the main.py and app.py of packages in the project's directory or in src: mostly one.
func (d *detector) packageMains() []*module {
	var found []*module
	for _, file := range d.src.tree.files {
		if above := path.Dir(path.Dir(file)); above != "." && above != "src" || !slices.Contains(d.in.Services.Sources.Scripts, path.Base(file)) || !d.src.tree.has[path.Dir(file)+"/__init__.py"] {
			continue
		}
		if m := d.src.load(file); m != nil && !m.aside && len(m.main) > 0 && path.Dir(file) != m.root && !d.holdsSeen(m) && !isLeftover(m) {
			found = append(found, m)
		}
	}
	return found
}

// mainFiles are the files of the project's directory, or else of src, that were written to be started.
func (d *detector) mainFiles() []*module {
	if found := d.mainFilesIn("."); len(found) > 0 {
		return found
	}
	return d.mainFilesIn("src")
}

// mainFilesIn are those of one directory. A __main__.py beside an __init__.py is started from the
// directory above, which the image does not have.
func (d *detector) mainFilesIn(dir string) []*module {
	var found []*module
	for _, file := range d.src.tree.files {
		if path.Dir(file) != dir || file == "__main__.py" && d.src.tree.has["__init__.py"] {
			continue
		}
		if m := d.src.load(file); m != nil && (len(m.main) > 0 || endless(m)) && !d.holdsSeen(m) && !isLeftover(m) {
			found = append(found, m)
		}
	}
	return withoutParts(found)
}

// holdsSeen says whether a file holds an application that cannot be started: to start the
// file would only fail in another way.
func (d *detector) holdsSeen(m *module) bool {
	at := m.place(d.in, 0).File
	for _, e := range d.seen {
		if e.Place.File == at {
			return true
		}
	}
	return false
}

func (d *detector) startScript(m *module) (Service, bool) {
	svc := Service{Framework: "script", Confidence: Assumed, Root: "."}
	d.begins(m)
	svc.Command, svc.Env = d.fileCommand(m)
	switch {
	case svc.Command.Args[0] == "-m" && path.Base(m.file) == "__main__.py":
		svc.Framework = "module"
		svc.evidence(m.place(d.in, 1), "the package %s can be started by python -m", parentName(m.name))
	case svc.Command.Args[0] == "-m":
		svc.Framework = "module"
		svc.evidence(m.place(d.in, 1), "%s does something when it is started, and the sources hold nothing else to start", m.file)
	default:
		svc.evidence(m.place(d.in, 1), "%s is in the project's directory, and the sources hold no application", m.file)
	}
	if isLeftover(m) {
		svc.evidence(m.place(d.in, 1), "it is what uv init wrote: it greets and ends")
	}
	found := d.fileRuns(m)
	if c := d.fileCommands(m); c.list != nil {
		var ok bool
		if found, ok = d.subcommand(&svc, m.file, c); !ok || d.open != nil {
			return Service{}, ok
		}
	}
	d.process(&svc, found, false)
	d.importsOutside(m, &svc)
	return svc, true
}

// fileRuns lists the runners that a file reaches when it is started.
func (d *detector) fileRuns(m *module) []run {
	return append(d.src.reach(frame{mod: m}, m.body), d.src.reach(d.src.mainFrame(m), m.main)...)
}

// mainFrame is where the names of a main block are looked up: those that only it binds are there.
func (s *sources) mainFrame(m *module) frame {
	fr := frame{mod: m}
	if len(m.main) > 0 {
		fr.local, _ = moduleScope(m.main)
	}
	return fr
}

// seeScripts lists what looks like a script, for the error that nothing was found.
func (d *detector) seeScripts() {
	for _, file := range d.src.tree.files {
		dir := path.Dir(file)
		if dir != "." && dir != "src" || len(d.seen) > 8 {
			continue
		}
		m := d.src.load(file)
		if m == nil || len(m.main) == 0 || isLeftover(m) {
			continue
		}
		text := file + " can be started: " + cmdFlag("python", file)
		if file == "__main__.py" && d.src.tree.has["__init__.py"] {
			text = file + " makes the project's directory a program, and it is started from the directory above, which the image does not hold"
		}
		d.seen = append(d.seen, Evidence{diag.Place{File: m.place(d.in, 0).File, Line: m.main[0].Line}, text})
	}
}
