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
	Tables  *knowledge.Tables
	Profile knowledge.Profile
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
	// Output is the Dockerfile's path relative to the lock root.
	Output string
	// Command are the words of the command line, for the header.
	Command []string
	// Frozen generates for a lock that is not current.
	Frozen bool
	// KeepStdlib keeps a managed interpreter whole, CompileStdlib byte-compiles the standard
	// library of an image's interpreter.
	KeepStdlib, CompileStdlib bool
}

// packages are the packages of all targets, each name once, sorted by name. What differs
// between platforms is not needed for the Dockerfile: one file suits them all.
func (in Input) packages() []resolve.Package {
	seen := map[string]bool{}
	var out []resolve.Package
	for _, t := range in.Targets {
		for _, p := range t.Packages {
			if !seen[p.Name] {
				seen[p.Name] = true
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, func(a, b resolve.Package) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return out
}

// thirdParty are the packages that the dependency layer installs.
func (in Input) thirdParty() []resolve.Package {
	return slices.DeleteFunc(in.packages(), func(p resolve.Package) bool { return p.Source.Tree() })
}

// trees are the directories on disk that are installed as wheels, the project itself included.
func (in Input) trees() []resolve.Package {
	return slices.DeleteFunc(in.packages(), func(p resolve.Package) bool { return !p.Source.Tree() })
}

// builds says whether any package of the dependency layer is built from source.
func (in Input) builds() bool {
	return slices.ContainsFunc(in.Targets, func(t resolve.Result) bool {
		return slices.ContainsFunc(t.Packages, resolve.Package.Compiles)
	})
}
