package plan

import (
	"slices"

	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/system"
)

// Input is all that the earlier stages found out.
type Input struct {
	Project *project.Project
	// Member is the workspace member that the image is for. The zero value stands for the
	// project of the directory.
	Member project.Member
	// Workspace says that the project has other members than the one at its root, so that uv
	// must be told which of them is meant.
	Workspace bool
	Tables    *knowledge.Tables
	Profile   knowledge.Profile
	// ProfileFrom and PythonFrom are the decisions made while choosing the target.
	ProfileFrom, PythonFrom Decision
	// Python is the version as image tags write it.
	Python string
	// Targets holds one result a platform, in the order of the platforms; at least one.
	Targets []resolve.Result
	Needs   system.Needs
	Service detect.Service
	// UVVersion overrides the choice of uv; empty for none.
	UVVersion string
	Selection resolve.Selection
	// LeftOut are default groups that Selection leaves out because of their names.
	LeftOut []string
	// Context is one of Contexts; empty for ContextAuto.
	Context string
	// Output is the Dockerfile's path relative to the lock root.
	Output string
	// Command are the words of the command line, for the header.
	Command []string
	// Frozen generates for a lock that is not current.
	Frozen bool
	// Volumes are what is to be mounted.
	Volumes []Volume
	// GPU says that the containers have one.
	GPU bool
	// KeepStdlib keeps a managed interpreter whole, CompileStdlib byte-compiles the standard
	// library of an image's interpreter.
	KeepStdlib, CompileStdlib bool
	// Existing is the Dockerfile that lies at Output and that uvdock wrote; nil where there is none.
	Existing []byte
	// Pin asks for a digest of every image. Digests are known ones, by references without a digest.
	Pin     bool
	Digests map[string]string
	// BuildEnv are variables for the builds of the project stage; names unique.
	BuildEnv []Env
	// Stages gives each process of several a stage of its own.
	Stages bool
	// Ground is what the plans of the project share; nil where there is but one.
	Ground *Ground

	closure *closure
}

// current is the manifest of what the image is for.
func (in Input) current() *project.Pyproject {
	if in.Member.Pyproject != nil {
		return in.Member.Pyproject
	}
	return in.Project.Current
}

// dir is the directory of what the image is for, relative to the context.
func (in Input) dir() string {
	if in.Member.Pyproject != nil {
		return in.Member.Dir
	}
	return "."
}

// packages are the packages of all targets, each name once, sorted by name. What differs
// between platforms is not needed for the Dockerfile: one file suits them all. Neither this list
// nor the two parts of it are to be changed.
func (in Input) packages() []resolve.Package { return in.closure.all }

// thirdParty are the packages that the dependency layer installs.
func (in Input) thirdParty() []resolve.Package { return in.closure.thirdParty }

// trees are the directories on disk that are installed as wheels, the project itself included.
func (in Input) trees() []resolve.Package { return in.closure.trees }

// builds says whether any package of the dependency layer is built from source.
func (in Input) builds() bool {
	return slices.ContainsFunc(in.Targets, func(t resolve.Result) bool {
		return slices.ContainsFunc(t.Packages, resolve.Package.Compiles)
	})
}
