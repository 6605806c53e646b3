package detect

import (
	"path"
	"strings"
)

func (d *detector) startLauncher(l launcher) Service {
	svc := Service{Framework: "script", Confidence: Only, Root: "."}
	d.begins(l.mod)
	svc.Command, svc.Env = d.fileCommand(l.mod)
	if svc.Command.Args[0] == "-m" {
		svc.Framework = "module"
	}
	svc.evidence(l.mod.place(d.in, 1), "%s, when it is started, calls %s", l.mod.file, callName(l.first))
	if at := l.first.mod.place(d.in, l.first.line); at.File != l.mod.file {
		svc.evidence(at, "the call is here")
	}
	if c := d.fileCommands(l.mod); c.list != nil {
		if found, ok := d.subcommand(&svc, l.mod.file, c); ok {
			l.found = found
		}
	}
	d.process(&svc, l.found, false)
	d.importsOutside(l.mod, &svc)
	return svc
}

func (d *detector) launchOptions(list []launcher) []option {
	var out []option
	for _, l := range list {
		c, _ := d.fileCommand(l.mod)
		out = append(out, option{Evidence: Evidence{l.mod.place(d.in, 1), l.mod.file + " calls " + callName(l.first)}, words: c.Words(), name: moduleWord(l.mod), belongs: !l.first.runner.Server})
	}
	return out
}

// fileCommand starts a file of the project: as a file where it imports from its own directory,
// else as a module, with the variable that makes its imports work.
func (d *detector) fileCommand(m *module) (Command, []EnvVar) {
	dir := path.Dir(m.file)
	name := m.name
	if path.Base(m.file) == "__main__.py" && strings.Contains(m.file, "/") {
		name = parentName(name)
	} else if !d.in.Packaged && (dir == m.root || name == "") {
		return Command{Program: "python", Args: []string{m.file}}, nil
	}
	var env []EnvVar
	if !d.in.Packaged && m.root != "." {
		env = []EnvVar{{"PYTHONPATH", path.Join("/app", m.root)}}
	}
	return Command{Program: "python", Args: []string{"-m", name}}, env
}

// moduleWord is what a file is called as a process: its own name, or its package's.
func moduleWord(m *module) string {
	if base := strings.TrimSuffix(path.Base(m.file), ".py"); base != "__main__" {
		return base
	}
	return path.Base(path.Dir(m.file))
}
