package resolve

import (
	"sync/atomic"

	"github.com/uvdock/uvdock/generator/wheel"
)

// files are the names of wheels, parsed for the packages that a target asked for, by node.
// Several targets may ask at a time: both then parse, and either result is kept.
type files struct {
	names []atomic.Pointer[[]wheel.Name]
}

func newFiles(nodes int) *files { return &files{make([]atomic.Pointer[[]wheel.Name], nodes)} }

// wheels are the parsed names of a package's wheels, in the order of the lock. An entry is zero,
// and so fits nowhere, where the name cannot be read.
func (r *Resolver) wheels(n int) []wheel.Name {
	if known := r.files.names[n].Load(); known != nil {
		return *known
	}
	locked := r.graph.nodes[n].pkg.Wheels
	list := make([]wheel.Name, len(locked))
	for i := range locked {
		if name, err := wheel.ParseName(locked[i].Name); err == nil {
			list[i] = name
		}
	}
	r.files.names[n].Store(&list)
	return list
}
