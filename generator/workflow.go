package generator

import (
	"bytes"
	"io/fs"
	"path"

	"github.com/uvdock/uvdock/generator/ci"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/region"
	"github.com/uvdock/uvdock/generator/render"
)

// ciFile is the workflow of Options.CI. run is the command that writes everything but the files about
// all images.
func ciFile(k *keeper, images []*Result, o Options, run []string) sharedFile {
	kind := region.GitHub
	if o.CI == ci.GitLab {
		kind = region.GitLab
	}
	return sharedFile{
		flag: "--ci " + o.CI, asked: o.CI != "", kind: kind,
		render: func(command []string, planned []plan.Image) (render.File, diag.List, error) {
			place, known := ci.Files[o.CI]
			if !known || len(images) == 0 {
				return render.File{}, diag.List{diag.Errorf("usage", diag.Place{}, "--ci %q is unknown", o.CI).WithFix("use --ci github or --ci gitlab")}, nil
			}
			pins, err := images[0].tables.CI()
			if err != nil {
				return render.File{}, nil, err
			}
			existing, _ := k.read(place)
			if render.OriginOf(existing) == render.Foreign {
				existing = nil
			}
			file, findings, err := ci.Render(ci.Input{
				System: o.CI, Command: command, Check: o.checkCommand(run), Images: planned, Pins: pins, Existing: existing,
			})
			return file, append(findings, included(k, o.CI)...), err
		},
	}
}

// checkCommand compares all files of the run that a command writes.
func (o Options) checkCommand(run []string) []string {
	out := []string{"uvdock", "check"}
	if o.CI == ci.GitHub {
		out = append(out, "--format", "github")
	}
	for _, f := range []struct {
		flag  string
		given bool
	}{{"--bake", o.Bake}, {"--compose", o.Compose}, {"--ci " + o.CI, true}} {
		if f.given {
			out = append(out, o.unconfigured(f.flag)...)
		}
	}
	return append(out, run[min(2, len(run)):]...)
}

// included notes that nothing takes the pipeline of GitLab in yet.
func included(k *keeper, system string) diag.List {
	if system != ci.GitLab {
		return nil
	}
	text, err := fs.ReadFile(k.project.FS, path.Join(k.project.Base, ".gitlab-ci.yml"))
	if err == nil && bytes.Contains(text, []byte(ci.Files[ci.GitLab])) {
		return nil
	}
	return diag.List{diag.Notef("ci-include", diag.Place{File: ".gitlab-ci.yml"}, "nothing takes %s in", ci.Files[ci.GitLab]).
		WithFix("write `include: %s` into .gitlab-ci.yml", ci.Files[ci.GitLab])}
}
