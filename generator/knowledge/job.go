package knowledge

import (
	"fmt"
	"io/fs"
	"strings"
)

// Job is a process that ends: migrations. It is never what a container is started for by default.
type Job struct {
	Title string `toml:"title"`
	// Name is what its process is called.
	Name string `toml:"name"`
	// Package is a normalised name that must be installed, File a file of the project that says
	// that it is used.
	Package string `toml:"package"`
	File    string `toml:"file"`
	// Args are the words that start it; {file} is replaced.
	Args []string `toml:"args"`
	// URL is where this was learnt.
	URL string `toml:"url"`
}

func (j Job) check() error {
	if j.Title == "" || !normalised(j.Name) || !normalised(j.Package) || !fs.ValidPath(j.File) || !strings.Contains(strings.Join(j.Args, " "), "{file}") || j.URL == "" {
		return fmt.Errorf("job %q: title, name, a normalised package, a file, args with {file} and a url are required", j.Title)
	}
	return nil
}
