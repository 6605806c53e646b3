package adopt

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/internal/lazy"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// Read reads a Dockerfile by hand. file is its name in the findings, target the stage that is wanted; empty for
// the last one. With an error among the findings there is no Old: the file breaks the syntax, builds a Windows
// container, has nothing to do with uv, or lacks the stage.
func Read(file string, text []byte, target string, table knowledge.Adoption) (*Old, diag.List) {
	parsed, err := syntax.Parse(text)
	if err != nil {
		at := diag.Place{File: file}
		message := err.Error()
		if e, ok := errors.AsType[*syntax.Error](err); ok {
			at.Line, message = e.Line, e.Message
		}
		return nil, diag.List{diag.Errorf("invalid-dockerfile", at, "%s", message).WithFix("docker build would refuse the file; correct it first")}
	}
	o := &Old{
		File: parsed, table: table, Workdir: "/",
		arguments: map[string]string{}, repositories: map[int]bool{}, synced: map[int]bool{}, workdirs: map[int]string{}, values: map[int]map[string]string{},
	}
	o.readStages()
	if f := o.refuse(file); f != nil {
		return nil, f
	}
	if err := o.readRoles(target); err != nil {
		return nil, diag.List{diag.Errorf("usage", diag.Place{File: file}, "--target: %v", err)}
	}
	o.readParts()
	o.readStart()
	findings := o.remarks(file)
	return o, findings
}

// maxStages is how many stages a file may have: each is followed to its base.
const maxStages = 500

// aboutUV is what a Dockerfile with uv has somewhere.
var aboutUV = lazy.Regexp(`\buvx?\b|astral-sh/uv|astral\.sh/uv`)

// otherTool is a command that installs with another tool.
var otherTool = lazy.Regexp(`\b(poetry|pipenv|pdm|conda|pip)3? .*(?:install|sync|create)`)

// refuse says what keeps a file from being adopted.
func (o *Old) refuse(file string) diag.List {
	if len(o.stages) > maxStages {
		return diag.List{diag.Errorf("not-adoptable", diag.Place{File: file, Line: o.stages[maxStages].line}, "the file has %d stages, and at most %d are read", len(o.stages), maxStages)}
	}
	for _, s := range o.stages {
		if s.image.Windows {
			return diag.List{diag.Errorf("not-adoptable", diag.Place{File: file, Line: s.line}, "%s is a Windows container, and uvdock writes Dockerfiles for Linux", s.ref)}
		}
	}
	others := ""
	for _, i := range o.File.Instructions {
		text := strings.Join(append(i.Flags, i.Args, heredocText(i)), " ")
		if aboutUV().MatchString(text) {
			return nil
		}
		if m := otherTool().FindStringSubmatch(text); m != nil && others == "" {
			others = fmt.Sprintf("; line %d installs with %s", i.Start, m[1])
		}
	}
	return diag.List{diag.Errorf("not-adoptable", diag.Place{File: file, Line: o.stages[len(o.stages)-1].line}, "this is no Dockerfile for uv: no line of it names uv%s", others).
		WithFix("uvdock generate --output uv.Dockerfile writes one beside it, from pyproject.toml and uv.lock alone")}
}

// remarks are findings about the file as a whole.
func (o *Old) remarks(file string) (out diag.List) {
	if len(o.Others) > 0 {
		out = append(out, diag.Notef("other-targets", diag.Place{File: file}, "stage %s is adopted, which docker build builds; %s could be meant as well", o.Target, strings.Join(o.Others, ", ")).
			WithFix("--target %s adopts that one", o.Others[len(o.Others)-1]))
	}
	return out
}

func heredocText(i syntax.Instruction) string {
	var b strings.Builder
	for _, h := range i.Heredocs {
		b.WriteString(h.Text)
	}
	return b.String()
}

// readParts takes every instruction apart.
func (o *Old) readParts() {
	at := -1
	for n, i := range o.File.Instructions {
		if i.Is("FROM") {
			at++
		}
		r := part{Old: o, i: i, n: n, stage: at}
		if at >= 0 && !i.Is("FROM") {
			r.track()
		}
		r.read()
	}
}

// part reads one instruction.
type part struct {
	*Old
	i        syntax.Instruction
	n, stage int
}

// role is that of the stage.
func (r part) role() role {
	if r.stage < 0 {
		return final
	}
	return r.stages[r.stage].role
}

// add records a part; text is what it is of the instruction.
func (r part) add(text string, class Class, to, why string) *Part {
	p := Part{
		Line: r.i.Start, End: r.i.End, Keyword: r.i.Keyword, Text: oneLine(text), Class: class, To: to, Why: why,
		instruction: r.n, kept: text,
	}
	if r.stage >= 0 {
		p.Stage = r.stages[r.stage].label()
	}
	r.Parts = append(r.Parts, p)
	return &r.Parts[len(r.Parts)-1]
}

// propose records a flag, and the part that asks for it.
func (r part) propose(text, flag, value, why string) {
	p := Proposal{flag, value, r.i.Start}
	r.Proposals = append(r.Proposals, p)
	r.add(text, Option, "", why).flags = []Proposal{p}
}

// later records a part that the plan decides about.
func (r part) later(text string, decide func(*settler, *Part)) {
	r.add(text, "", "", "").open = decide
}

// late is later, for what depends on the lines that stay.
func (r part) late(text string, decide func(*settler, *Part)) {
	p := r.add(text, "", "", "")
	p.open, p.late = decide, true
}

// keep records a part that stays in a region.
func (r part) keep(text, region, why string) *Part { return r.add(text, Region, region, why) }

var runs = lazy.Regexp(`\s+`)

func oneLine(text string) string { return strings.TrimSpace(runs().ReplaceAllString(text, " ")) }

// track follows what later lines of the stage see: variables and the working directory.
func (r part) track() {
	values := r.values[r.stage]
	if values == nil {
		values = map[string]string{}
		if from := r.stages[r.stage].from; from >= 0 {
			maps.Copy(values, r.values[from])
			r.workdirs[r.stage] = r.workdirs[from]
			r.repositories[r.stage], r.synced[r.stage] = r.repositories[from], r.synced[from]
		}
		r.values[r.stage] = values
	}
	switch r.i.Keyword {
	case "ENV", "ARG":
		for _, p := range r.i.Pairs() {
			if r.i.Is("ENV") || p.Value != "" {
				values[p.Name] = expand(p.Value, values)
			} else if v, ok := r.arguments[p.Name]; ok {
				values[p.Name] = v
			}
		}
	case "WORKDIR":
		dir := expand(strings.Trim(r.i.Args, `"'`), values)
		if !strings.HasPrefix(dir, "/") {
			dir = strings.TrimSuffix(r.workdirs[r.stage], "/") + "/" + dir
		}
		r.workdirs[r.stage] = path.Clean(dir)
	}
	if r.workdirs[r.stage] != "" && r.stages[r.stage].label() == r.Target {
		r.Workdir = r.workdirs[r.stage]
	}
}
