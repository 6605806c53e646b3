package adopt

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// command is what the container starts.
type command struct {
	words []string
	line  int
	// notes say what was taken off, in the order in which it was.
	notes []string
	// selected are the flags of uv run that say what is installed.
	selected []string
}

// begins records CMD and ENTRYPOINT; readStart decides, when all of them are known.
func (r part) begins(text string) { r.add(text, "", "", "") }

// readStart joins the ENTRYPOINT and the CMD that count, and proposes the command.
// Source: https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
func (o *Old) readStart() {
	entry, cmd := -1, -1
	set := map[int]bool{}
	for n := range o.Parts {
		p := &o.Parts[n]
		if p.Class != "" || p.open != nil {
			continue
		}
		p.set(Dropped, "", "a later "+p.Keyword+" replaces it")
		stage := o.stageIndex(p.instruction)
		if p.Keyword == "CMD" {
			cmd, set[stage] = n, true
			continue
		}
		if entry = n; !set[stage] {
			cmd = -1
		}
	}
	if entry < 0 && cmd < 0 {
		return
	}
	o.startOf(entry, cmd)
}

// stageIndex is the stage of an instruction, by its index.
func (o *Old) stageIndex(instruction int) int {
	return slices.IndexFunc(o.stages, func(s stage) bool { return instruction <= s.last })
}

func (o *Old) startOf(entry, cmd int) {
	shell := false
	for _, n := range []int{entry, cmd} {
		if n < 0 || shell {
			continue
		}
		p := &o.Parts[n]
		i := o.File.Instructions[p.instruction]
		exec, ok := i.Exec()
		if !ok {
			exec, shell = []string{"sh", "-c", i.Args}, n == entry
			if p.Warn = strings.HasPrefix(i.Args, "["); p.Warn {
				o.start.note("this is no JSON array, so that a shell gets it as it stands")
			}
		}
		o.start.line = p.Line
		if n == cmd && len(o.start.words) > 0 { // the arguments of an entrypoint may be a command themselves
			inner := command{words: exec, notes: o.start.notes, selected: o.start.selected}
			inner.unwrap()
			exec, o.start.notes, o.start.selected = inner.words, inner.notes, inner.selected
		}
		o.start.words = append(o.start.words, exec...)
	}
	o.start.unwrap()
	o.relocateStart()
	if len(o.start.words) == 0 {
		return
	}
	text := commandText(o.start.words)
	why := strings.Join(append([]string{"it starts the service"}, o.start.notes...), "; ")
	proposal := Proposal{"cmd", text, o.start.line}
	for _, n := range []int{entry, cmd} {
		if n < 0 {
			continue
		}
		p := &o.Parts[n]
		if exec, ok := o.File.Instructions[p.instruction].Exec(); ok && len(exec) == 0 {
			p.set(Covered, "command", "no entrypoint stands before the command")
			continue
		}
		p.set(Option, "", why)
		p.flags = []Proposal{proposal}
	}
	o.Proposals = append(o.Proposals, proposal)
	if len(o.start.selected) > 0 {
		o.selection(o.start.selected, o.start.line)
	}
}

// relocateStart moves paths of the old working directory.
func (o *Old) relocateStart() {
	for n, w := range o.start.words {
		if moved := o.relocate(w); moved != w {
			o.start.words[n] = moved
			o.start.note(o.Workdir + " is /app now")
		}
	}
}

// relocate rewrites paths below the old working directory, which is /app now.
func (o *Old) relocate(text string) string {
	if o.Workdir == "/app" || o.Workdir == "/" || o.Workdir == "" {
		return text
	}
	if o.moved == nil || o.movedFrom != o.Workdir {
		o.moved, o.movedFrom = regexp.MustCompile(`(^|[\s"'=:,])`+regexp.QuoteMeta(o.Workdir)+`(/|$|[\s"':,;])`), o.Workdir
	}
	return o.moved.ReplaceAllString(text, "${1}/app${2}")
}

var plainWord = lazy.Regexp(`^[A-Za-z0-9_./:@%+,=-]+$`)

// commandText writes words as --cmd takes them: words, or a JSON array.
func commandText(words []string) string {
	if !slices.ContainsFunc(words, func(w string) bool { return !plainWord().MatchString(w) }) {
		return strings.Join(words, " ")
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(words) // strings can always be written
	return strings.TrimSpace(b.String())
}
