package knowledge

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Job is a process that a file of the project asks for: migrations, which end, or a worker. It is never what a
// container is started for by default.
type Job struct {
	Title string `toml:"title"`
	// Name is what its process is called.
	Name string `toml:"name"`
	// Package is a normalised name that must be installed, File a file of the project that says
	// that it is used.
	Package string `toml:"package"`
	File    string `toml:"file"`
	// Args are the words that start it; {file} is replaced, {dir} by its directory, {target} by module:name of the
	// application, without which there is no such process.
	Args []string `toml:"args"`
	// Stays says that it does not end.
	Stays bool `toml:"stays"`
	// URL is where this was learnt.
	URL string `toml:"url"`
}

// NeedsTarget says whether the words name the application.
func (j Job) NeedsTarget() bool { return slices.Contains(j.Args, "{target}") }

func (j Job) check() error {
	words := strings.Join(j.Args, " ")
	if j.Title == "" || !normalised(j.Name) || !normalised(j.Package) || !fs.ValidPath(j.File) || !strings.Contains(words, "{file}") && !strings.Contains(words, "{dir}") || j.URL == "" {
		return fmt.Errorf("job %q: title, name, a normalised package, a file, args with {file} or {dir} and a url are required", j.Title)
	}
	return nil
}
