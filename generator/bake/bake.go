// Package bake writes docker-bake.hcl, with which `docker buildx bake` builds all images of a
// project at once, on whatever builder is selected.
// Source: https://docs.docker.com/build/bake/reference/
package bake

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/render"
)

// File is the name of the file; it lies at the lock root.
const File = "docker-bake.hcl"

// group is what bake builds when no target is named.
const group = "default"

// view is what the template lays out.
type view struct {
	Command []string
	// Build are the words of the command that builds everything.
	Build []string
	// Args are the build arguments of all targets, Optional the secrets that are handed over
	// when they are set; each once, sorted.
	Args     []plan.VersionArg
	Optional []string
	Targets  []target
}

// target is one image.
type target struct {
	// Name is the target's and the repository's, Title the member's own.
	Name, Title string
	// Stage is empty for the last one of the Dockerfile.
	Stage               string
	Context, Dockerfile string
	Named               []plan.NamedContext
	Platforms           []string
	Version             *plan.VersionArg
	Secrets             []plan.Secret
}

// Render lays out the file for images, in their order. Command are the words of the command
// that writes it again. The findings hold an error where the images cannot be in one file.
func Render(command []string, images []plan.Image) (render.File, diag.List, error) {
	names, findings := plan.ImageNames(images)
	if i := slices.Index(names, group); i >= 0 {
		findings = append(findings, diag.Errorf("duplicate-service", images[i].Manifest(),
			"%q would be the target %s, and that is the name of the group that bake builds when none is named", images[i].Name, group).
			WithFix("rename the project, or build it without bake"))
	}
	if findings.HasErrors() {
		return render.File{}, findings, nil
	}
	v := view{Command: command, Build: buildCommand(images)}
	for i, image := range images {
		v.add(names[i], image)
	}
	slices.SortFunc(v.Args, func(x, y plan.VersionArg) int { return strings.Compare(x.Arg, y.Arg) })
	v.Args = slices.CompactFunc(v.Args, func(x, y plan.VersionArg) bool { return x.Arg == y.Arg })
	slices.Sort(v.Optional)
	v.Optional = slices.Compact(v.Optional)
	file, err := render.Text("bake.tmpl", File, v)
	return file, findings, err
}

// add appends the target of an image, and the variables that it reads.
func (v *view) add(name string, image plan.Image) {
	p := image.Plan
	title := image.Name
	if title == "" {
		title = name
	}
	v.Targets = append(v.Targets, target{
		Name: name, Title: title,
		Context: p.Context.Dir, Dockerfile: p.Dockerfile(), Named: p.Context.Named,
		Platforms: p.Platforms, Version: p.Project.Version, Secrets: p.Secrets(),
	})
	if p.Stages {
		for _, each := range p.Processes {
			t := v.Targets[len(v.Targets)-1]
			t.Name, t.Title, t.Stage = plan.ProcessName(name, each.Name), title+" "+each.Name, each.Name
			v.Targets = append(v.Targets, t)
		}
	}
	if p.Project.Version != nil {
		v.Args = append(v.Args, *p.Project.Version)
	}
	for _, s := range p.Secrets() {
		if !s.Required {
			v.Optional = append(v.Optional, s.ID)
		}
	}
}
