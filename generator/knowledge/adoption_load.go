package knowledge

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// loadAdoption reads adopt/*.toml.
func loadAdoption(fsys fs.FS) (a Adoption, err error) {
	type head struct {
		Schema  int       `toml:"schema"`
		Checked time.Time `toml:"checked"`
		Source  string    `toml:"source"`
	}
	var images struct {
		head
		Image []OldImage `toml:"image"`
	}
	var variables struct {
		head
		Variable []OldVariable `toml:"variable"`
	}
	var packages struct {
		head
		Package []OldPackages `toml:"package"`
	}
	var commands struct {
		head
		Command []OldCommand `toml:"command"`
	}
	for _, f := range []struct {
		file string
		into any
		head *head
	}{
		{"adopt/images.toml", &images, &images.head},
		{"adopt/variables.toml", &variables, &variables.head},
		{"adopt/packages.toml", &packages, &packages.head},
		{"adopt/commands.toml", &commands, &commands.head},
	} {
		if err := decode(fsys, f.file, f.into); err != nil {
			return a, err
		}
		if f.head.Schema != schema || f.head.Source == "" || f.head.Checked.IsZero() {
			return a, fmt.Errorf("%s: schema %d, a source and a day are required", f.file, schema)
		}
	}
	a = Adoption{images.Image, variables.Variable, packages.Package, commands.Command}
	return a, a.check()
}

// check compiles the patterns and refuses rows that say nothing.
func (a Adoption) check() (err error) {
	for i := range a.Images {
		row := &a.Images[i]
		if row.name, err = whole(row.Name); err == nil {
			row.tag, err = whole(row.Tag)
		}
		if err != nil || row.Why == "" {
			return fmt.Errorf("adopt/images.toml: row %d: a why is required, and patterns that can be read: %w", i+1, err)
		}
	}
	for i, row := range a.Variables {
		if err := rowError(row.Names, row.Why); err != nil {
			return fmt.Errorf("adopt/variables.toml: row %d: %w", i+1, err)
		}
	}
	for i, row := range a.Packages {
		if err := rowError(row.Names, row.Why); err != nil || !slices.Contains(OldUses, row.Use) {
			return fmt.Errorf("adopt/packages.toml: row %d: names, a why and a use are required, which is one of %s: %w", i+1, strings.Join(OldUses, ", "), err)
		}
	}
	for i := range a.Commands {
		row := &a.Commands[i]
		if row.pattern, err = whole(row.Pattern); err != nil || row.Why == "" {
			return fmt.Errorf("adopt/commands.toml: row %d: a why is required, and a pattern that can be read: %w", i+1, err)
		}
	}
	return nil
}

func whole(pattern string) (*regexp.Regexp, error) {
	return regexp.Compile(`^(?:` + pattern + `)$`)
}

func rowError(names []string, why string) error {
	if len(names) == 0 || why == "" {
		return fmt.Errorf("names and a why are required")
	}
	for _, n := range names {
		if _, err := path.Match(n, ""); err != nil {
			return fmt.Errorf("pattern %q: %w", n, err)
		}
	}
	return nil
}
