package system

import (
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// Distro is the distribution of the builder and the runtime stage.
type Distro struct {
	// Family is "debian" or "alpine"; Release "bookworm", "trixie", "3.24".
	Family, Release string
	// Distroless: the runtime has no package manager. Libraries are collected from the
	// builder, whose release is Release; programs cannot be.
	Distroless bool
	// Provides are the packages that a distroless runtime has already.
	Provides []string
}

// Input is what is known of the project.
type Input struct {
	// Targets are the closures of all platforms of one Dockerfile.
	Targets []resolve.Result
	// Trees say how local trees are built, first-party ones and path dependencies.
	Trees []Tree
	// Overrides are the user's rows by normalised name. They replace the table's.
	Overrides map[string]knowledge.NativeRow
	// Asked are the packages that the user names himself.
	Asked []Asked
	// Lock tells pure sdists by the wheels beside them; may be nil.
	Lock *project.Lock
}

// Asked is a system package that the user names, for one family of distributions.
type Asked struct {
	Stage Stage
	// Family is "debian" or "alpine"; Flag is where it was named: "--apt".
	Family, Package, Flag string
}

// Tree is how a local tree is built.
type Tree struct {
	// Name is normalised.
	Name string
	// BuildRequires is build-system.requires as written.
	BuildRequires []string
	// NativeSources says whether the tree has sources of extension modules: .c, .pyx and such.
	NativeSources bool
}

// Stage is where a system package is installed.
type Stage string

// The stages of a Dockerfile that install system packages.
const (
	Build   Stage = "build"
	Runtime Stage = "runtime"
)

// Need is one system package.
type Need struct {
	Package string
	Stage   Stage
	// Reasons are sorted by PyPI name, one a name; never empty.
	Reasons []Reason
}

// Reason is why one PyPI package makes a system package necessary.
type Reason struct {
	PyPI, Version string
	// Why is a sentence without a full stop.
	Why string
	// Platforms are Docker's names, sorted.
	Platforms []string
	// Rank, Confidence and Evidence come from the row; Evidence may be nil.
	Rank       knowledge.Rank
	Confidence string
	Evidence   []string
}

// Compiled is one package, or one tree, that is compiled here.
type Compiled struct {
	PyPI, Version string
	// From is how it arrives: sdist, git or tree.
	From      resolve.ArtifactKind
	Toolchain knowledge.Toolchain
	// Platforms are Docker's names, sorted.
	Platforms []string
}

// Guard is a Python statement that fails when a package cannot load what it needs.
type Guard struct {
	PyPI, Code string
}

// The reasons why a package cannot work.
const (
	AlpineUnsupported = "alpine-unsupported"
	PackageGone       = "package-gone"
	NeedsPrograms     = "needs-programs"
)

// Refusal is a package that cannot work on the distribution.
type Refusal struct {
	PyPI, Version string
	// Reason is AlpineUnsupported, PackageGone or NeedsPrograms.
	Reason string
	// Message says what stands in the way, in one line; Note is the row's, may be empty.
	Message, Note string
	// Line is where the package stands in uv.lock.
	Line int
}

// Needs is what the image needs of the system.
type Needs struct {
	// Build and Runtime are sorted by package, unique. On distroless, Runtime is installed in
	// a stage beside the builder and its libraries are collected.
	Build, Runtime []Need
	// Toolchain is the compilers, sorted; nil exactly when nothing compiles. Build does not
	// repeat them.
	Toolchain []string
	// Compiled is what the Toolchain is for, sorted by name.
	Compiled []Compiled
	// Guards are sorted by PyPI name. They hold on every platform.
	Guards []Guard
	// Refusals are sorted by name; any of them makes the distribution unsuitable.
	Refusals []Refusal
	// Findings are sorted and unique; none of them is an error.
	Findings diag.List
}
