package generator

import (
	"github.com/uvdock/uvdock/generator/choose"
	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/origin"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/render"
	"github.com/uvdock/uvdock/generator/resolve"
)

// Options say what is wanted. What they leave open is as the project configures it ([tool.uvdock]), else
// found out; so the zero value asks for the Dockerfile of plain `uvdock generate`.
type Options struct {
	// Profile is "", "auto" or a name; Prefer is "", "size", "security" or "speed".
	Profile, Prefer string
	// Python is a minor or full version; empty for the project's.
	Python string
	// Platforms are Docker names; empty for linux/amd64 and linux/arm64.
	Platforms []string
	// Libc overrides the profile's in Packages.
	Libc string
	// Selection are the extras and groups. Group dev, and default groups with a name like test or
	// lint, are left out unless they are asked for: by name, or by Dev, which stands for what uv sync
	// takes without any flag.
	Selection resolve.Selection
	// Cmd is the start command as words or as a JSON array, Port and HealthPath belong to it.
	Cmd        string
	Port       int
	HealthPath string
	// NoHealthcheck leaves the health check out, known path or not.
	NoHealthcheck bool
	// BuildEnv are NAME=VALUE for the build of the project and for collectstatic; the image has none of
	// them.
	BuildEnv []string
	// Processes says how an image holds several processes, one of config.Layouts; where no table names
	// them, what else the sources start is taken. Empty for config.LayoutOneImage and the tables alone.
	Processes string
	// Package names the workspace member that the image is for; empty for the project of the
	// directory, or the only member that can be started.
	Package string
	// Context is how the build context is laid out, one of plan.Contexts; empty for auto.
	Context string
	// Output is the Dockerfile relative to the lock root; empty for "Dockerfile" beside the
	// project's or the member's manifest.
	Output string
	// Frozen accepts a lock that is not current.
	Frozen bool
	// Apt and Apk are system packages of the image, BuildApt and BuildApk of the build stages,
	// by their names in Debian and in Alpine.
	Apt, Apk, BuildApt, BuildApk []string
	// Volumes are mounted into the container, each as ParseVolume of package plan reads it.
	Volumes []string
	// GPU says that the containers have one: CUDA is wanted.
	GPU bool
	// KeepStdlib keeps uv's interpreter whole in a distroless image.
	KeepStdlib bool
	// UVVersion pins uv against required-version and the default.
	UVVersion string
	// Pin asks for a digest of every image: one that stands in the Dockerfile, or one of Digests, which
	// are "sha256:..." by references such as python:3.13-slim-bookworm. plan.Plan.Images tells which there are.
	Pin     bool
	Digests map[string]string
	// Bake and Compose ask for docker-bake.hcl and compose.yaml at the lock root, about all images
	// of the run.
	Bake, Compose bool
	// Given says where values come from, by the key of config.Options. An option in it counts as set,
	// also to its zero value; so does any other that is not zero. What is not set is as configured.
	Given origin.Origins
	// CI asks for a workflow: "github", "gitlab", or empty for none.
	CI string
	// Existing are texts of generated files, by their paths relative to the lock root, whose regions
	// are kept instead of those of the files that lie there.
	Existing map[string][]byte
	// Command are the words of the command line for the header; empty for "uvdock generate".
	Command []string

	// lockOnly asks about the lock and not for an image.
	lockOnly bool
	// allImages asks for the images of all members.
	allImages bool
}

// Result is what is known at the end of a run. With an error among the findings the later
// fields are empty.
type Result struct {
	Project *project.Project
	// Target is the chosen profile with its closures, Choice says why that profile.
	Target choose.Candidate
	Choice choose.Reason
	// Member is what the image is for: a member of the workspace, or the project itself.
	Member project.Member
	// Selection is the one in force; LeftOut are the default groups that it leaves out because their
	// names say development (profiles/base/groups.toml), dev apart.
	Selection resolve.Selection
	LeftOut   []string
	Service   detect.Service
	Plan      *plan.Plan
	// Files are the Dockerfile and the .dockerignore, then those of Options.Bake and Compose, in
	// this order; relative to the lock root.
	Files []render.File
	// Findings are errors first, in the order in which uv would find them, then the rest by place.
	Findings diag.List

	// Options are those in force: what was asked for over what is configured, with Given saying which
	// is which.
	Options Options

	// tables are those of the run.
	tables *knowledge.Tables
	// snippets are the lines of [tool.uvdock.snippets], by the places they are for.
	snippets map[string]config.Snippet
}
