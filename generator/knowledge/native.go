package knowledge

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Native is profiles/native: what PyPI packages need of the system. Adding a row needs no Go;
// the format is described in profiles/native/README.md.
type Native struct {
	// Rows are the curated and the derived rows, sorted by name. A name occurs once in each
	// rank; the curated row comes first.
	Rows []NativeRow
	// BuildRequirements are the rows that match a name in build-system.requires of a tree
	// that is built, never a package of the closure. Sorted by name, unique.
	BuildRequirements []NativeRow
	// Tools say what compilers and git take. They are found by Tool. Sorted by name, unique.
	Tools []NativeRow
}

// Rank says how far a row can be trusted, and what it matches.
type Rank string

// The ranks. Curated rows were written by people, derived rows by a program from Debian's
// metadata. A tool row is no PyPI package. An override comes from the user's
// [tool.uvdock.native.NAME].
const (
	Curated          Rank = "curated"
	Derived          Rank = "derived"
	BuildRequirement Rank = "build-requirement"
	Tool             Rank = "tool"
	Override         Rank = "override"
)

// NativeKind says when a package needs something.
type NativeKind string

// The kinds. Compile: when it is compiled; Runtime: always; Both: both; None: nothing to
// install, though people expect something or a target is impossible.
const (
	KindCompile NativeKind = "compile"
	KindRuntime NativeKind = "runtime"
	KindBoth    NativeKind = "both"
	KindNone    NativeKind = "none"
)

// Toolchain is what an sdist is compiled with.
type Toolchain string

// The toolchains. UnknownToolchain is C, C++ or both; NoToolchain is pure Python.
const (
	UnknownToolchain Toolchain = ""
	C                Toolchain = "c"
	CXX              Toolchain = "c++"
	Rust             Toolchain = "rust"
	Go               Toolchain = "go"
	NoToolchain      Toolchain = "none"
)

// NativePackages are the names of system packages of one family.
type NativePackages struct {
	// Build: builder stage, if compiled. Linked: runtime stage, if compiled. Runtime: runtime
	// stage, always.
	Build, Linked, Runtime []string
}

// Empty says whether no package is named.
func (p NativePackages) Empty() bool { return len(p.Build)+len(p.Linked)+len(p.Runtime) == 0 }

// NativeRow is what is known of one PyPI name.
type NativeRow struct {
	// Name is normalised (PEP 503).
	Name string
	// Kind is empty in derived rows, which all mean KindCompile.
	Kind      NativeKind
	Toolchain Toolchain
	// Need is "feature" when only some functions need Runtime, else empty: required.
	Need string
	// Unless voids the row when one of these names is in the closure.
	Unless []string
	// Below limits the row to versions lower than this (PEP 440); empty means all.
	Below string
	// OnlyWithoutPlatformWheel voids Runtime for a platform wheel, which bundles the library.
	OnlyWithoutPlatformWheel bool `toml:"only_without_platform_wheel"`
	// VersionFromGit is set in rows of build requirements that need git only to find the
	// version, which uvdock passes as a build argument instead.
	VersionFromGit bool `toml:"version_from_git"`
	// Debian holds the names of the release Suite: "bookworm" (also when empty) or "trixie".
	Debian NativePackages
	Suite  string
	// Trixie and Bookworm rename packages of Debian on that release; "" means gone.
	Trixie, Bookworm map[string]string
	Alpine           NativePackages
	// AlpineSource is the aport that the Alpine names were read from.
	AlpineSource string `toml:"alpine_source"`
	// AlpineUnsupported: cannot work on Alpine; Note says why.
	AlpineUnsupported bool `toml:"alpine_unsupported"`
	// AlpineUnverified are the Alpine names that no source confirmed.
	AlpineUnverified []string `toml:"alpine_unverified"`
	// Distroless is what distroless lacks: "libraries", "programs" or "none"; empty in
	// derived rows, which need libraries at most.
	Distroless string
	// Import is a Python statement that fails when the package cannot load its libraries;
	// empty when none is known.
	Import string
	// Wheels is what one lock listed, for readers only.
	Wheels string
	Note   string
	// Confidence is "proved", "archive", "reported" or "recalled"; empty in derived rows.
	Confidence string
	Uncertain  bool
	Evidence   []string
	// Own are build packages that come from the Python package's own Debian source.
	Own []string
	// Unexplained are linked libraries that no build package accounts for.
	Unexplained []string
	// Checked is the day of the facts: the row's own, else its file's.
	Checked time.Time

	// Rank and File are set by the loader.
	Rank Rank   `toml:"-"`
	File string `toml:"-"`
}

// nativeFile is one file of profiles/native.
type nativeFile struct {
	Schema  int
	Rank    Rank
	Checked time.Time
	Package []NativeRow
}

// Lookup finds the row of a normalised name, curated before derived.
func (n Native) Lookup(name string) (NativeRow, bool) { return findNative(n.Rows, name) }

// BuildRequirement finds the row of a name in build-system.requires.
func (n Native) BuildRequirement(name string) (NativeRow, bool) {
	return findNative(n.BuildRequirements, name)
}

// toolNames are the rows that every table has.
var toolNames = []string{"c", "c++", "git", "git-lfs", "go", "rust", "ssh", "unknown"}

// Tool finds what a toolchain, git, git-lfs or ssh takes; the zero row for any other name.
func (n Native) Tool(name string) NativeRow {
	row, _ := findNative(n.Tools, name)
	return row
}

func findNative(rows []NativeRow, name string) (NativeRow, bool) {
	i, ok := slices.BinarySearchFunc(rows, name, func(r NativeRow, name string) int {
		return cmp.Compare(r.Name, name)
	})
	if !ok {
		return NativeRow{}, false
	}
	return rows[i], true
}

// loadNative reads every native/**/*.toml.
func loadNative(fsys fs.FS) (Native, error) {
	var n Native
	err := fs.WalkDir(fsys, "native", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".toml" {
			return err
		}
		return n.add(fsys, file)
	})
	if err != nil {
		return Native{}, err
	}
	for _, rows := range [][]NativeRow{n.Rows, n.BuildRequirements, n.Tools} {
		slices.SortStableFunc(rows, compareNative)
		for i := 1; i < len(rows); i++ {
			if compareNative(rows[i-1], rows[i]) == 0 {
				return Native{}, fmt.Errorf("%s: %q has a row in %s too", rows[i].File, rows[i].Name, rows[i-1].File)
			}
		}
	}
	for _, name := range toolNames {
		if _, ok := findNative(n.Tools, name); !ok {
			return Native{}, fmt.Errorf("native: no file of rank %q has a row %q", Tool, name)
		}
	}
	return n, nil
}

func compareNative(a, b NativeRow) int {
	order := map[Rank]int{Derived: 1} // the others do not mix
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(order[a.Rank], order[b.Rank]))
}

func (n *Native) add(fsys fs.FS, file string) error {
	var f nativeFile
	if err := decode(fsys, file, &f); err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for i, row := range f.Package {
		row.Rank, row.File = f.Rank, file
		if row.Checked.IsZero() {
			row.Checked = f.Checked
		}
		if err := row.Check(); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if i > 0 && f.Package[i-1].Name >= row.Name {
			return fmt.Errorf("%s: %q stands after %q: sort the rows by name, one row a name",
				file, row.Name, f.Package[i-1].Name)
		}
		switch f.Rank {
		case BuildRequirement:
			n.BuildRequirements = append(n.BuildRequirements, row)
		case Tool:
			n.Tools = append(n.Tools, row)
		default:
			n.Rows = append(n.Rows, row)
		}
	}
	return nil
}

func (f nativeFile) check() error {
	ranks := []Rank{Curated, Derived, BuildRequirement, Tool}
	switch {
	case f.Schema != schema:
		return fmt.Errorf("schema is %d, expected %d", f.Schema, schema)
	case !slices.Contains(ranks, f.Rank):
		return fmt.Errorf("rank is %q, expected one of %s", f.Rank, quoted(ranks))
	case f.Checked.IsZero():
		return errors.New("the head of the file lacks the date `checked`")
	}
	return nil
}

func quoted[S ~string](values []S) string {
	var out []string
	for _, v := range values {
		out = append(out, fmt.Sprintf("%q", string(v)))
	}
	return strings.Join(out, ", ")
}
