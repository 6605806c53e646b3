package project

import (
	"io/fs"

	"github.com/uvdock/uvdock/generator/diag"
)

// Project is a uv project or workspace, read once into plain values. Nothing below this
// package touches the file system again, but for the search of sources in generator/detect.
type Project struct {
	// FS is the file system that the project was read from, Base the slash path in it of the
	// lock root: the directory that holds uv.lock and the workspace's pyproject.toml. "." is
	// the top of FS. All other paths here are relative to Base.
	FS   fs.FS
	Base string
	// Dir is the directory that the user named, relative to Base: "." or a member's directory.
	Dir string
	// Root is the pyproject.toml of the lock root; never nil.
	Root *Pyproject
	// Current is the pyproject.toml of Dir; the same pointer as Root when Dir is ".".
	Current *Pyproject
	// Members are the workspace's members on disk, the root included if it has a [project]
	// table, sorted by directory. A single project is its own only member.
	Members []Member
	// Lock is uv.lock; nil when it is missing or cannot be read, which is a finding.
	Lock *Lock
	// Settings are the settings of uv in force: those of uv.toml beside the root
	// pyproject.toml if there is one, else [tool.uv] of the root.
	// (spec: uv reads members' settings for no more than sources, index and groups.)
	Settings Settings
	// PythonRequest is the first usable line of .python-version or .python-versions, nil
	// without such a file.
	PythonRequest *PythonRequest
	// HasUVToml says whether uv.toml lies beside the root pyproject.toml.
	HasUVToml bool
	// RequiresPython is the widest range that uv would admit: the lock's requires-python, or
	// that of the current [project] where there is no lock. Empty when neither says.
	RequiresPython string
}

// Member is one workspace member on disk.
type Member struct {
	// Name is normalised (PEP 503).
	Name string
	// Dir is relative to the lock root; "." is the root.
	Dir       string
	Pyproject *Pyproject
}

// Pyproject is what uvdock needs of one pyproject.toml.
type Pyproject struct {
	// File is the path relative to the lock root, for findings.
	File string
	// HasProject says whether there is a [project] table.
	HasProject bool
	// Name is [project].name normalised, RawName as written. Empty without [project].
	Name, RawName string
	// Version is [project].version, empty when dynamic or absent.
	Version        string
	Description    string
	RequiresPython string
	// Readme is the path of the readme file, empty when none is named.
	Readme       string
	LicenseFiles []string
	// Dependencies, OptionalDependencies and DependencyGroups are requirement strings as
	// written (PEP 508, PEP 735). Extras and groups are sorted by name, names normalised.
	Dependencies         []string
	OptionalDependencies []NamedRequirements
	DependencyGroups     []Group
	// Dynamic lists [project].dynamic.
	Dynamic []string
	// Scripts and GUIScripts are [project.scripts] and [project.gui-scripts], sorted by name.
	Scripts, GUIScripts []Script
	// BuildSystem is nil when there is no [build-system] table.
	BuildSystem *BuildSystem
	// UV holds the [tool.uv] fields that belong to this project rather than to the workspace.
	UV ProjectUV
	// Strings are all string values anywhere in the file, sorted and unique: what a build
	// backend may read is named somewhere in it.
	Strings []string
	// Tool is the decoded [tool] table, for the few readers of other tools' settings
	// (hatch version, fastapi entrypoint). Never nil.
	Tool map[string]any

	places map[string]diag.Place
}

// NamedRequirements is the requirements of one extra.
type NamedRequirements struct {
	Name         string
	Requirements []string
	// Places are those of the Requirements, Place that of the extra.
	Places []diag.Place
	Place  diag.Place
}

// Group is one dependency group (PEP 735), unflattened.
type Group struct {
	Name         string
	Requirements []string
	// Include are the names of {include-group = ...} entries, normalised.
	Include []string
	// Places are those of the Requirements, Place that of the group.
	Places []diag.Place
	Place  diag.Place
}

// Script is one console script: Target is "package.module:function".
type Script struct {
	Name, Target string
}

// BuildSystem is the [build-system] table (PEP 518).
type BuildSystem struct {
	Requires []string
	Backend  string
	// BackendPath are the directories of a back end that is in the tree itself (PEP 517).
	BackendPath []string
}

// ProjectUV is [tool.uv] as far as it is a property of one project (uv reads it from members too).
type ProjectUV struct {
	// Package is tool.uv.package; nil when not set.
	Package *bool
	// Managed is tool.uv.managed; nil when not set.
	Managed *bool
	// DefaultGroups is nil when not set; uv then takes ["dev"]. All stands for "all".
	DefaultGroups *DefaultGroups
	// GroupRequiresPython is tool.uv.dependency-groups.NAME.requires-python.
	GroupRequiresPython map[string]string
	// Workspace is nil without [tool.uv.workspace].
	Workspace *Workspace
	// Sources is [tool.uv.sources], sorted by name; a list entry gives several.
	Sources []SourceEntry
	// DevDependencies is the legacy tool.uv.dev-dependencies; uv merges it into group dev.
	DevDependencies []string
	// HasTable says whether there is a [tool.uv] table at all.
	HasTable bool
}

// DefaultGroups is tool.uv.default-groups: "all", or names.
type DefaultGroups struct {
	All   bool
	Names []string
}

// Workspace is [tool.uv.workspace].
type Workspace struct {
	Members, Exclude []string
}

// SourceEntry is one entry of [tool.uv.sources].
type SourceEntry struct {
	Name      string
	Workspace bool
	Path      string
	Editable  *bool
	Package   *bool
	Git, URL  string
	Index     string
	Marker    string
	// Subdirectory is set for git and url; Tag, Branch and Rev for git, at most one of them.
	Subdirectory     string
	Tag, Branch, Rev string
	LFS              *bool
	// Extra and Group limit the entry to one extra or group, normalised; empty when it does not.
	Extra, Group string
}

// Settings are the uv settings that change what an image installs or how.
type Settings struct {
	// File is where they stand: "uv.toml" or the root "pyproject.toml".
	File string
	// RequiredVersion is a specifier for uv itself, with Place for findings.
	RequiredVersion string
	// NoBuild, NoBinary: nil when not set (uv tells false from unset).
	NoBuild, NoBinary               *bool
	NoBuildPackage, NoBinaryPackage []string
	Indexes                         []Index
	// Keys are the top-level setting names present, sorted.
	Keys []string

	table  *node
	places map[string]diag.Place
}

// Index is one [[tool.uv.index]].
type Index struct {
	Name, URL, Authenticate string
	Explicit, Default       bool
}

// PythonRequest is a line of .python-version.
type PythonRequest struct {
	// Text is the line as written, File and Line where it stands.
	Text  string
	Place diag.Place
	// Major, Minor, Patch: Minor and Patch are -1 when the line does not say.
	// Major is 3, or 0 when the line is a range of versions, which Specifiers then holds.
	Major, Minor, Patch int
	FreeThreaded        bool
	// Specifiers is a range such as ">=3.12,<3.13" (PEP 440); empty for a plain version.
	Specifiers string
}
