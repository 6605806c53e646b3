package adopt

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// Kept is what one region holds of the old file.
type Kept struct {
	// Region is its name in docs/regions.md.
	Region string
	// Text is whole lines with their ends.
	Text string
}

// order is that of the regions in a Dockerfile.
var order = []string{earlyStages, builder, sources, projectEnd, lateStages, runtime, beforeUser, finalRegion}

// Kept is what stays of the old file, in the order of the generated one. An instruction that stays as a whole
// is carried over word for word, with the comment above it.
func (o *Old) Kept() (out []Kept) {
	texts := map[string][]string{}
	for n := 0; n < len(o.Parts); {
		end := n
		for end < len(o.Parts) && o.Parts[end].instruction == o.Parts[n].instruction {
			end++
		}
		for _, region := range order {
			if text := o.keptOf(o.Parts[n:end], region); text != "" {
				texts[region] = append(texts[region], text)
			}
		}
		n = end
	}
	for _, region := range order {
		if lines := texts[region]; len(lines) > 0 {
			out = append(out, Kept{region, strings.Join(lines, "\n") + "\n"})
		}
	}
	return out
}

// keptOf is what a region holds of one instruction, empty for nothing.
func (o *Old) keptOf(parts []Part, region string) string {
	var kept []string
	whole := true
	for _, p := range parts {
		if p.Class != Region || p.To != region {
			whole = false
			continue
		}
		kept = append(kept, p.kept)
		whole = whole && oneLine(p.kept) == p.Text
	}
	if len(kept) == 0 {
		return ""
	}
	i := o.File.Instructions[parts[0].instruction]
	stage := o.stageIndex(parts[0].instruction)
	switch {
	case i.Is("FROM"):
		return o.keptFrom(stage)
	case i.Is("ARG") && o.stages[stage].role == foreign:
		return o.keptArgument(i)
	case whole && o.File.Escape == '\\':
		first := i.Start
		if i.Comment > 0 && !marker().MatchString(o.File.Text(i.Comment, i.Start-1)) {
			first = i.Comment
		}
		return o.rewrite(i, o.File.Text(first, i.End))
	}
	return o.rewrite(i, joined(i, kept, whole))
}

// marker is a comment by which uvdock would know lines of its own.
var marker = lazy.Regexp(`(?im)^\s*#\s*uvdock:`)

// joined writes an instruction of the parts that are kept.
func joined(i syntax.Instruction, kept []string, whole bool) string {
	head := strings.Join(append([]string{i.Keyword}, i.Flags...), " ")
	switch {
	case whole || !i.Is("RUN", "ENV", "ARG", "EXPOSE", "VOLUME"):
		lines := []string{head + " " + i.Args}
		for _, h := range i.Heredocs {
			lines = append(lines, h.Text+h.Name)
		}
		return strings.Join(lines, "\n")
	case !i.Is("RUN"):
		return head + " " + strings.Join(kept, " ")
	case slices.ContainsFunc(kept, func(k string) bool { return strings.Contains(k, "\n") }):
		return head + " <<EOF\nset -e\n" + strings.Join(kept, "\n") + "\nEOF"
	}
	return head + " " + strings.Join(kept, " \\\n    && ")
}

// ours are the names of the stages of a generated file.
var ours = strings.Fields("uv python-base builder lock dependencies project interpreter native-libs runtime")

// nameOf is the name of a kept stage: its own, unless a generated stage has it.
func (o *Old) nameOf(n int) string {
	name := o.stages[n].label()
	if o.stages[n].name == "" || slices.Contains(ours, name) {
		return "own-" + name
	}
	return name
}

// keptFrom is the FROM of a kept stage.
func (o *Old) keptFrom(n int) string {
	s := o.stages[n]
	ref := s.ref
	if s.from >= 0 {
		ref = o.nameOf(s.from)
	}
	head := "FROM "
	if slices.ContainsFunc(o.stages[:n], func(s stage) bool { return s.role == foreign }) {
		head = "\n" + head
	}
	if platform, ok := o.File.Instructions[s.first].Flag("platform"); ok {
		head += "--platform=" + platform + " "
	}
	return head + ref + " AS " + o.nameOf(n)
}

// keptArgument is an ARG of a kept stage, with the value that it had from before the first one.
func (o *Old) keptArgument(i syntax.Instruction) string {
	var words []string
	for _, p := range i.Pairs() {
		words = append(words, o.withDefault(p))
	}
	return "ARG " + strings.Join(words, " ")
}

// rewrite names the stages and the directory as they are called now.
func (o *Old) rewrite(i syntax.Instruction, text string) string {
	for _, ref := range fromOf(i) {
		n := o.stageOf(ref)
		if n < 0 {
			continue
		}
		name := o.nameOf(n)
		if o.stages[n].role != foreign {
			name = "project"
		}
		text = strings.ReplaceAll(text, "from="+ref, "from="+name)
	}
	if o.stages[o.stageIndexAt(i.Start)].role != foreign {
		text = environment().ReplaceAllString(text, "${1}/opt/venv${2}")
	}
	if o.stages[o.stageIndexAt(i.Start)].role == final {
		return o.relocate(text)
	}
	return text
}

// environment is the directory of an environment, as uv and people name it.
var environment = lazy.Regexp(`(^|[\s"'=:,\[])[\w./-]*\.venv(/|$|[\s"':,;\]])`)

// stageIndexAt is the stage of a line.
func (o *Old) stageIndexAt(line int) int {
	at := 0
	for n, s := range o.stages {
		if s.line <= line {
			at = n
		}
	}
	return at
}
