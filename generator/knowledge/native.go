package knowledge

import "time"

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

	// index stands in for the rows in the built-in tables: it decodes a row when it is asked for.
	index nativeIndex
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
	// Beside are the PyPI names that must be compiled together with this one, or that Import
	// takes beside it; for proofs. One may have an extra, as in "psycopg[c]".
	Beside []string
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
	// Proof are the runs of `make prove-native`, one a release, written by it.
	Proof []Proof

	// Rank and File are set by the loader.
	Rank Rank   `toml:"-"`
	File string `toml:"-"`
}
