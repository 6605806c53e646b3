package knowledge

import (
	"fmt"
	"io/fs"
)

// State is a directory in which a package keeps what it downloads.
type State struct {
	// Package is a normalised name.
	Package string `toml:"package"`
	// Dir is relative to the home of the user, slash-separated.
	Dir string `toml:"dir"`
	// URL is where this was learnt.
	URL string `toml:"url"`
}

func (s State) check() error {
	if !normalised(s.Package) || s.Dir == "." || !fs.ValidPath(s.Dir) || s.URL == "" {
		return fmt.Errorf("state %q: a normalised package, a directory below the home and a url are required", s.Package)
	}
	return nil
}
