// Package render lays a plan out as text: text/template over templates/, a small vocabulary of
// functions, and one pass afterwards that tidies blank lines and notes which decision each
// line comes from. It sees the plan alone, never the project.
package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
	"text/template"

	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/templates"
)

// File is one rendered file.
type File struct {
	// Path is relative to the lock root, slash-separated.
	Path string
	Text []byte
	// Named says that a tool finds the file by its name: it cannot be written elsewhere.
	Named bool
	// Part says that the file is the project's own, and only a part of it uvdock's: it is changed, and
	// never refused as somebody else's.
	Part bool
	// Fixed says that it cannot be written elsewhere, either, and that no tool merges another into it.
	Fixed bool
	// Lines holds for each line of Text, from the first, the keys of the decisions behind it.
	// A blank line has none.
	Lines [][]string
	// Places are where lines of a person may stand, in their order.
	Places []Place
	// Basis is what lay at Path when the lines of a person were taken from there, nil where
	// nothing did or nobody looked; Read says that somebody looked.
	Basis []byte
	Read  bool
}

// Render lays out the Dockerfile and the .dockerignore of a plan, in this order. Equal plans
// give equal bytes on every machine. An error is a fault of the templates, or a value that no
// Dockerfile can carry.
func Render(p *plan.Plan) ([]File, error) {
	set, err := parsed()
	if err != nil {
		return nil, err
	}
	dockerfile, err := file(set, "Dockerfile.tmpl", p.Output, p)
	if err != nil {
		return nil, err
	}
	ignore, err := file(set, "dockerignore.tmpl", IgnorePath(p.Output, p.Context.Dir), p)
	if err != nil {
		return nil, err
	}
	return []File{dockerfile, ignore}, nil
}

// IgnorePath is where the .dockerignore of a Dockerfile lies: at the root of the context for
// the Dockerfile there, else beside the Dockerfile under its name. BuildKit prefers the
// latter, so that several Dockerfiles of one context do not fight over one file.
// Source: https://docs.docker.com/build/concepts/context/#filename-and-location
func IgnorePath(dockerfile, context string) string {
	if dockerfile == path.Join(context, "Dockerfile") {
		return path.Join(context, ".dockerignore")
	}
	return dockerfile + ".dockerignore"
}

// Text lays out one file of a template by its name. An error is a fault of the template, or a
// value that the file cannot carry.
func Text(name, to string, data any) (File, error) {
	set, err := parsed()
	if err != nil {
		return File{}, err
	}
	return file(set, name, to, data)
}

// parsed are the templates, read once: a set is safe for concurrent use.
var parsed = sync.OnceValues(func() (*template.Template, error) { return parse(templates.FS) })

// parse reads all templates in a fixed order; a missing key is an error, never "<no value>".
func parse(fsys fs.FS) (*template.Template, error) {
	set := template.New("").Funcs(funcs()).Option("missingkey=error")
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		_, err = set.New(path.Base(name)).Parse(string(text))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	return set, nil
}

// file executes one template and tidies the result.
func file(set *template.Template, name, to string, data any) (File, error) {
	var out bytes.Buffer
	if err := set.ExecuteTemplate(&out, name, data); err != nil {
		return File{}, fmt.Errorf("rendering %s: %w", to, err)
	}
	text, lines, places := tidy(out.String())
	if strings.Contains(text, mark) {
		return File{}, fmt.Errorf("rendering %s: a control character in a value", to)
	}
	return File{Path: to, Text: Stamp([]byte(text)), Lines: lines, Places: places}, nil
}
