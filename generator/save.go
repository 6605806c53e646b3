package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/origin"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/render"
)

// Saved are the options that flags give, by the keys of config.Options: what Save puts into the
// configuration.
func (o Options) Saved() config.Values {
	out := config.Values{}
	for _, opt := range config.Options() {
		if at, given := o.Given[opt.Key]; given && at == (origin.Origin{}) {
			out[opt.Key] = deref(o.Field(opt.Key))
		}
	}
	return out
}

// Without are the options as if those of values had not been given.
func (o Options) Without(values config.Values) Options {
	given := origin.Origins{}
	for key, at := range o.Given {
		if _, left := values[key]; !left {
			given[key] = at
		}
	}
	o.Given = given
	for key := range values {
		switch field := o.Field(key).(type) {
		case *string:
			*field = ""
		case *int:
			*field = 0
		case *bool:
			*field = false
		case *[]string:
			*field = nil
		}
	}
	return o
}

// Save is the configuration of the image with other values of options: uvdock.toml beside the
// manifest of its member if there is one, else that manifest. An error says why they cannot stand
// there.
func (r *Result) Save(values config.Values) (render.File, error) {
	if isWorkspace(r.Project) {
		for key := range values {
			if o, _ := config.Find(key); o.Scope == config.SharedFile {
				return render.File{}, fmt.Errorf("--%s is about a file for all images, and cannot be saved for one of them; save it with --all", key)
			}
		}
	}
	var below config.Values
	if r.Member.Dir != "." {
		root, findings := config.Open(r.Project, ".", r.Project.Root)
		c, list := config.Read(root, nil)
		if err := append(findings, list...).Err(); err != nil {
			return render.File{}, err
		}
		below = config.Values{}
		for key, v := range c.Options {
			below[key] = v.Value
		}
	}
	return save(r.Project, r.Member.Dir, values, below)
}

// Save is Result.Save for what is the default of all images: the configuration beside uv.lock.
func (w *Workspace) Save(values config.Values) (render.File, error) {
	return save(w.Project, ".", values, nil)
}

func save(p *project.Project, dir string, values, below config.Values) (render.File, error) {
	name := path.Join(dir, config.FileName)
	text, err := fs.ReadFile(p.FS, path.Join(p.Base, name))
	if errors.Is(err, fs.ErrNotExist) {
		name = path.Join(dir, "pyproject.toml")
		text, err = fs.ReadFile(p.FS, path.Join(p.Base, name))
	}
	if err != nil {
		return render.File{}, fmt.Errorf("%s: %w", name, err)
	}
	changed, err := config.Save(name, text, values, below)
	if err != nil {
		return render.File{}, err
	}
	return render.File{Path: name, Text: changed, Basis: text, Read: true, Part: true}, nil
}
