package config

import (
	"slices"
)

// Kind is the type of an option's value: in TOML, in a variable of the environment, and as a flag.
type Kind string

// The kinds, by the names that JSON Schema has for them. A Words is a string or a list of strings.
const (
	Text   Kind = "string"
	Number Kind = "integer"
	Truth  Kind = "boolean"
	List   Kind = "array"
	Words  Kind = "words"
)

// Option is one option of `uvdock generate` that is about the image or its files. Its key is the
// flag's name without the dashes, and its variable UVDOCK_ and the key in capitals.
type Option struct {
	// Key is the name in [tool.uvdock]; Field names what it fills in generator.Options.
	Key, Field string
	Kind       Kind
	// Doc is one line in the form of --help, without the default.
	Doc string
	// Default is what holds where nobody says anything, for people: a value, or how it is found.
	Default string
	// Value is the default as a value of the kind; nil for the kind's zero.
	Value any
	// Values are those that are allowed, none for any; Hints are some that a shell offers. Of a list
	// both are about its items.
	Values, Hints []string
	// Min and Max bound a Number.
	Min, Max int
	// Scope says for whom a configured value counts.
	Scope Scope
	// Excludes is the key of an option with which this one makes no sense.
	Excludes string
	// Short is the flag's letter. Exact is a List whose items may hold a comma, so that the flag does
	// not split them.
	Short string
	Exact bool
	// Example is a value as it stands in a TOML file.
	Example string
}

// Scope says for which images a value of the lock root's table counts in a workspace. A member's
// table always counts for its own image alone.
type Scope string

const (
	// EveryImage is an option for which the root's value is the default of every member.
	EveryImage Scope = "every image"
	// OneImage is an option about one image: the root's value is for the project at the root.
	OneImage Scope = "one image"
	// SharedFile is an option about a file for all images. It stands in the root's table.
	SharedFile Scope = "shared file"
)

// Variable is the name of the option in the environment.
func (o Option) Variable() string { return Prefix + upper(o.Key) }

// Prefix is how the variables of the environment begin.
const Prefix = "UVDOCK_"

// upper is a key as part of a variable's name.
func upper(key string) string {
	out := []byte(key)
	for i, c := range out {
		switch {
		case c == '-':
			out[i] = '_'
		case c >= 'a' && c <= 'z':
			out[i] = c - 'a' + 'A'
		}
	}
	return string(out)
}

// Find is the option of a key.
func Find(key string) (Option, bool) {
	for i := range options {
		if options[i].Key == key {
			return options[i], true
		}
	}
	return Option{}, false
}

// Options are all options, in the order in which --help and the documentation show them.
func Options() []Option { return slices.Clone(options) }

// Keys are the keys of all options, in the same order.
func Keys() []string {
	out := make([]string, 0, len(options))
	for _, o := range options {
		out = append(out, o.Key)
	}
	return out
}

// Zero is the value of an option where nobody says anything, which is what the zero
// generator.Options holds or the same to it.
func (o Option) Zero() any {
	switch {
	case o.Value != nil:
		return o.Value
	case o.Kind == Number:
		return 0
	case o.Kind == Truth:
		return false
	case o.Kind == List:
		return []string(nil)
	}
	return ""
}
