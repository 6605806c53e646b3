package knowledge

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/BurntSushi/toml"
)

// schema is the version of every table in profiles/. A file of another version is refused
// rather than half understood.
const schema = 1

// decode reads one TOML file strictly: an unknown key is an error that names it, so that a
// misspelt key in profiles/ cannot silently mean nothing.
func decode(fsys fs.FS, file string, into any) error {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return err
	}
	meta, err := toml.Decode(string(data), into)
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%s:%d:%d: %s", file, syntax.Position.Line, syntax.Position.Col, syntax.Message)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		return fmt.Errorf("%s: unknown key %q", file, extra[0].String())
	}
	return nil
}
