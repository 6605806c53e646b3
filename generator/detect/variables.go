package detect

import (
	"fmt"
	"slices"
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
