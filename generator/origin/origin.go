// Package origin says where the value of an option comes from, so that every stage can name what the
// user wrote: a flag, a variable of the environment, or a line of the configuration.
package origin

import "github.com/uvdock/uvdock/generator/diag"

// Origin is where one value comes from. The zero value is a flag.
type Origin struct {
	// Variable is the name of the variable of the environment, Place that in the configuration;
	// at most one is set.
	Variable string
	Place    diag.Place
}

// Configured says whether the value stands in a file of the project.
func (o Origin) Configured() bool { return o.Place.File != "" }

// Origins are those of the options that are set, by key. What is not in it comes from a flag.
type Origins map[string]Origin

// Name is how an option is called in a message: --port, UVDOCK_PORT, or `port` for a key of the
// configuration, whose place the finding has.
func (o Origins) Name(key string) string {
	switch at := o[key]; {
	case at.Variable != "":
		return at.Variable
	case at.Configured():
		return "`" + key + "`"
	}
	return "--" + key
}

// Source is how the value of an option is attributed: --port, UVDOCK_PORT, pyproject.toml:12.
func (o Origins) Source(key string) string {
	at := o[key]
	if at.Configured() {
		return diag.Place{File: at.Place.File, Line: at.Place.Line}.String()
	}
	return o.Name(key)
}

// Place is that of the first of some options that stands in the configuration; the zero Place if
// none does.
func (o Origins) Place(keys ...string) diag.Place {
	for _, key := range keys {
		if at := o[key]; at.Configured() {
			return at.Place
		}
	}
	return diag.Place{}
}
