package resolve

import (
	"sync/atomic"

	"github.com/uvdock/uvdock/generator/wheel"
)

// found is the answer for one package on one target.
type found struct {
	artifact Artifact
	platform string
	none     *noArtifact
}

// shelf holds what was picked for one Python on one platform, by node, for all selections.
type shelf struct {
	tags  *wheel.Tags
	picks []atomic.Pointer[found]
}

// shelfOf is the shelf of a target.
func (r *Resolver) shelfOf(t Target) *shelf {
	type key struct {
		python   wheel.Python
		platform wheel.Platform
	}
	at := key{t.Python, t.Wheel}
	if known, ok := r.shared.shelves.Load(at); ok {
		return known.(*shelf)
	}
	known, _ := r.shared.shelves.LoadOrStore(at, &shelf{wheel.NewTags(t.Python, t.Wheel), make([]atomic.Pointer[found], len(r.graph.nodes))})
	return known.(*shelf)
}

// found is what pick says of a package, asked once.
func (r *Resolver) found(n int, on *shelf) *found {
	if known := on.picks[n].Load(); known != nil {
		return known
	}
	p := &found{}
	p.artifact, p.platform, p.none = r.pick(n, on.tags, &r.shared.policy)
	on.picks[n].Store(p)
	return p
}
