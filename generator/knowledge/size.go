package knowledge

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Sizes is profiles/size: what things weigh in an image. Sizes are in bytes on disk.
type Sizes struct {
	// Environment is what every image has beside its parts, StdlibBytecode the compiled standard
	// library where it is compiled in the base.
	Environment, StdlibBytecode int64
	Bases                       []BaseSize
	// Wheels are the measured wheels by normalised name, Sdists the sdists that were compiled, Kinds
	// the medians of their kinds.
	Wheels, Sdists map[string]Expansion
	Kinds          map[FileKind]Expansion
}

// FileKind tells files of packages by what is in them.
type FileKind string

// The kinds. A pure wheel fits every platform, a platform wheel holds compiled code; a compiled
// sdist is one of which compiling makes extension modules.
const (
	PureWheel     FileKind = "pure"
	PlatformWheel FileKind = "platform"
	CompiledSdist FileKind = "sdist"
	// CUDAWheel holds NVIDIA's libraries, which hardly compress.
	CUDAWheel FileKind = "cuda"
)

// Expansion is what a file of one byte becomes: its files, and the bytecode compiled from them.
type Expansion struct{ Files, Bytecode float64 }

// BaseSize is the runtime stage of a profile before anything is installed.
type BaseSize struct {
	Profile string `toml:"profile"`
	// Python is a minor.
	Python string `toml:"python"`
	Image  int64  `toml:"image"`
	// Interpreter is a managed Python that is copied into the image, with its bytecode; Pruned
	// is what is taken out of it before, 0 where the image brings its own.
	Interpreter int64  `toml:"interpreter"`
	Pruned      int64  `toml:"pruned"`
	Source      string `toml:"source"`
}

// DebianSizes are the packages of a Debian release.
type DebianSizes struct {
	// Kilobytes is the installed size in units of 1024 bytes, by name; Needs are the packages
	// that a package needs and the base image lacks.
	Kilobytes map[string]int64
	Needs     map[string][]string
}

// measured is one row of size/wheels.toml.
type measured struct {
	Name     string   `toml:"name"`
	Version  string   `toml:"version"`
	Kind     FileKind `toml:"kind"`
	Size     int64    `toml:"size"`
	Files    int64    `toml:"files"`
	Bytecode int64    `toml:"bytecode"`
}

// loadSizes reads size/base.toml and size/wheels.toml.
func loadSizes(fsys fs.FS) (Sizes, error) {
	s := Sizes{
		Wheels: map[string]Expansion{}, Sdists: map[string]Expansion{},
		Kinds: map[FileKind]Expansion{},
	}
	if err := s.loadBases(fsys); err != nil {
		return s, err
	}
	err := s.loadWheels(fsys)
	return s, err
}

func (s *Sizes) loadBases(fsys fs.FS) error {
	const file = "size/base.toml"
	var f struct {
		Schema         int        `toml:"schema"`
		Checked        time.Time  `toml:"checked"`
		Environment    int64      `toml:"environment"`
		StdlibBytecode int64      `toml:"stdlib_bytecode"`
		Base           []BaseSize `toml:"base"`
	}
	if err := decode(fsys, file, &f); err != nil {
		return err
	}
	if f.Schema != schema {
		return fmt.Errorf("%s: schema %d, expected %d", file, f.Schema, schema)
	}
	for _, b := range f.Base {
		if !slices.Contains(profileNames, b.Profile) || minorOf(b.Python) < 0 || b.Image <= 0 || b.Interpreter < 0 || b.Pruned < 0 || b.Source == "" {
			return fmt.Errorf("%s: the row of %q for Python %q is incomplete, or of a profile that does not exist", file, b.Profile, b.Python)
		}
	}
	for _, name := range profileNames {
		if !slices.ContainsFunc(f.Base, func(b BaseSize) bool { return b.Profile == name }) {
			return fmt.Errorf("%s: no row for the profile %s", file, name)
		}
	}
	s.Environment, s.StdlibBytecode, s.Bases = f.Environment, f.StdlibBytecode, f.Base
	return nil
}

func (s *Sizes) loadWheels(fsys fs.FS) error {
	const file = "size/wheels.toml"
	var f struct {
		Schema  int        `toml:"schema"`
		Source  string     `toml:"source"`
		Python  string     `toml:"python"`
		Checked time.Time  `toml:"checked"`
		Wheel   []measured `toml:"wheel"`
	}
	if err := decode(fsys, file, &f); err != nil {
		return err
	}
	if f.Schema != schema || f.Source == "" {
		return fmt.Errorf("%s: schema %d with source %q, expected schema %d and a source", file, f.Schema, f.Source, schema)
	}
	kinds := map[FileKind][]Expansion{}
	for _, w := range f.Wheel {
		byName := s.Wheels
		if w.Kind == CompiledSdist {
			byName = s.Sdists
		}
		_, twice := byName[w.Name]
		if twice || w.Name == "" || w.Size <= 0 || w.Files <= 0 || w.Bytecode < 0 || !slices.Contains(fileKinds, w.Kind) {
			return fmt.Errorf("%s: the row of %q is incomplete, or there twice", file, w.Name)
		}
		e := Expansion{float64(w.Files) / float64(w.Size), float64(w.Bytecode) / float64(w.Size)}
		byName[w.Name] = e
		kinds[w.Kind] = append(kinds[w.Kind], e)
	}
	for _, kind := range fileKinds {
		if len(kinds[kind]) == 0 {
			return fmt.Errorf("%s: no row of the kind %s", file, kind)
		}
		s.Kinds[kind] = median(kinds[kind])
	}
	return nil
}

var fileKinds = []FileKind{PureWheel, PlatformWheel, CompiledSdist, CUDAWheel}

// median is the expansion of the middle row by the sum of files and bytecode.
func median(list []Expansion) Expansion {
	slices.SortFunc(list, func(a, b Expansion) int { return cmp.Compare(a.Files+a.Bytecode, b.Files+b.Bytecode) })
	return list[len(list)/2]
}

// debianReleases are those that have a table of sizes.
var debianReleases = []string{"bookworm", "trixie"}

// loadDebian reads size/debian-RELEASE.toml: thousands of rows, so only where there is a system package.
func loadDebian(fsys fs.FS, release string) (DebianSizes, error) {
	if !slices.Contains(debianReleases, release) {
		return DebianSizes{}, nil
	}
	file := "size/debian-" + release + ".toml"
	var f struct {
		Schema    int                 `toml:"schema"`
		Release   string              `toml:"release"`
		Source    string              `toml:"source"`
		Checked   time.Time           `toml:"checked"`
		Kilobytes map[string]int64    `toml:"kilobytes"`
		Needs     map[string][]string `toml:"needs"`
	}
	if err := decode(fsys, file, &f); err != nil {
		return DebianSizes{}, err
	}
	if f.Schema != schema || f.Release != release {
		return DebianSizes{}, fmt.Errorf("%s: expected schema %d and release %q, found %d and %q", file, schema, release, f.Schema, f.Release)
	}
	return DebianSizes{f.Kilobytes, f.Needs}, nil
}

// Base is the row of a profile for the Python that is nearest to the one given, as image tags
// write it; the newer of two.
func (s Sizes) Base(profile, python string) (BaseSize, bool) {
	var best BaseSize
	found, wanted := false, minorOf(python)
	// Twice the distance, and one less for the newer side.
	distance := func(b BaseSize) int { return max(2*(minorOf(b.Python)-wanted)-1, 2*(wanted-minorOf(b.Python))) }
	for _, b := range s.Bases {
		if b.Profile == profile && (!found || distance(b) < distance(best)) {
			best, found = b, true
		}
	}
	return best, found
}

// minorOf is 13 for 3.13, 3.13.5 and 3.13t; -1 for anything else.
func minorOf(python string) int {
	rest, _ := strings.CutPrefix(strings.TrimSuffix(python, "t"), "3.")
	minor, _, _ := strings.Cut(rest, ".")
	n, err := strconv.Atoi(minor)
	if err != nil || rest == python {
		return -1
	}
	return n
}
