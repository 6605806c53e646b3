package generator

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/bake"
	"github.com/uvdock/uvdock/generator/compose"
	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/region"
	"github.com/uvdock/uvdock/generator/render"
)

// sharedFile is a file about all images of a run.
type sharedFile struct {
	flag   string
	asked  bool
	render func(command []string, images []plan.Image) (render.File, diag.List, error)
	kind   region.Kind
	// rivals are files that the same tool finds under another name, reads says what it then does.
	rivals []string
	reads  string
}

// sharedFiles are those that can be asked for.
// Sources: https://docs.docker.com/build/bake/reference/#file-format,
// https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file
func sharedFiles(o Options) []sharedFile {
	return []sharedFile{
		{"--bake", o.Bake, bake.Render, region.Bake, []string{"docker-bake.json"}, "`docker buildx bake` reads both and merges their targets"},
		{"--compose", o.Compose, compose.Render, region.Compose, []string{"compose.yml", "docker-compose.yaml", "docker-compose.yml"}, "`docker compose` reads compose.yaml alone, `docker buildx bake` without --file both"},
	}
}

// share renders the files about images that are asked for. The words of command with flags, and
// the flag of a file behind them, write it again.
func share(p *project.Project, images []*Result, o Options, command []string, flags ...string) ([]render.File, diag.List, error) {
	var planned []plan.Image
	for _, r := range images {
		planned = append(planned, plan.Image{Name: r.Member.Name, Plan: r.Plan})
	}
	var files []render.File
	root, _ := config.Open(p, ".", p.Root)
	c, _ := config.Read(root, root) // what is wrong with it each image has said
	k := keeper{project: p, existing: o.Existing, snippets: c.Snippets}
	var findings diag.List
	for _, s := range append(sharedFiles(o), ciFile(&k, images, o, withFlags(command, flags))) {
		if !s.asked {
			continue
		}
		words := append(slices.Clone(flags), o.unconfigured(s.flag)...)
		file, found, err := s.render(withFlags(command, words), planned)
		if err != nil {
			return nil, nil, err
		}
		findings = append(findings, found...)
		if found.HasErrors() {
			continue
		}
		file.Named = s.kind == region.Bake || s.kind == region.Compose
		file.Fixed = !file.Named
		files = append(files, k.keep(file, s.kind))
		findings = append(findings, s.beside(p, file.Path)...)
	}
	if findings = append(findings, k.findings...); findings.HasErrors() {
		files = nil
	}
	return files, findings, nil
}

// unconfigured are the words of a flag, with its value, unless the configuration asks for it again.
func (o Options) unconfigured(flag string) []string {
	words := strings.Fields(flag)
	if o.Given[strings.TrimPrefix(words[0], "--")].Configured() {
		return nil
	}
	return words
}

// beside warns of files that the tool would find, too.
func (s sharedFile) beside(p *project.Project, name string) diag.List {
	var out diag.List
	for _, rival := range s.rivals {
		if _, err := fs.Stat(p.FS, path.Join(p.Base, rival)); !errors.Is(err, fs.ErrNotExist) {
			out = append(out, diag.Warningf("file-beside", diag.Place{File: rival},
				"%s lies beside %s: %s", rival, name, s.reads).
				WithFix("move what you need into an override file, such as %s, and remove it", override(name)))
		}
	}
	return out
}

// override is the name of the file that the tool merges into one of uvdock's: docker-bake.override.hcl.
func override(name string) string {
	ending := path.Ext(name)
	return name[:len(name)-len(ending)] + ".override" + ending
}

// withFlags are the words of a command line with further flags, which come first.
func withFlags(command, flags []string) []string {
	if len(command) == 0 {
		command = []string{"uvdock", "generate"}
	}
	return slices.Insert(slices.Clone(command), min(2, len(command)), flags...)
}
