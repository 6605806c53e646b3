package compose

import (
	"path"

	"github.com/uvdock/uvdock/generator/plan"
)

// watched is a path at which a change builds the image again, relative to the lock root.
type watched struct {
	Path string
	// Tree says that it can hold caches, which are no change.
	Tree bool
}

// watch lists what the image is built from. Compose itself leaves out what the image's
// .dockerignore does, and .git.
func watch(p *plan.Plan) []watched {
	var out []watched
	for _, c := range p.Project.Copies {
		if c.Target != "./" { // the path of the sources, seen from the lock root
			out = append(out, watched{path.Clean(c.Target), true})
			continue
		}
		for _, s := range c.Sources {
			out = append(out, watched{path.Base(s), false})
		}
	}
	return out
}
