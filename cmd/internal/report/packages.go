package report

import (
	"fmt"
	"strconv"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/resolve"
)

// PackagesSchema names the contract of `uvdock packages --format json`. Its JSON Schema is
// schema/uvdock.packages-1.schema.json.
const PackagesSchema = "uvdock.packages/1"

// Packages is the JSON of the packages command.
type Packages struct {
	Schema   string    `json:"schema"`
	Targets  []Target  `json:"targets"`
	Findings diag.List `json:"findings"`
}

// Target is one platform of it.
type Target struct {
	Platform string `json:"platform"`
	// Python is a minor, or a full version where one was given.
	Python   string    `json:"python"`
	Libc     string    `json:"libc"`
	Packages []Package `json:"packages"`
	Refused  []Refused `json:"refused"`
}

// Package is one package that uv installs.
type Package struct {
	Name     string   `json:"name"`
	Version  string   `json:"version"`
	Source   Source   `json:"source"`
	Artifact Artifact `json:"artifact"`
	Chain    []string `json:"chain"`
}

// Source says where a package comes from.
type Source struct {
	Kind     string `json:"kind"`
	Location string `json:"location"`
}

// Artifact says how it arrives. Size is in bytes, null where the lock does not say; SHA256 is
// empty then too.
type Artifact struct {
	Kind   string `json:"kind"`
	File   string `json:"file"`
	Size   *int64 `json:"size"`
	SHA256 string `json:"sha256"`
}

// Refused is a package without a usable artifact.
type Refused struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Reason  string `json:"reason"`
}

// NewPackages collects the contract of a result. Lists are never null.
func NewPackages(r *generator.Result) Packages {
	out := Packages{Schema: PackagesSchema, Targets: []Target{}, Findings: append(diag.List{}, r.Findings...)}
	for _, t := range r.Target.Targets {
		out.Targets = append(out.Targets, newTarget(t))
	}
	return out
}

func newTarget(t resolve.Result) Target {
	out := Target{
		Platform: t.Target.Platform, Python: pythonText(t.Target), Libc: t.Target.Wheel.Libc.String(),
		Packages: []Package{}, Refused: []Refused{},
	}
	for _, p := range t.Packages {
		out.Packages = append(out.Packages, newPackage(p))
	}
	for _, r := range t.Refused {
		out.Refused = append(out.Refused, Refused{Name: r.Name, Version: r.Version, Reason: r.Reason})
	}
	return out
}

func newPackage(p resolve.Package) Package {
	out := Package{
		Name: p.Name, Version: p.Version,
		Source:   Source{Kind: string(p.Source.Kind), Location: p.Source.Location},
		Artifact: Artifact{Kind: string(p.Artifact.Kind), File: p.Artifact.File, SHA256: p.Artifact.SHA256},
		Chain:    append([]string{}, p.Chain...),
	}
	if p.Artifact.Size >= 0 && !p.Source.Tree() {
		size := p.Artifact.Size
		out.Artifact.Size = &size
	}
	return out
}

// pythonText is 3.13, 3.13.5 or 3.13t.
func pythonText(t resolve.Target) string {
	text := fmt.Sprintf("%d.%d", t.Python.Major, t.Python.Minor)
	if t.Patch >= 0 {
		text += "." + strconv.Itoa(t.Patch)
	}
	if t.Python.FreeThreaded {
		text += "t"
	}
	return text
}
