package resolve

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/wheel"
)

// shared is what holds for every selection and target of a project, found out once.
type shared struct {
	// names are the names of wheels, parsed for the packages that a target asked for, by node.
	// Several targets may ask at a time: both then parse, and either result is kept.
	names []atomic.Pointer[[]wheel.Name]
	// shelves are what was picked for a target.
	shelves sync.Map
	// root is the package of the lock that lies at the lock root, -1 if there is none.
	root int
	// listed are the members that the manifest of the lock lists, members those with the root.
	listed, members names
	policy          buildPolicy
	// absent are the findings about members on disk that the lock lacks.
	absent diag.List
	// python are the distinct requires-python of the manifests; grouped are the manifests that
	// have one for a group.
	python  boundList
	grouped []*project.Pyproject
}

// share fills in what is shared. The order matters: each looks at what stands before it.
func (r *Resolver) share() {
	r.shared = &shared{
		names:  make([]atomic.Pointer[[]wheel.Name], len(r.graph.nodes)),
		listed: nameSet(r.lock.Manifest.Members),
	}
	r.shared.root = slices.IndexFunc(r.graph.nodes, func(n node) bool {
		s := n.pkg.Source
		return (s.Kind == project.Editable || s.Kind == project.Virtual) && s.Location == "."
	})
	r.shared.members = maps.Clone(r.shared.listed)
	if n := r.rootName(); n != "" {
		r.shared.members[n] = true
	}
	r.shared.policy = r.newPolicy()
	r.shared.absent = r.absentMembers()
	for _, p := range r.manifests() {
		if !slices.ContainsFunc(r.shared.python.bounds, func(b bound) bool { return b.text == p.RequiresPython }) {
			r.shared.python.add(p.RequiresPython, p.Place("project", "requires-python"), projectTitle(p))
		}
		if len(p.UV.GroupRequiresPython) > 0 {
			r.shared.grouped = append(r.shared.grouped, p)
		}
	}
}

// wheels are the parsed names of a package's wheels, in the order of the lock. An entry is zero,
// and so fits nowhere, where the name cannot be read.
func (r *Resolver) wheels(n int) []wheel.Name {
	if known := r.shared.names[n].Load(); known != nil {
		return *known
	}
	locked := r.graph.nodes[n].pkg.Wheels
	list := make([]wheel.Name, len(locked))
	for i := range locked {
		if name, err := wheel.ParseName(locked[i].Name); err == nil {
			list[i] = name
		}
	}
	r.shared.names[n].Store(&list)
	return list
}
