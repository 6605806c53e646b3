package knowledge

import "fmt"

// Commands is a library by which a program has several commands, one of which it is told when it starts.
type Commands struct {
	Name string `toml:"name"`
	// Groups are the qualified names that make a group: a decorator of its function, or a class.
	Groups []string `toml:"groups"`
	// Command and Group are the methods of a group that decorate a command or a group in it, Callback those
	// that decorate what runs before any. Add are the methods that take in what is made elsewhere.
	Command  []string `toml:"command"`
	Group    []string `toml:"group"`
	Callback []string `toml:"callback"`
	Add      []string `toml:"add"`
	// Single says that the only command of a group without a callback needs no name.
	Single bool `toml:"single"`
	// Options are the qualified names that describe an option, Alone those that make a function a program of its
	// own. Bare says that a parameter with a default is an option by itself.
	Options []string `toml:"options"`
	Alone   []string `toml:"alone"`
	Bare    bool     `toml:"bare"`
	// Optional is the keyword of a group, or of its callback, by which it does something without a command.
	Optional string `toml:"optional"`
	// URL is where this was learnt.
	URL string `toml:"url"`
}

func (c Commands) check() error {
	if c.Name == "" || len(c.Groups) == 0 || len(c.Command) == 0 || c.Optional == "" || c.URL == "" {
		return fmt.Errorf("commands %q: name, groups, command, optional and a url are required", c.Name)
	}
	return nil
}
