// Package size predicts how large an image becomes, from the sizes that the lock states (or that an index told),
// what wheels of their kind were measured to become, and the sizes of base images and system packages.
//
// A prediction is in bytes on disk, as `docker image inspect` and `uvdock verify` count them, not in the compressed
// bytes of a registry.
package size

import (
	"cmp"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/system"
	"github.com/uvdock/uvdock/generator/wheel"
)

// maxFile is the largest file that is believed, in bytes: a lock may say anything. No index takes files of a
// thousandth of it, and sums of sizes below it cannot overflow.
const maxFile = 1 << 40

// Input is one image on one platform.
type Input struct {
	Sizes knowledge.Sizes
	// Debian are the system packages of the profile's release; empty where nothing asks for one.
	Debian  knowledge.DebianSizes
	Profile knowledge.Profile
	// Python is the version as image tags write it.
	Python string
	Target resolve.Result
	Needs  system.Needs
	// Files are sizes in bytes by URL, for those that the lock does not state. Absurd ones are not believed.
	Files map[string]int64
	// Own is what the project's own code takes with its bytecode, in bytes.
	Own int64
	// CompileStdlib and KeepStdlib are as in the plan.
	CompileStdlib, KeepStdlib bool
}

// Prediction is what an image becomes on one platform. Bytes are on disk.
type Prediction struct {
	Platform string
	// Parts are what the image consists of, in the order of its layers; those of no size are left out.
	Parts []Part
	// Packages are the third-party packages, the largest first, those of unknown size last.
	Packages []Package
	// Total is the sum of the parts: what is unknown is not in it.
	Total int64
	// Margin is how far the total may be off because of what is compiled from source, either way.
	Margin int64
	// Unknown are the packages of unknown size, UnknownSystem the system packages; by name.
	Unknown, UnknownSystem []string
}

// Part is a part of an image.
type Part struct {
	Name  string
	Bytes int64
}

// The names of the parts.
const (
	Base         = "base image"
	Stdlib       = "standard library's bytecode"
	System       = "system packages"
	Interpreter  = "interpreter"
	Dependencies = "dependencies"
	Own          = "own code"
	Environment  = "environment"
)

// Package is one third-party package in the image.
type Package struct {
	Name, Version string
	Kind          resolve.ArtifactKind
	// Bytes are files and bytecode; -1 is unknown.
	Bytes int64
}

// Predict adds up an image.
func Predict(in Input) Prediction {
	p := Prediction{Platform: in.Target.Target.Platform}
	base, _ := in.Sizes.Base(in.Profile.Name, in.Python)
	p.add(Base, base.Image)
	if in.CompileStdlib && in.Profile.Stdlib != "" {
		p.add(Stdlib, in.Sizes.StdlibBytecode)
	}
	p.add(System, p.system(in))
	if base.Interpreter > 0 && in.KeepStdlib {
		base.Interpreter += base.Pruned
	}
	p.add(Interpreter, base.Interpreter)
	p.add(Dependencies, p.dependencies(in))
	p.add(Own, in.Own)
	p.add(Environment, in.Sizes.Environment)
	return p
}

func (p *Prediction) add(name string, bytes int64) {
	if bytes > 0 {
		p.Parts = append(p.Parts, Part{name, bytes})
		p.Total += bytes
	}
}

// Part is the size of a part; 0 when the image has none.
func (p Prediction) Part(name string) int64 {
	for _, part := range p.Parts {
		if part.Name == name {
			return part.Bytes
		}
	}
	return 0
}

// dependencies sums the third-party packages.
func (p *Prediction) dependencies(in Input) int64 {
	var sum int64
	for _, pkg := range in.Target.Packages {
		if pkg.Artifact.Kind == resolve.Tree {
			continue // the project's own code
		}
		bytes := in.installed(pkg)
		p.Packages = append(p.Packages, Package{pkg.Name, pkg.Version, pkg.Artifact.Kind, bytes})
		switch {
		case bytes < 0:
			p.Unknown = append(p.Unknown, pkg.Name)
			continue
		case pkg.Artifact.Kind == resolve.Sdist:
			p.Margin += bytes
		}
		sum += bytes
	}
	slices.SortStableFunc(p.Packages, func(a, b Package) int { return cmp.Compare(b.Bytes, a.Bytes) })
	return sum
}

// installed is what a package takes in the image, -1 where nothing tells.
func (in Input) installed(p resolve.Package) int64 {
	bytes := in.fileSize(p.Artifact)
	if bytes < 0 || p.Artifact.Kind == resolve.Git {
		return -1
	}
	kind, measured := in.kind(p), in.Sizes.Wheels
	if kind == knowledge.CompiledSdist {
		measured = in.Sizes.Sdists
	}
	e, known := measured[p.Name]
	if !known {
		e = in.Sizes.Kinds[kind]
	}
	return int64(float64(bytes) * (e.Files + e.Bytecode))
}

// fileSize is what the lock states, or was told; -1 where neither can be believed.
func (in Input) fileSize(a resolve.Artifact) int64 {
	if believed(a.Size) {
		return a.Size
	}
	if bytes, told := in.Files[a.URL]; told && a.URL != "" && believed(bytes) {
		return bytes
	}
	return -1
}

func believed(bytes int64) bool { return bytes > 0 && bytes <= maxFile }

// kind tells a pure wheel by its platform tag. An sdist that needs no compiler becomes what a pure wheel becomes.
func (in Input) kind(p resolve.Package) knowledge.FileKind {
	if p.Artifact.Kind == resolve.Sdist {
		if slices.ContainsFunc(in.Needs.Compiled, func(c system.Compiled) bool { return c.PyPI == p.Name }) {
			return knowledge.CompiledSdist
		}
		return knowledge.PureWheel
	}
	if name, err := wheel.ParseName(p.Artifact.File); err == nil && name.Platform == "any" {
		return knowledge.PureWheel
	}
	if strings.HasPrefix(p.Name, "nvidia-") {
		return knowledge.CUDAWheel
	}
	return knowledge.PlatformWheel
}

// Missing are the files of a target whose sizes the lock does not state and an index may tell: each URL once, in the
// order of the lock.
func Missing(targets []resolve.Result) []resolve.Artifact {
	var out []resolve.Artifact
	seen := map[string]bool{}
	for _, t := range targets {
		for _, p := range t.Packages {
			a := p.Artifact
			web := strings.HasPrefix(a.URL, "https://") || strings.HasPrefix(a.URL, "http://")
			if a.Kind != resolve.Wheel && a.Kind != resolve.Sdist || believed(a.Size) || !web || seen[a.URL] {
				continue
			}
			seen[a.URL] = true
			out = append(out, a)
		}
	}
	return out
}
