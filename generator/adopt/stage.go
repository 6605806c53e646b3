package adopt

import (
	"slices"
	"strconv"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/internal/lazy"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// role is what a stage is for, as seen from the target.
type role int

const (
	unused role = iota
	// final: the target, and the stages that it is built upon.
	final
	// build: what the target copies from, and Python is installed there.
	build
	// foreign: what the target copies from, without Python: assets, programs in other languages.
	foreign
)

// stage is one FROM with what follows.
type stage struct {
	index int
	// name is in small letters, empty for none.
	name string
	line int
	// ref is the image, with arguments put in; empty where the base is the stage from, which is -1 else.
	ref  string
	from int
	// image is the row of the base; python and uv are the versions in its tag.
	image      knowledge.OldImage
	known      bool
	python, uv string
	role       role
	// first and last are the indexes of its instructions, FROM included.
	first, last int
}

// label is how a stage is called to people.
func (s stage) label() string {
	if s.name != "" {
		return s.name
	}
	return strconv.Itoa(s.index)
}

var argument = lazy.Regexp(`\$(?:(\w+)|\{(\w+)(?::?([-+])([^}]*))?\})`)

// expand puts values of ARG and ENV in. A variable without one becomes empty, as for BuildKit.
func expand(text string, values map[string]string) string {
	return argument().ReplaceAllStringFunc(text, func(use string) string {
		m := argument().FindStringSubmatch(use)
		value, set := values[m[1]+m[2]]
		switch {
		case m[3] == "-" && (!set || value == ""):
			return m[4]
		case m[3] == "+" && set:
			return m[4]
		}
		return value
	})
}

// readStages finds the stages and their bases.
func (o *Old) readStages() {
	global := o.arguments
	for n, i := range o.File.Instructions {
		if i.Is("ARG") && len(o.stages) == 0 {
			for _, p := range i.Pairs() {
				global[p.Name] = expand(p.Value, global)
			}
		}
		if len(o.stages) > 0 {
			o.stages[len(o.stages)-1].last = n
		}
		if i.Is("FROM") {
			if len(o.stages) > 0 {
				o.stages[len(o.stages)-1].last = n - 1
			}
			o.stages = append(o.stages, o.newStage(i, n, global))
		}
	}
}

func (o *Old) newStage(i syntax.Instruction, n int, global map[string]string) stage {
	words := syntax.Words(i.Args)
	s := stage{index: len(o.stages), line: i.Start, from: -1, first: n, last: n}
	if len(words) >= 3 && strings.EqualFold(words[1], "AS") {
		s.name = strings.ToLower(words[2])
	}
	ref := expand(words[0], global)
	if from := o.stageOf(ref); from >= 0 {
		s.from = from
		return s
	}
	s.ref = ref
	name, tag := splitRef(ref)
	s.image, s.python, s.uv, s.known = o.table.ImageOf(name, tag)
	return s
}

// stageOf is the index of the stage of a name or number so far, -1 for none.
func (o *Old) stageOf(ref string) int {
	ref = strings.ToLower(ref)
	if n, err := strconv.Atoi(ref); err == nil && n >= 0 && n < len(o.stages) {
		return n
	}
	return slices.IndexFunc(o.stages, func(s stage) bool { return s.name != "" && s.name == ref })
}

// splitRef takes a reference apart: its name without the names of Docker Hub, and its tag.
func splitRef(ref string) (name, tag string) {
	name, _, _ = strings.Cut(ref, "@")
	tag = "latest"
	if colon := strings.LastIndexByte(name, ':'); colon > strings.LastIndexByte(name, '/') {
		name, tag = name[:colon], name[colon+1:]
	}
	for _, prefix := range []string{"docker.io/", "index.docker.io/", "library/", "public.ecr.aws/docker/library/"} {
		name = strings.TrimPrefix(name, prefix)
	}
	return name, tag
}
