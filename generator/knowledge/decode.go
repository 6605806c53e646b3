package knowledge

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	gotoml "github.com/pelletier/go-toml/v2"
)

// schema is the version of every table in profiles/. A file of another version is refused
// rather than half understood.
const schema = 1

// decode reads one TOML file strictly: an unknown key is an error that names it, so that a
// misspelt key in profiles/ cannot silently mean nothing. go-toml reads these tables in a tenth
// of the time that BurntSushi/toml takes (6 ms against 65 ms for all system packages), and every
// command waits for some of them.
func decode(fsys fs.FS, file string, into any) error {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return err
	}
	decoder := gotoml.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(into)
	var unknown *gotoml.StrictMissingError
	var syntax *gotoml.DecodeError
	switch {
	case errors.As(err, &unknown) && len(unknown.Errors) > 0:
		first := unknown.Errors[0]
		line, column := first.Position()
		return fmt.Errorf("%s:%d:%d: unknown key %q", file, line, column, strings.Join(first.Key(), "."))
	case errors.As(err, &syntax):
		line, column := syntax.Position()
		return fmt.Errorf("%s:%d:%d: %s", file, line, column, strings.TrimPrefix(syntax.Error(), "toml: "))
	case err != nil:
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
