package project

import (
	"path"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// TOMLFile is a TOML file of the project that is neither uv's nor Python's.
type TOMLFile struct {
	// Name is its path relative to the lock root.
	Name string
	// Root is what it holds; nil where it is not valid TOML.
	Root   map[string]any
	places map[string]diag.Place
}

// Place is where the value under a path of keys stands, as Pyproject.Place says.
func (f *TOMLFile) Place(keys ...string) diag.Place { return nearest(f.places, f.Name, keys) }

// TOMLFile reads a TOML file by its path relative to the lock root; nil without one. What is wrong with
// it is an error of the given code.
func (p *Project) TOMLFile(name, code string) (*TOMLFile, diag.List) {
	doc := (&disk{fsys: p.FS}).document(path.Join(p.Base, name))
	if doc == nil {
		return nil, nil
	}
	r := &reader{file: name, code: code}
	f := &TOMLFile{Name: name, Root: doc.any, places: map[string]diag.Place{}}
	for _, problem := range doc.problems {
		r.add(problem.at, problem.message, strings.TrimSuffix(problem.fix, ", then run `uv lock`"))
	}
	if doc.root != nil {
		indexPlaces(f.places, name, doc.root)
	}
	return f, r.findings
}
