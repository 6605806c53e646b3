// Package ci writes workflows: they check the files of uvdock on pull requests, and build the images whose
// inputs changed.
// Sources: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax,
// https://docs.gitlab.com/ci/yaml/
package ci

import (
	"slices"
	"strings"
	"unicode"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/internal/lazy"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/reference"
	"github.com/uvdock/uvdock/generator/render"
)

// The systems, as --ci names them.
const (
	GitHub = "github"
	GitLab = "gitlab"
)

// Files are the places of the workflows, from the root of the repository.
var Files = map[string]string{GitHub: ".github/workflows/uvdock.yml", GitLab: ".gitlab/uvdock.gitlab-ci.yml"}

// Input is what a workflow is about.
type Input struct {
	// System is GitHub or GitLab.
	System string
	// Command are the words of the command that writes the workflow again, Check those of the one that
	// compares all files of the run.
	Command, Check []string
	Images         []plan.Image
	Pins           knowledge.CI
	// Existing is the workflow that lies there and that uvdock wrote: its later versions are kept.
	Existing []byte
}

// view is what the templates lay out.
type view struct {
	Command, Check []string
	Images         []image
	// Secrets are the names of all images' secrets, each once, sorted.
	Secrets []string
	// Use are the references of actions and of jobs' images, by name.
	Use map[string]string
}

// image is one image. Paths are relative to the lock root, which is the root of the repository.
type image struct {
	Name       string
	Context    string
	Dockerfile string
	// Contexts are the named contexts, name=directory a line.
	Contexts string
	// JSON is the image for a script of a workflow, Changed the command that asks whether it changed.
	JSON    string
	Changed []string
}

var secretName = lazy.Regexp(`^[A-Za-z_][A-Za-z0-9_]*$`)

// Render lays out the workflow. The findings hold an error where it cannot be in the repository, or a
// value cannot be in a workflow.
func Render(in Input) (render.File, diag.List, error) {
	names, findings := plan.ImageNames(in.Images)
	findings = append(findings, misplaced(in)...)
	findings = append(findings, invisible(in)...)
	v := view{Command: in.Command, Check: in.Check, Use: in.use()}
	for i, one := range in.Images {
		p := one.Plan
		for _, s := range p.Secrets() {
			if !secretName().MatchString(s.ID) {
				findings = append(findings, diag.Errorf("unsupported-value", one.Manifest(), "%q is no name of a secret that a workflow can have", s.ID).
					WithFix("rename the index"))
			}
			v.Secrets = append(v.Secrets, s.ID)
		}
		if findings.HasErrors() {
			continue
		}
		described, err := newImage(names[i], p)
		if err != nil {
			return render.File{}, nil, err
		}
		v.Images = append(v.Images, described)
	}
	if findings.HasErrors() {
		return render.File{}, findings, nil
	}
	slices.Sort(v.Secrets)
	v.Secrets = slices.Compact(v.Secrets)
	file, err := render.Text(in.System+".tmpl", Files[in.System], v)
	return file, findings, err
}

// misplaced refuses a lock root that is not the root of its repository: workflows lie there, and uvdock
// writes nothing above the directory of uv.lock.
func misplaced(in Input) diag.List {
	if len(in.Images) == 0 {
		return nil
	}
	at := in.Images[0].Plan.Context.Repository
	if at == "" || at == "." {
		return nil
	}
	return diag.List{diag.Errorf("ci-place", diag.Place{File: "uv.lock"}, "a workflow lies at the root of the repository, in %s, and uv.lock lies in %s", Files[in.System], at).
		WithFix("write the workflow by hand with the action of docs/ci.md, or leave --ci out")}
}

// invisible refuses words with characters that a reader of YAML may take for the end of a line: the
// command stands in a comment.
func invisible(in Input) diag.List {
	for _, word := range slices.Concat(in.Command, in.Check) {
		if strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsGraphic(r) }) {
			return diag.List{diag.Errorf("unsupported-value", diag.Place{}, "%q in the command cannot stand in a workflow: it has a character that is no text", word).
				WithFix("say it without")}
		}
	}
	return nil
}

// use are the references: those of the table, or later ones of the same names in the workflow that is there.
func (in Input) use() map[string]string {
	out := map[string]string{}
	actions := reference.Actions(in.Existing)
	for _, a := range in.Pins.Actions {
		planned := reference.Action(a)
		if found, ok := actions[a.Name]; ok && found.Newer(planned) {
			planned = found
		}
		out[a.Name] = planned.String()
	}
	images := reference.Images(in.Existing)
	for _, i := range in.Pins.Images {
		out[i.Use] = i.Ref
		planned, ok := reference.Parse(i.Ref)
		for _, found := range images {
			if ok && (found.Newer(planned) || found.Refines(planned)) {
				out[i.Use] = found.String()
			}
		}
	}
	return out
}
