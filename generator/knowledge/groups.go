package knowledge

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// Groups says which dependency groups are for development, by their names.
type Groups struct {
	Schema int `toml:"schema"`
	// Development are patterns of path.Match for normalised names.
	Development []string `toml:"development"`
}

// IsDevelopment says whether a group of that normalised name is for development.
func (g Groups) IsDevelopment(name string) bool {
	return slices.ContainsFunc(g.Development, func(pattern string) bool {
		ok, err := path.Match(pattern, name)
		return err == nil && ok
	})
}

// groups reads base/groups.toml.
func groups(fsys fs.FS) (g Groups, err error) {
	const file = "base/groups.toml"
	if err := decode(fsys, file, &g); err != nil {
		return g, err
	}
	if g.Schema != schema || !g.IsDevelopment("dev") {
		return g, fmt.Errorf("%s: schema %d and a list with dev are required", file, schema)
	}
	for _, pattern := range g.Development {
		if _, err := path.Match(pattern, ""); err != nil {
			return g, fmt.Errorf("%s: pattern %q: %w", file, pattern, err)
		}
	}
	return g, nil
}
