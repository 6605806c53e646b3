package resolve

import (
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/wheel"
)

// Target is what the image runs. It is fixed before anything is resolved.
type Target struct {
	Python wheel.Python
	// Patch is the patch release, -1 when only the minor is known. Markers that depend on the
	// patch are then evaluated at both ends of the range, and a difference is a finding.
	Patch int
	// Platform is Docker's name: linux/amd64, linux/arm64.
	Platform string
	Wheel    wheel.Platform
	// Kernel is that of the machine which builds the image; nil, as usual, means unknown.
	// Markers that ask about it are then unknown, and a finding where that matters.
	Kernel *Kernel
}

// Kernel is platform_release and platform_version: what `uname -r` and `uname -v` print. Both
// may be known to be empty, as they are for `uv sync --python-platform`.
type Kernel struct {
	Release, Version string
}

// Selection says which part of the lock the image installs, with the meaning that the flags
// of the same name have for `uv sync`. Names need not be normalised.
type Selection struct {
	// Packages are the members named by --package; empty means the project of the directory.
	Packages    []string
	AllPackages bool

	Extras, NoExtras []string
	AllExtras        bool

	Groups, NoGroups, OnlyGroups []string
	AllGroups, NoDefaultGroups   bool
	Dev, NoDev, OnlyDev          bool

	NoInstallProject, NoInstallWorkspace, NoInstallLocal bool
	NoInstallPackages                                    []string
}

// ArtifactKind says how a package arrives.
type ArtifactKind string

// The artifact kinds. A tree is first-party or path code that is always built.
const (
	Wheel ArtifactKind = "wheel"
	Sdist ArtifactKind = "sdist"
	Git   ArtifactKind = "git"
	Tree  ArtifactKind = "tree"
)

// Artifact is the file, or the tree, that uv installs a package from.
type Artifact struct {
	Kind ArtifactKind
	// File is the file name of a wheel or sdist, the commit of a git source, the directory of
	// a tree.
	File string
	// URL is where it is fetched from; empty for trees and local archives.
	URL string
	// Size is in bytes, -1 when the lock does not say. SHA256 is hex, empty when not said.
	Size   int64
	SHA256 string
}

// Package is one package that uv installs on the target.
type Package struct {
	Name, Version string
	Source        project.Source
	Artifact      Artifact
	// Chain is one shortest way from a root to the package, the package last: names only.
	Chain []string
	// Line is where it stands in uv.lock.
	Line int
	// Direct says whether a root or a selected group names it.
	Direct bool
	// FirstParty says whether it is a workspace member or the project itself.
	FirstParty bool
}

// Compiles says whether the package is built from source by a third party's code: an sdist or
// a git tree. Local trees are built too, but they are the image's own code.
func (p Package) Compiles() bool { return p.Artifact.Kind == Sdist || p.Artifact.Kind == Git }

// Refused is a package of the closure that has no usable artifact on the target.
type Refused struct {
	Name, Version, Reason string
	Line                  int
	Chain                 []string
}

// Edge is one edge that was followed, for --why and --tree. Label is the extra or group that
// it belongs to, empty for ordinary dependencies.
type Edge struct {
	From, To string
	Label    string
}

// Result is the answer for one target.
type Result struct {
	Target Target
	// Packages are sorted by name and version; virtual projects are absent.
	Packages []Package
	// Refused are sorted by name and version.
	Refused []Refused
	// Roots are the names of the projects that were asked for, in order.
	Roots []string
	// Groups are the names of the dependency groups that were selected and exist, sorted.
	Groups []string
	// Edges are in the order in which they were followed, unique.
	Edges    []Edge
	Findings diag.List
}
