package audit

import (
	"strings"

	"github.com/uvdock/uvdock/generator/dockerfile"
	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// taken is what a Dockerfile says about the images that it takes.
type taken struct {
	// images are those that come from elsewhere, in the order of their lines; no stages.
	images []image
	// installed are the versions that `uv python install` is given.
	installed []image
}

// image is a reference, or a version, and its line from 1.
type image struct {
	ref  string
	line int
}

// name and tag are the parts of a reference, without a digest; tag is empty where it has none.
func (i image) name() string { name, _ := i.split(); return name }
func (i image) tag() string  { _, tag := i.split(); return tag }

func (i image) split() (name, tag string) {
	ref, _, _ := strings.Cut(i.ref, "@")
	slash := strings.LastIndexByte(ref, '/')
	if colon := strings.LastIndexByte(ref, ':'); colon > slash {
		return ref[:colon], ref[colon+1:]
	}
	return ref, ""
}

// reader collects what parse finds.
type reader struct {
	taken
	// arguments are the ARG lines before the first FROM, which alone FROM can use.
	arguments map[string]string
	stages    map[string]bool
}

// parse reads the instructions that name images. What it does not understand it passes over: whether
// the file is right is BuildKit's to say.
// Source: https://docs.docker.com/reference/dockerfile/
func parse(text []byte) taken {
	r := reader{arguments: map[string]string{}, stages: map[string]bool{}}
	list, _ := dockerfile.Read(text)
	for _, i := range list {
		r.read(i)
	}
	return r.taken
}

var (
	fromOption    = lazy.Regexp(`(?:^|[=,])from=([^,]+)`)
	pythonInstall = lazy.Regexp(`\buv python install (\d[^\s;&|]*)`)
)

func (r *reader) read(i dockerfile.Instruction) {
	options, words := i.Options(), i.Arguments()
	if len(words) == 0 {
		return
	}
	switch {
	case i.Is("ARG") && len(r.stages) == 0 && len(r.images) == 0:
		for _, w := range words {
			if name, value, ok := strings.Cut(w, "="); ok {
				r.arguments[name] = strings.Trim(value, `"'`)
			}
		}
	case i.Is("FROM"):
		r.add(r.expand(words[0]), i.Line)
		if len(words) >= 3 && strings.EqualFold(words[1], "AS") {
			r.stages[strings.ToLower(words[2])] = true
		}
	case i.Is("COPY", "ADD", "RUN"):
		for _, o := range options {
			if m := fromOption().FindStringSubmatch(strings.TrimPrefix(o, "--")); m != nil {
				r.add(m[1], i.Line)
			}
		}
		if m := pythonInstall().FindStringSubmatch(strings.Join(words, " ")); m != nil {
			r.installed = append(r.installed, image{m[1], i.Line})
		}
	}
}

// add notes an image that is no stage and whose name is known.
func (r *reader) add(ref string, line int) {
	if ref != "" && !strings.Contains(ref, "$") && !r.stages[strings.ToLower(ref)] {
		r.images = append(r.images, image{ref, line})
	}
}

var variable = lazy.Regexp(`\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})`)

// expand puts the defaults of arguments in. A variable without one stays, and makes the reference
// one that says nothing.
func (r *reader) expand(word string) string {
	return variable().ReplaceAllStringFunc(word, func(use string) string {
		m := variable().FindStringSubmatch(use)
		if value := r.arguments[m[1]+m[2]]; value != "" {
			return value
		}
		if m[3] != "" {
			return m[3]
		}
		return use
	})
}
