package resolve

import (
	"github.com/uvdock/uvdock/generator/project"
)

// skipper says which packages of the closure are left out by --no-install-*. Their dependencies
// stay. (spec/uvlock.md section 2.6)
type skipper struct {
	sel      Selection
	packages names
	// members are those that the manifest lists: none of a lone project.
	members names
	// target is the project that --no-install-project and --no-install-workspace drop, empty
	// for none.
	target string
}

func (r *Resolver) skipper(q *request, sel Selection) skipper {
	s := skipper{sel: sel, packages: nameSet(sel.NoInstallPackages), members: r.shared.listed}
	switch {
	case q.scope == everything:
		// The project of the working directory (uv 0.12.24); none on a root without [project].
		if r.p.Current.HasProject {
			s.target = r.p.Current.Name
		}
	case q.single() && len(q.roots) == 1:
		s.target = r.graph.nodes[q.roots[0]].pkg.Name
	}
	return s
}

// skips says whether a package is not installed, of which a virtual project is one kind.
func (s *skipper) skips(p *project.Package) bool {
	switch {
	case p.Source.Kind == project.Virtual, s.packages[p.Name]:
		return true
	case s.sel.NoInstallLocal && p.Source.Local():
		return true
	case s.sel.NoInstallWorkspace && s.members[p.Name]:
		return true
	}
	return (s.sel.NoInstallProject || s.sel.NoInstallWorkspace) && s.target != "" && p.Name == s.target
}
