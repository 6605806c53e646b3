package config

import (
	"path"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
)

// FileName is the file that may stand beside pyproject.toml and hold the configuration instead.
const FileName = "uvdock.toml"

// Table is the configuration of one directory.
type Table struct {
	// File is relative to the lock root; Name is how the table is called in messages.
	File, Name string
	// Value is what the table holds; not a map where something else stands in its place.
	Value any
	// Virtual says that beside it lies no project, which an image could be for.
	Virtual bool
	// Place is where the value under a path of keys stands.
	Place func(path ...string) diag.Place
}

// named is how a table below this one is called.
func (t *Table) named(below string) string {
	switch {
	case below == "":
		return t.Name
	case t.Name == FileName:
		return below
	}
	return t.Name + "." + below
}

// Open finds the configuration of a directory, that of its manifest; nil without any. Two of them
// are an error, as nobody could say which one counts.
func Open(p *project.Project, dir string, manifest *project.Pyproject) (*Table, diag.List) {
	file, findings := p.TOMLFile(path.Join(dir, FileName), code)
	inManifest, found := manifest.Tool["uvdock"]
	at := func(keys ...string) diag.Place { return manifest.Place(append([]string{"tool", "uvdock"}, keys...)...) }
	switch {
	case findings.HasErrors():
		return nil, findings
	case file != nil && found:
		return nil, diag.List{diag.Errorf(code, at(), "%s has a table [tool.uvdock], and %s lies beside it: only one of them can count", manifest.File, file.Name).
			WithFix("move what %s and %s say into one of them, and remove the other", manifest.File, file.Name)}
	case file != nil:
		return &Table{File: file.Name, Name: FileName, Value: file.Root, Virtual: !manifest.HasProject, Place: file.Place}, nil
	case found:
		return &Table{File: manifest.File, Name: "tool.uvdock", Value: inManifest, Virtual: !manifest.HasProject, Place: at}, nil
	}
	return nil, nil
}
