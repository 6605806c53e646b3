package detect

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// variables adds what installed packages need on a root that cannot be written, unless the
// service has the variable already.
func (d *detector) variables(svc *Service) {
	for _, v := range d.in.Services.Variables {
		if _, installed := d.in.Closure[v.Package]; !installed {
			continue
		}
		if slices.ContainsFunc(svc.Env, func(e EnvVar) bool { return e.Name == v.Name }) {
			continue
		}
		svc.Env = append(svc.Env, EnvVar{v.Name, v.Value})
		svc.Evidence = append(svc.Evidence, Evidence{Text: fmt.Sprintf("%s moves what %s writes to where it can be written", v.Name, v.Package)})
	}
}

// serverVariables adds what a server needs, or reports what it writes where the project's own files
// keep it in the working directory.
func (d *detector) serverVariables(s knowledge.Server, svc *Service) {
	for _, v := range s.Env {
		own := slices.IndexFunc(v.Unless, func(name string) bool {
			_, err := fs.Stat(d.src.tree.fsys, name)
			return err == nil
		})
		if own < 0 {
			svc.Env = append(svc.Env, EnvVar{v.Name, v.Value})
			svc.evidence(diag.Place{}, "%s keeps %s where it can write", v.Name, s.Name)
			continue
		}
		d.writesBeside(d.in.place(v.Unless[own], 0), s.Name+", which keeps "+v.Writes+" beside "+v.Unless[own]+",",
			"", "mount a tmpfs at /app/"+v.Writes)
	}
}
