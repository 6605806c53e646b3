package differential

import (
	"io/fs"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// opened is a directory that was read once, for many cases.
type opened struct {
	project  *project.Project
	findings diag.List
	resolver *resolve.Resolver
}

func open(fsys fs.FS, dir string) *opened {
	o := &opened{}
	o.project, o.findings = project.Read(fsys, dir)
	if o.project != nil {
		o.resolver = resolve.New(o.project)
	}
	return o
}

// answer is what uvdock says, each package in the words of a line, which is told the directory of
// the lock. version is that of the uv which must satisfy required-version; empty for any.
func (o *opened) answer(version string, at resolve.Target, sel resolve.Selection, line func(base string, p resolve.Package) string) Answer {
	if errs := o.findings.Errors(); len(errs) > 0 {
		return Answer{Class: errs[0].Code}
	}
	if version != "" {
		if errs := resolve.CheckUV(o.project, version).Errors(); len(errs) > 0 {
			return Answer{Class: errs[0].Code}
		}
	}
	return said(o.resolver.Resolve(at, sel), func(p resolve.Package) string { return line(o.project.Base, p) })
}
