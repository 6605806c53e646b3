package cli

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/render"
)

// saving puts the options of the flags into the configuration, for --save. From then on the run is
// one of the project as it will be: place shows the changed file, which is returned to be written, and
// the options are no longer given. Where something is wrong with the project it changes nothing, and
// the run that follows says so.
func (o *generateOptions) saving(ctx context.Context, place *location) ([]render.File, error) {
	if !o.save {
		return nil, nil
	}
	values := o.Saved()
	if len(values) == 0 {
		return nil, usageError{errors.New("--save puts the options of the command line into the configuration, and none is given; see `uvdock generate --help`")}
	}
	file, base, err := o.saved(ctx, *place, values)
	switch {
	case err != nil:
		return nil, err
	case base == "":
		return nil, nil
	}
	place.fsys = overlay{place.fsys, path.Join(base, file.Path), file.Text}
	o.Options = o.Without(values)
	return []render.File{file}, nil
}

// saved is the changed file and the lock root, which is empty where the project has errors.
func (o *generateOptions) saved(ctx context.Context, place location, values config.Values) (file render.File, base string, err error) {
	var invalid error
	if o.all {
		w, err := generator.GenerateAll(ctx, place.fsys, place.dir, o.Options)
		if err != nil || w.Told().HasErrors() {
			return file, "", err
		}
		base = w.Project.Base
		file, invalid = w.Save(values)
	} else {
		r, err := generator.Plan(ctx, place.fsys, place.dir, o.Options)
		if err != nil || r.Findings.HasErrors() {
			return file, "", err
		}
		base = r.Project.Base
		file, invalid = r.Save(values)
	}
	if invalid != nil {
		return file, "", usageError{invalid}
	}
	return file, base, nil
}

// overlay is a file system in which one file holds another text.
type overlay struct {
	fs.FS
	name string
	text []byte
}

// Open opens the text for the name, and anything else below.
func (o overlay) Open(name string) (fs.File, error) {
	file, err := o.FS.Open(name)
	if err != nil || name != o.name {
		return file, err
	}
	return memory{file, bytes.NewReader(o.text)}, nil
}

// memory is a file that holds another text.
type memory struct {
	fs.File
	text *bytes.Reader
}

// Read reads the text.
func (m memory) Read(into []byte) (int, error) { return m.text.Read(into) }

// Stat is that of the file, with the size of the text.
func (m memory) Stat() (fs.FileInfo, error) {
	info, err := m.File.Stat()
	return sized{info, m.text.Size()}, err
}

// sized is what is known of a file, with another size.
type sized struct {
	fs.FileInfo
	size int64
}

// Size is in bytes.
func (s sized) Size() int64 { return s.size }
