package knowledge

import (
	"fmt"
	"slices"
)

// Demand is a way in which sources read a variable of the environment without a default.
type Demand struct {
	// Kind is one of DemandItem, DemandCall, DemandObject, DemandClass.
	Kind string `toml:"kind"`
	// Name is the qualified name of what is read, called, made or derived from.
	Name string `toml:"name"`
	// Optional says that a field of a class that may be None need not be given.
	Optional bool   `toml:"optional"`
	URL      string `toml:"url"`
}

// The kinds of demands: an item of a mapping; a call with the name of the variable; a call of an object
// that was made, or of its method; the fields without a default of a class that is derived.
const (
	DemandItem   = "item"
	DemandCall   = "call"
	DemandObject = "object"
	DemandClass  = "class"
)

func (d Demand) check() error {
	if d.Name == "" || d.URL == "" || !slices.Contains([]string{DemandItem, DemandCall, DemandObject, DemandClass}, d.Kind) {
		return fmt.Errorf("demand %q: name, url and a kind (item, call, object, class) are required", d.Name)
	}
	return nil
}
