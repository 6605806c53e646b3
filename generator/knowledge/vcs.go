package knowledge

import (
	"io/fs"
	"time"
)

// VCSBackend is a build back end that reads the version from version control.
type VCSBackend struct {
	// Requires is its name in build-system.requires, normalised.
	Requires string `toml:"requires"`
	// Env is the variable that gives it a version; {NAME} stands for the project's name.
	Env string `toml:"env"`
	// When is a dotted path below [tool] that must have the value Is; empty for always.
	When   string `toml:"when"`
	Is     string `toml:"is"`
	Source string `toml:"source"`
}

// vcs reads base/vcs.toml, in the order of the file.
func vcs(fsys fs.FS) ([]VCSBackend, error) {
	var file struct {
		Schema  int          `toml:"schema"`
		Checked time.Time    `toml:"checked"`
		Backend []VCSBackend `toml:"backend"`
	}
	err := decode(fsys, "base/vcs.toml", &file)
	return file.Backend, err
}

// Hooks are settings and files by which a project's own code runs in its build.
type Hooks struct {
	// Settings are dotted keys below [tool], Files lie beside pyproject.toml.
	Settings []string
	Files    []HookFile
}

// HookFile is a file that a build back end runs where it is.
type HookFile struct {
	File    string `toml:"file"`
	Backend string `toml:"backend"`
	// Read says that most of such files read nothing outside of their directory: what they do read there
	// stands in them.
	Read bool `toml:"read"`
}

// backends reads base/backends.toml: the dotted tables below [tool] that hold paths of files
// that a build back end packs, and the hooks.
func backends(fsys fs.FS) ([]string, Hooks, error) {
	var file struct {
		Schema    int        `toml:"schema"`
		Checked   time.Time  `toml:"checked"`
		Tables    []string   `toml:"tables"`
		Hooks     []string   `toml:"hooks"`
		HookFiles []HookFile `toml:"hook_files"`
		Source    string     `toml:"source"`
	}
	err := decode(fsys, "base/backends.toml", &file)
	return file.Tables, Hooks{file.Hooks, file.HookFiles}, err
}
