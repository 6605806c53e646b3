package knowledge

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Profile is a base family with its facts: what the builder and the runtime are made of.
type Profile struct {
	Schema int `toml:"schema"`
	// Name is what --profile takes.
	Name string `toml:"name"`
	// Summary says what the profile is, Use when to take it, one line each.
	Summary string `toml:"summary"`
	Use     string `toml:"use"`
	// Family is "debian" (apt) or "alpine" (apk), Release the release's name or number.
	Family  string `toml:"family"`
	Release string `toml:"release"`
	// Libc is the C library that wheels must fit, as in "glibc-2.36".
	Libc string `toml:"libc"`
	// Cache is the id of uv's cache mount: one per distribution, because uv reuses a wheel
	// that it built under another libc (the tag linux_x86_64 names none).
	Cache string `toml:"cache"`
	// Pythons are the minors that the images exist for, ascending.
	Pythons []string `toml:"pythons"`
	// Platforms are those that both the base images and uv's image are published for.
	Platforms []string `toml:"platforms"`
	// Builder and Runtime are image references; {python} stands for the minor.
	Builder string `toml:"builder"`
	Runtime string `toml:"runtime"`
	// Interpreter is the path of Python in the runtime image, Stdlib the directory of its
	// standard library; Stdlib is empty where uv compiles it.
	Interpreter string `toml:"interpreter"`
	Stdlib      string `toml:"stdlib"`
	// Distroless says that the runtime has no shell and no package manager, ManagedPython
	// that the interpreter is uv's and is copied from the builder.
	Distroless    bool `toml:"distroless"`
	ManagedPython bool `toml:"managed_python"`
	// Provides are the Debian packages whose libraries a distroless runtime has.
	Provides []string `toml:"provides"`
	// Prune is what is taken out of a managed interpreter.
	Prune []Prune `toml:"prune"`
	// SupportEnds is when the distribution's support ends.
	SupportEnds time.Time `toml:"support_ends"`
	// Advice is printed when the profile is chosen; empty when there is none.
	Advice string `toml:"advice"`
	// Source and Checked say where the facts were read, and when.
	Source  string    `toml:"source"`
	Checked time.Time `toml:"checked"`
}

// Prune is one group of paths that a server never needs, relative to the interpreter's directory.
type Prune struct {
	What  string   `toml:"what"`
	Paths []string `toml:"paths"`
}

// Image returns a reference of the profile with the Python minor put in.
func (p Profile) Image(ref, python string) string {
	return strings.ReplaceAll(ref, "{python}", python)
}

// Prefer is one goal of --prefer and the order in which profiles are tried for it.
type Prefer struct {
	// Goal is empty for the default.
	Goal  string   `toml:"goal"`
	Order []string `toml:"order"`
	Why   string   `toml:"why"`
}

// PythonRelease is one CPython minor and the day its support ends.
type PythonRelease struct {
	Minor string    `toml:"minor"`
	Ends  time.Time `toml:"ends"`
}

// IgnoreGroup is a titled group of .dockerignore lines.
type IgnoreGroup struct {
	Title    string   `toml:"title"`
	Patterns []string `toml:"patterns"`
	// BuildInput are patterns that are left out where the project itself needs the files.
	BuildInput []string `toml:"build_input"`
}

// Settings names the uv settings that reach the dependency stage.
type Settings struct {
	Schema        int      `toml:"schema"`
	Build         []string `toml:"build"`
	Index         []string `toml:"index"`
	PublicNames   []string `toml:"public_names"`
	PublicIndexes []string `toml:"public_indexes"`
}

// profilesOf reads the base profiles: every file of base/ that describes one.
func profilesOf(fsys fs.FS, names []string) ([]Profile, error) {
	var out []Profile
	for _, name := range names {
		var p Profile
		file := path.Join("base", name+".toml")
		if err := decode(fsys, file, &p); err != nil {
			return nil, err
		}
		if p.Schema != schema || p.Name != name {
			return nil, fmt.Errorf("%s: expected schema %d and name %q, found %d and %q", file, schema, name, p.Schema, p.Name)
		}
		out = append(out, p)
	}
	return out, nil
}

// prefers reads base/choose.toml.
func prefers(fsys fs.FS) ([]Prefer, error) {
	var file struct {
		Schema int      `toml:"schema"`
		Prefer []Prefer `toml:"prefer"`
	}
	err := decode(fsys, "base/choose.toml", &file)
	return file.Prefer, err
}

// pythons reads base/python.toml, ascending by version.
func pythons(fsys fs.FS) ([]PythonRelease, error) {
	var file struct {
		Schema  int             `toml:"schema"`
		Source  string          `toml:"source"`
		Checked time.Time       `toml:"checked"`
		Python  []PythonRelease `toml:"python"`
	}
	if err := decode(fsys, "base/python.toml", &file); err != nil {
		return nil, err
	}
	slices.SortFunc(file.Python, func(a, b PythonRelease) int {
		return cmp.Or(cmp.Compare(len(a.Minor), len(b.Minor)), cmp.Compare(a.Minor, b.Minor))
	})
	return file.Python, nil
}

// ignores reads base/ignore.toml, in the order of the file.
func ignores(fsys fs.FS) ([]IgnoreGroup, error) {
	var file struct {
		Schema int           `toml:"schema"`
		Group  []IgnoreGroup `toml:"group"`
	}
	err := decode(fsys, "base/ignore.toml", &file)
	return file.Group, err
}
