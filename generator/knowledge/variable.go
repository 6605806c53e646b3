package knowledge

import (
	"fmt"
	"strings"
)

// Variable is an environment variable with a fixed value.
type Variable struct {
	// Package is the normalised name of the package that needs it, where the table asks for one.
	Package string `toml:"package"`
	Name    string `toml:"name"`
	Value   string `toml:"value"`
	// URL is where this was learnt.
	URL string `toml:"url"`
}

// check is for the variables of packages: they move a cache that a read-only root refuses.
func (v Variable) check() error {
	if !normalised(v.Package) || v.Name == "" || !strings.HasPrefix(v.Value, "/tmp/") || v.URL == "" {
		return fmt.Errorf("variable %q of %q: a normalised package, a name, a value below /tmp and a url are required", v.Name, v.Package)
	}
	return nil
}

// Write is a call that writes into a file or directory that one of its arguments names.
type Write struct {
	// Call is a qualified name; Position and Keyword say which argument is the path. Position -1
	// means keyword only.
	Call     string `toml:"call"`
	Position int    `toml:"position"`
	Keyword  string `toml:"keyword"`
	// Scheme is the beginning of a URL of which the rest is the path: sqlite:///.
	Scheme string `toml:"scheme"`
	// Modes are the values of the argument ModePosition or "mode" by which it writes; empty
	// means that it always does.
	Modes        []string `toml:"modes"`
	ModePosition int      `toml:"mode_position"`
	URL          string   `toml:"url"`
}

func (w Write) check() error {
	if w.Call == "" || w.URL == "" {
		return fmt.Errorf("write %q: call and url are required", w.Call)
	}
	return nil
}
