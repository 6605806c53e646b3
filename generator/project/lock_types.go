package project

// Lock is uv.lock, schema version 1. Rules: uv, crates/uv-resolver/src/lock.
type Lock struct {
	// File is "uv.lock"; Size its length in bytes.
	File string
	Size int64
	// Version is 1; Revision is 0 when the file does not say.
	Version, Revision int
	RequiresPython    string
	// ResolutionMarkers are the forks; empty when the resolution did not fork.
	ResolutionMarkers []string
	// SupportedMarkers and RequiredMarkers are tool.uv.environments and
	// tool.uv.required-environments; the latter do not change what is installed.
	SupportedMarkers, RequiredMarkers []string
	Conflicts                         [][]ConflictItem
	Manifest                          Manifest
	// Options are [options] as far as they say how the lock was made: key to text.
	Options map[string]string
	// Packages are in the order of the file.
	Packages []*Package
	// ByName finds all packages of a normalised name, in the order of the file.
	ByName map[string][]*Package
}

// ConflictItem is one item of a conflict set. Neither Extra nor Group: the project itself.
type ConflictItem struct {
	Package, Extra, Group string
}

// Manifest is [manifest].
type Manifest struct {
	// Members is empty exactly when the workspace has one member, at the root.
	Members      []string
	Requirements []Requirement
	Constraints  []Requirement
	Overrides    []Requirement
	Excludes     []string
	// Scoped says whether overrides or excludes have entries that hold for the dependencies
	// of one package only. Those are not in the lists here.
	Scoped           bool
	BuildConstraints []Requirement
	// DependencyGroups are the groups of a root without [project], in the order of the file.
	DependencyGroups []RequirementGroup
	// DefaultGroups is nil when absent (revision < 5, or uv's default ["dev"]).
	DefaultGroups       *DefaultGroups
	GroupRequiresPython map[string]string
}

// Requirement is a requirement as the lock records it of a manifest. Source is the zero value
// for a registry, of which Index then holds the URL if the manifest named one.
type Requirement struct {
	Name      string
	Extras    []string
	Groups    []string
	Marker    string
	Specifier string
	Index     string
	Source    Source
}

// RequirementGroup is a named list of requirements.
type RequirementGroup struct {
	Name         string
	Requirements []Requirement
}

// Package is one [[package]].
type Package struct {
	Name string
	// Version is empty for a local tree whose version is dynamic.
	Version string
	Source  Source
	// Line is where the [[package]] header stands in uv.lock, from 1.
	Line int
	// ResolutionMarkers say to which forks this entry belongs; not used to follow edges.
	ResolutionMarkers    []string
	Dependencies         []Dependency
	OptionalDependencies []DependencyGroup
	// DevDependencies are the groups, include-group flattened; empty groups are not there.
	DevDependencies []DependencyGroup
	// DefaultGroups is nil when absent.
	DefaultGroups       *DefaultGroups
	GroupRequiresPython map[string]string
	// Metadata is what the lock recorded of the manifest; nil when absent.
	Metadata *Metadata
	// Sdist is nil when there is none.
	Sdist  *File
	Wheels []File
}

// DependencyGroup is the edges of one extra or group.
type DependencyGroup struct {
	Name  string
	Edges []Dependency
}

// Dependency is an edge. Version and Source are set only where the name is ambiguous.
type Dependency struct {
	Name, Version string
	// Source is the zero value when the edge does not say.
	Source Source
	Extras []string
	Marker string
	// To is the package that the edge leads to; set when the lock was read, never nil. Extras
	// are those alone that To has a table for.
	To *Package
}

// Metadata is [package.metadata].
type Metadata struct {
	RequiresDist   []Requirement
	ProvidesExtras []string
	// RequiresDev are the groups, empty ones included, in the order of the file.
	RequiresDev []RequirementGroup
}

// SourceKind says where a package comes from.
type SourceKind string

// The source kinds of uv.lock, in the order in which uv tries the keys.
const (
	Registry  SourceKind = "registry"
	Git       SourceKind = "git"
	URL       SourceKind = "url"
	Path      SourceKind = "path"
	Directory SourceKind = "directory"
	Editable  SourceKind = "editable"
	Virtual   SourceKind = "virtual"
)

// Source is the source of a package. The zero value means "not said".
type Source struct {
	Kind SourceKind
	// Location is the value as written: URL, or path relative to the lock root.
	Location string
	// Subdirectory is set for url sources, and for git sources percent-decoded from the query.
	Subdirectory string
	// GitPath is the archive inside a git repository, percent-decoded; rare.
	GitPath string
	// LFS is set for git sources with lfs=true.
	LFS bool
	// Commit is the fragment of a git source.
	Commit string
	// Reference is the branch, tag or rev of a git source, percent-decoded, and ReferenceKind
	// which of them; both empty when it follows the default branch.
	Reference, ReferenceKind string
}

// Local says whether the source is a path on disk.
func (s Source) Local() bool {
	return s.Kind == Path || s.Kind == Directory || s.Kind == Editable || s.Kind == Virtual
}

// Tree says whether the source is a directory on disk, which is always built.
func (s Source) Tree() bool {
	return s.Kind == Directory || s.Kind == Editable || s.Kind == Virtual
}

// File is a wheel or an sdist.
type File struct {
	// Name is the file name, percent-decoded: the last segment of url or path, or filename.
	// Empty for the sdist of a url, path or git source, which the lock does not name.
	Name string
	// URL and Path as written; at most one is set.
	URL, Path string
	// Hash is "sha256:...", empty when the lock has none. Size is in bytes, -1 when unknown.
	Hash string
	Size int64
	Line int
}
