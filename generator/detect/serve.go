package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// serve is the command line that runs an application by a server.
func (d *detector) serve(s knowledge.Server, a application, port int) Command {
	settings := d.settings(s)
	fill := strings.NewReplacer("{target}", target(s, a), "{port}", itoa(port), "{dir}", a.mod.root,
		"{interface}", string(a.framework.Interface), "{base}", settings.base)
	var args []string
	for _, word := range s.Args {
		switch word {
		case "{options}":
			for _, o := range s.Options {
				if !d.wanted(s, o, a, settings) {
					continue
				}
				for _, w := range o.Args {
					args = append(args, fill.Replace(w))
				}
			}
		case "{targets}":
			args = append(args, d.targets(s, a)...)
		default:
			args = append(args, fill.Replace(word))
		}
	}
	return Command{Program: s.Program, Module: s.Module, Args: args}
}

// wanted says whether an option belongs into the command line of an application.
func (d *detector) wanted(s knowledge.Server, o knowledge.ServerOption, a application, settings settings) bool {
	switch {
	case o.Factory && !a.factory, o.Dir && a.mod.root == ".", o.Base && settings.base == "":
		return false
	case o.Interface != "" && o.Interface != a.framework.Interface:
		return false
	}
	return !slices.Contains(settings.keys, o.Setting) && d.in.applies(s, o)
}

// target is how a server is told an application.
func target(s knowledge.Server, a application) string {
	form := s.Target
	switch {
	case a.factory:
		form = s.Factory
	case a.framework.Interface == knowledge.WSGI && s.WSGITarget != "":
		form = s.WSGITarget
	}
	argument := a.argument
	if argument == "" {
		argument = "default"
	}
	return strings.NewReplacer("{module}", a.mod.name, "{name}", a.name, "{file}", a.mod.file, "{argument}", argument).Replace(form)
}

// targets are all applications of a framework that one process is told together.
func (d *detector) targets(s knowledge.Server, first application) []string {
	out := []string{target(s, first)}
	for _, a := range d.apps {
		if t := target(s, a); a.framework == first.framework && !a.mod.aside && a.mod.root == first.mod.root && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
