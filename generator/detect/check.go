package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// check sets what tells that a process without a port is well, where its server has such a thing.
func (d *detector) check(s knowledge.Server, a application, svc *Service) {
	if s.Check == "" || a.factory || a.mod.name == "" {
		return
	}
	svc.Check = strings.NewReplacer("{module}", a.mod.name, "{name}", a.name).Replace(s.Check)
	if a.mod.root != "." {
		svc.Check = "import sys; sys.path.insert(0, " + pythonString(path.Join("/app", a.mod.root)) + "); " + svc.Check
	}
	svc.evidence(diag.Place{}, "a worker of %s is asked through its broker", s.Name)
}

// commandCheck is that of a command line, where its words start the server's process and name an
// application: "celery --app shop worker" starts the application of shop.celery as well.
func (d *detector) commandCheck(s knowledge.Server, args []string, svc *Service) {
	if s.Check == "" {
		return
	}
	verb := s.Args[slices.Index(s.Args, "{options}")+1] // celery [options] worker
	if !slices.Contains(args, verb) || slices.ContainsFunc(args, func(word string) bool {
		return slices.ContainsFunc(s.CheckFlags, func(f string) bool { return word == f || strings.HasPrefix(word, f+"=") })
	}) {
		return
	}
	for _, a := range d.apps {
		pkg := strings.TrimSuffix(a.mod.name, "."+a.framework.Name)
		for _, word := range args {
			word = strings.TrimPrefix(word, "--app=")
			if word == a.target() || word == a.mod.name || word == a.mod.name+"."+a.name || word == pkg {
				d.check(s, a, svc)
				return
			}
		}
	}
}

// pythonString is a literal of Python in single quotes.
func pythonString(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}
