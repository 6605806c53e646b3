package region

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// Kind is a kind of generated file.
type Kind string

// The files that have places, as they are called to people.
const (
	Dockerfile Kind = "Dockerfile"
	Ignore     Kind = ".dockerignore"
	Bake       Kind = "docker-bake.hcl"
	Compose    Kind = "compose.yaml"
	GitHub     Kind = "GitHub workflow"
	GitLab     Kind = "GitLab pipeline"
)

// Place is where a region of a name stands.
type Place struct {
	Name string
	Kind Kind
	// Stage is the stage of the Dockerfile; empty for a place between stages, and in other files.
	Stage string
	// Stages says that the region holds whole stages.
	Stages bool
	// About says where it stands and what for, in one line.
	About string
}

// Places are all places, in the order of their files. Every image has each of those in its
// Dockerfile, whatever its profile.
var Places = []Place{
	{"early-stages", Dockerfile, "", true, "stages of your own, each with its FROM, before all that uvdock builds: what builder, sources and runtime may copy from"},
	{"builder", Dockerfile, "builder", false, "at the end of the ground of all build stages: certificates, tools, variables for building"},
	{"dependencies", Dockerfile, "dependencies", false, "after the third-party packages were installed into /opt/venv"},
	{"sources", Dockerfile, "project", false, "after your sources were copied and before they are built: generated code, assets"},
	{"project", Dockerfile, "project", false, "after your code was installed, at the end of the build"},
	{"late-stages", Dockerfile, "", true, "stages of your own, each with its FROM, that need the build stages: tests, documentation, what runtime copies from"},
	{"runtime", Dockerfile, "runtime", false, "in the image, as root, before your packages are copied in: system packages, certificates; it stays cached when the lock changes"},
	{"before-user", Dockerfile, "runtime", false, "in the image, as root, when everything is in its place: files, directories, owners"},
	{"final", Dockerfile, "runtime", false, "at the very end, as the user of the image: ENV, LABEL, VOLUME, ENTRYPOINT, or a CMD that replaces the one above"},
	{"ignore", Ignore, "", false, "at the end, where a line with ! lets in what a line above left out"},
	{"targets", Bake, "", false, "at the end: targets, groups, variables; a target of the name of an image is merged with it"},
	{"services", Compose, "", false, "at the end of the services, indented as they are"},
	{"jobs", GitHub, "", false, "at the end of the jobs, indented as they are"},
	{"pipeline", GitLab, "", false, "at the end: jobs and rules of your own"},
}

// Of are the places of one kind of file.
func Of(kind Kind) []Place {
	return slices.DeleteFunc(slices.Clone(Places), func(p Place) bool { return p.Kind != kind })
}

// Find is the place of a name.
func Find(name string) (Place, bool) {
	i := slices.IndexFunc(Places, func(p Place) bool { return p.Name == name })
	if i < 0 {
		return Place{}, false
	}
	return Places[i], true
}

// names are those of places.
func names(places []Place) (out []string) {
	for _, p := range places {
		out = append(out, p.Name)
	}
	return out
}

// misplaced says why a region of a name cannot stand in a kind of file, and what to do; empty if it can.
func misplaced(name string, kind Kind) (message, fix string) {
	place, known := Find(name)
	of := names(Of(kind))
	switch {
	case known && place.Kind == kind:
		return "", ""
	case known:
		return "region " + name + " belongs into " + string(place.Kind), "the regions of a " + string(kind) + " are " + strings.Join(of, ", ")
	}
	fix = "the regions of a " + string(kind) + " are " + strings.Join(of, ", ")
	if alike := diag.Alike(name, of); len(alike) > 0 {
		fix = "did you mean " + strings.Join(alike, " or ") + "? T" + fix[1:]
	}
	return "there is no region " + name, fix
}
