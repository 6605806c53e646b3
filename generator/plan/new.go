package plan

import (
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
)

// New decides everything that is still open. The findings hold an error when no Dockerfile can
// be written; the plan is then incomplete and must not be rendered.
func New(in Input) (*Plan, diag.List) {
	in.closure = newClosure(in.Targets)
	if in.Ground == nil {
		in.Ground = NewGround(in.Project)
	}
	b := &builder{in: in, plan: &Plan{
		Command: in.Command,
		Output:  in.Output,
		Profile: in.Profile.Name,
		Family:  in.Profile.Family,
		Python:  in.Python,
		Syntax:  frontend,
	}}
	for _, t := range in.Targets {
		b.plan.Platforms = append(b.plan.Platforms, t.Target.Platform)
	}
	b.decideHeader()
	b.decideContext()
	b.decideUV()
	b.decideBase()
	b.keepImages()
	b.decideBuilder()
	b.decideSelection()
	b.decideLock()
	b.decideDependencies()
	b.decideProject()
	b.decideInterpreter()
	b.decideLibraries()
	b.decideRuntime()
	b.decideService()
	b.decideIgnore()
	b.decideData()
	b.leaveOutMounted()
	b.reportTracked()
	return b.plan, b.findings
}

// builder collects the plan while its parts are decided, in the order of the Dockerfile.
type builder struct {
	in       Input
	plan     *Plan
	findings diag.List
	// manifestOf is the answer of sources, once it was asked for.
	manifestOf map[string]*project.Pyproject
}

// because records a decision.
func (b *builder) because(key, title, value, source, why, link string) {
	b.plan.Decisions = append(b.plan.Decisions, Decision{
		Key: key, Title: title, Value: value, Source: source, Why: why, Link: link,
	})
}

func (b *builder) report(f diag.Finding) { b.findings = append(b.findings, f) }

// own is the source of decisions that are uvdock's own rules.
const own = "uvdock"

func (b *builder) decideHeader() {
	b.because("syntax", "Dockerfile syntax", frontend, own,
		"old engines fetch a frontend that knows cache and bind mounts", "https://docs.docker.com/build/buildkit/frontend/")
	b.because("header", "Command", strings.Join(b.in.Command, " "), "command line",
		"the same command writes the same file; the checksum tells a file edited by hand from one that is merely old", "")
}

// decideBase fixes the images of builder and runtime.
func (b *builder) decideBase() {
	p := b.in.Profile
	b.plan.Decisions = append(b.plan.Decisions, b.in.ProfileFrom, b.in.PythonFrom)
	builderImage, runtimeImage := p.Image(p.Builder, b.in.Python), p.Image(p.Runtime, b.in.Python)
	b.plan.Builder.Image, b.plan.Runtime.Image = builderImage, runtimeImage
	b.plan.Runtime.Distroless = p.Distroless
	if builderImage == runtimeImage {
		b.plan.Base = &builderImage
		b.because("base", "Base image", builderImage, p.Source,
			"builder and runtime share it: the virtual environment points at its interpreter by absolute path", "")
		return
	}
	b.because("base", "Base images", builderImage+", "+runtimeImage, p.Source,
		"the builder runs the runtime's Debian release, so compiled extensions meet the same glibc", "")
}

// decideInterpreter says what of a managed CPython is copied into the runtime.
func (b *builder) decideInterpreter() {
	p := b.in.Profile
	if !p.ManagedPython {
		return
	}
	b.plan.Interpreter = &Interpreter{}
	if b.in.KeepStdlib {
		b.because("interpreter", "Interpreter", "whole", "--keep-stdlib", "the standard library was asked to stay complete", "")
		return
	}
	var whats []string
	for _, g := range p.Prune {
		b.plan.Interpreter.Prune = append(b.plan.Interpreter.Prune, Group{Title: g.What, Patterns: g.Paths})
		whats = append(whats, g.What)
	}
	b.because("interpreter", "Interpreter", "without "+strings.Join(whats, "; "), own,
		"a server never imports these; --keep-stdlib keeps them", "")
}

// decideLibraries collects shared objects where the runtime has no package manager.
func (b *builder) decideLibraries() {
	if !b.in.Profile.Distroless || len(b.in.Needs.Compiled) == 0 && len(b.in.Needs.Runtime) == 0 {
		return
	}
	b.plan.Libraries = &Libraries{Provided: b.in.Profile.Provides}
	for _, n := range b.in.Needs.Runtime {
		b.plan.Libraries.Packages = append(b.plan.Libraries.Packages, n.Package)
	}
	b.because("libraries", "Shared libraries", strings.Join(append([]string{"what the environment links"}, b.plan.Libraries.Packages...), ", "), "uv.lock",
		"something is compiled or loads a system library, and the runtime has no package manager; dpkg records go along for scanners", "")
}
