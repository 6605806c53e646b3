package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/dockerfile"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/region"
	"github.com/uvdock/uvdock/generator/render"
)

// maxKept is far above what a person writes into a file of uvdock's.
const maxKept = 4 << 20

// keeper puts the lines of people into rendered files: those in the regions of the files that lie
// on disk, and the snippets of the configuration.
type keeper struct {
	project  *project.Project
	snippets map[string]config.Snippet
	// existing are texts that count instead of those that lie on disk.
	existing map[string][]byte
	// taken are names that stages of a person cannot have.
	taken []string

	findings  diag.List
	decisions []plan.Decision
	lines     []line
}

// keep returns the file with the lines of people in it. Where none lies at its path yet, they are
// taken from the first of others that uvdock wrote: the file was moved.
func (k *keeper) keep(file render.File, kind region.Kind, others ...string) render.File {
	old, found := k.read(file.Path)
	file.Basis, file.Read = old, found || k.absent(file.Path)
	if text, ok := k.existing[file.Path]; ok {
		old, found = text, true
	}
	from := file.Path
	for _, other := range others {
		if found || other == file.Path {
			break
		}
		if text, ok := k.read(other); ok && render.OriginOf(text) != render.Foreign {
			old, found, from = text, true, other
		}
	}
	cut, findings := region.Cut(from, old)
	k.findings = append(k.findings, findings...)
	if findings.HasErrors() {
		return file
	}
	var parts []render.Part
	for _, r := range cut.Regions {
		k.check(region.Input{Name: r.Name, Kind: kind, Text: r.Text, At: diag.Place{File: from, Line: r.Line + 1}, Taken: k.taken})
		if render.OriginOf(old) == render.Intact { // of an edited file the stages may be anybody's
			k.inStage(r, from, stageOf(file, r.Name))
		}
		parts = append(parts, k.part(r, from))
		k.lines = append(k.lines, line{r.Name, diag.Place{File: from, Line: r.Line + 1}, false, r.Text})
	}
	if from != file.Path && len(parts) > 0 {
		k.findings = append(k.findings, diag.Notef("regions-moved", diag.Place{File: from, Line: cut.Regions[0].Line},
			"%s begins with the regions of %s", file.Path, from).WithFix("remove %s if the other replaces it", from))
	}
	out := file.Insert(append(parts, k.configured(kind, from, cut)...))
	if render.Windows(old) {
		out.Text = bytes.ReplaceAll(render.Normal(out.Text), []byte("\n"), []byte("\r\n"))
	}
	return out
}

// read is a file of the lock root; false where there is none that could be read. What is wrong with
// its place is said when it is to be written.
func (k *keeper) read(file string) ([]byte, bool) {
	name := path.Join(k.project.Base, file)
	if !fs.ValidPath(name) {
		return nil, false
	}
	if info, err := fs.Stat(k.project.FS, name); err != nil || !info.Mode().IsRegular() || info.Size() > maxKept {
		return nil, false
	}
	text, err := fs.ReadFile(k.project.FS, name)
	return text, err == nil
}

// statBelow looks at a path of the lock root.
func statBelow(p *project.Project, file string) (fs.FileInfo, error) {
	name := path.Join(p.Base, file)
	if !fs.ValidPath(name) {
		return nil, fs.ErrInvalid
	}
	return fs.Stat(p.FS, name)
}

// absent says that nothing lies at a path of the lock root.
func (k *keeper) absent(file string) bool {
	_, err := statBelow(k.project, file)
	return errors.Is(err, fs.ErrNotExist)
}

func (k *keeper) check(in region.Input) {
	k.findings = append(k.findings, region.Check(in)...)
}

// stageOf is the stage of a rendered Dockerfile in which a place lies.
func stageOf(file render.File, name string) string {
	at := slices.IndexFunc(file.Places, func(p render.Place) bool { return p.Name == name })
	list, _ := dockerfile.Read(file.Text)
	stage := ""
	for _, i := range list {
		if words := i.Arguments(); at >= 0 && i.Line <= file.Places[at].Line && i.Is("FROM") && len(words) == 3 {
			stage = words[2]
		}
	}
	return stage
}

// inStage refuses a region in a stage that is not its own: there it would mean something else. The
// last stage has the name of what it starts where there are several, so a stage that the Dockerfile
// no longer has is not held against a region.
func (k *keeper) inStage(r region.Region, file, stage string) {
	place, known := region.Find(r.Name)
	if !known || place.Stage == "" || place.Stage == r.Stage || stage == r.Stage || !slices.Contains(k.taken, strings.ToLower(r.Stage)) {
		return
	}
	var here []string
	for _, p := range region.Places {
		if p.Stage == r.Stage && p.Stage != "" {
			here = append(here, p.Name)
		}
	}
	fix := fmt.Sprintf("move it into stage %s", place.Stage)
	if len(here) > 0 {
		fix += ", or call it " + strings.Join(here, " or ")
	}
	k.findings = append(k.findings, diag.Errorf("invalid-region", diag.Place{File: file, Line: r.Line},
		"region %s stands in stage %s, and its place is in stage %s", r.Name, named(r.Stage), place.Stage).WithFix("%s", fix))
}

// named is a stage in a sentence.
func named(stage string) string {
	if stage == "" {
		return "none"
	}
	return stage
}

// part is a region with the decision behind its lines.
func (k *keeper) part(r region.Region, file string) render.Part {
	at := diag.Place{File: file, Line: r.Line}
	d := plan.Decision{
		Key: "region-" + r.Name, Title: "Region " + r.Name, Value: lineCount(r.Text), Source: at.String(),
		Why: "written by hand, and carried over byte for byte whenever the file is written anew",
	}
	k.decisions = append(k.decisions, d)
	return render.Part{Name: r.Name, Text: r.Text, Key: d.Key}
}

// configured are the snippets of a kind of file. One whose place a region has is an error: which of
// the two comes first is not uvdock's to say.
func (k *keeper) configured(kind region.Kind, file string, cut region.File) (out []render.Part) {
	for _, place := range region.Of(kind) {
		s, ok := k.snippets[place.Name]
		if !ok {
			continue
		}
		if r := cut.Named(place.Name); r != nil {
			k.findings = append(k.findings, diag.Errorf("invalid-region", diag.Place{File: file, Line: r.Line},
				"there is a region %s here, and a snippet of that name in %s", place.Name, s.At).WithFix("put the lines of both into one of them"))
			continue
		}
		k.check(region.Input{Name: place.Name, Kind: kind, Text: []byte(s.Text), At: s.At, Snippet: true, Taken: k.taken})
		d := plan.Decision{
			Key: "snippet-" + place.Name, Title: "Snippet " + place.Name, Value: lineCount([]byte(s.Text)), Source: s.At.String(),
			Why: "written by hand in the configuration",
		}
		k.decisions = append(k.decisions, d)
		k.lines = append(k.lines, line{place.Name, s.At, true, []byte(s.Text)})
		out = append(out, render.Part{Name: place.Name, Text: []byte(s.Text), Key: d.Key, From: "[" + s.Table + "] in " + s.At.File})
	}
	return out
}

// lineCount is a number of lines for people.
func lineCount(text []byte) string {
	switch n := bytes.Count(bytes.TrimSuffix(text, []byte("\n")), []byte("\n")) + 1; {
	case len(bytes.TrimSpace(text)) == 0:
		return "no lines"
	case n == 1:
		return "1 line"
	default:
		return fmt.Sprintf("%d lines", n)
	}
}

// keepLines puts the lines of people into the Dockerfile and the .dockerignore.
func (r *Result) keepLines() {
	k := keeper{project: r.Project, existing: r.Options.Existing, snippets: r.snippets, taken: taken(r.Plan, r.Files[0].Text)}
	usual := path.Join(r.Member.Dir, "Dockerfile")
	r.Files[0] = k.keep(r.Files[0], region.Dockerfile, usual)
	r.Files[1] = k.keep(r.Files[1], region.Ignore, usual+".dockerignore", render.IgnorePath(usual, r.Plan.Context.Dir))
	r.Plan.Decisions = append(r.Plan.Decisions, k.decisions...)
	if r.add(k.findings); !r.Findings.HasErrors() {
		r.readLines(k.lines)
	}
}

// taken are the names of the stages of a Dockerfile and of the contexts beside them.
func taken(p *plan.Plan, text []byte) []string {
	out := []string{"scratch"}
	for _, n := range p.Context.Named {
		out = append(out, n.Name)
	}
	list, _ := dockerfile.Read(text)
	for _, i := range list {
		if words := i.Arguments(); i.Is("FROM") && len(words) == 3 {
			out = append(out, strings.ToLower(words[2]))
		}
	}
	return out
}
