package audit

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// dockerfile is what a Dockerfile says about the images that it takes.
type dockerfile struct {
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
	dockerfile
	// arguments are the ARG lines before the first FROM, which alone FROM can use.
	arguments map[string]string
	stages    map[string]bool
}

// parse reads the instructions that name images. What it does not understand it passes over: whether
// the file is right is BuildKit's to say.
// Source: https://docs.docker.com/reference/dockerfile/
func parse(text []byte) dockerfile {
	r := reader{arguments: map[string]string{}, stages: map[string]bool{}}
	for _, i := range instructions(text) {
		r.read(i)
	}
	return r.dockerfile
}

// instruction is one logical line.
type instruction struct {
	words []string
	line  int
}

// is says whether the instruction is one of these.
func (i instruction) is(keywords ...string) bool {
	return len(i.words) > 0 && slices.ContainsFunc(keywords, func(k string) bool { return strings.EqualFold(i.words[0], k) })
}

var (
	escapeDirective = regexp.MustCompile("(?i)^#\\s*escape\\s*=\\s*([\\\\`])\\s*$")
	// heredoc is a word that begins a here-document (BuildKit, frontend/dockerfile/parser).
	heredoc = regexp.MustCompile(`^\d*<<-?["']?([^<"'\s]+)["']?$`)
)

// instructions joins continued lines, and leaves out comments and here-documents.
func instructions(text []byte) (out []instruction) {
	escape, top := `\`, true
	var current strings.Builder
	start := 0         // the line on which current begins
	var until []string // the ends of here-documents that are open
	for n, raw := range strings.Split(string(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))), "\n") {
		line := strings.TrimSpace(raw)
		if len(until) > 0 {
			if line == until[0] {
				until = until[1:]
			}
			continue
		}
		if m := escapeDirective.FindStringSubmatch(line); m != nil && top {
			escape = m[1]
		}
		top = top && strings.HasPrefix(line, "#") && strings.Contains(line, "=")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if start == 0 {
			start = n + 1
		}
		part, more := strings.CutSuffix(line, escape)
		current.WriteString(part + " ")
		if more {
			continue
		}
		done := instruction{strings.Fields(current.String()), start}
		if done.is("RUN", "COPY", "ADD") {
			for _, word := range done.words {
				if m := heredoc.FindStringSubmatch(word); m != nil {
					until = append(until, m[1])
				}
			}
		}
		out = append(out, done)
		current.Reset()
		start = 0
	}
	if start > 0 {
		out = append(out, instruction{strings.Fields(current.String()), start})
	}
	return out
}

var (
	fromOption    = regexp.MustCompile(`(?:^|[=,])from=([^,]+)`)
	pythonInstall = regexp.MustCompile(`\buv python install (\d[^\s;&|]*)`)
)

func (r *reader) read(i instruction) {
	n := 1
	for n < len(i.words) && strings.HasPrefix(i.words[n], "--") {
		n++
	}
	if n >= len(i.words) {
		return
	}
	options, words := i.words[1:n], i.words[n:]
	switch {
	case i.is("ARG") && len(r.stages) == 0 && len(r.images) == 0:
		for _, w := range words {
			if name, value, ok := strings.Cut(w, "="); ok {
				r.arguments[name] = strings.Trim(value, `"'`)
			}
		}
	case i.is("FROM"):
		r.add(r.expand(words[0]), i.line)
		if len(words) >= 3 && strings.EqualFold(words[1], "AS") {
			r.stages[strings.ToLower(words[2])] = true
		}
	case i.is("COPY", "ADD", "RUN"):
		for _, o := range options {
			if m := fromOption.FindStringSubmatch(strings.TrimPrefix(o, "--")); m != nil {
				r.add(m[1], i.line)
			}
		}
		if m := pythonInstall.FindStringSubmatch(strings.Join(words, " ")); m != nil {
			r.installed = append(r.installed, image{m[1], i.line})
		}
	}
}

// add notes an image that is no stage and whose name is known.
func (r *reader) add(ref string, line int) {
	if ref != "" && !strings.Contains(ref, "$") && !r.stages[strings.ToLower(ref)] {
		r.images = append(r.images, image{ref, line})
	}
}

var variable = regexp.MustCompile(`\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})`)

// expand puts the defaults of arguments in. A variable without one stays, and makes the reference
// one that says nothing.
func (r *reader) expand(word string) string {
	return variable.ReplaceAllStringFunc(word, func(use string) string {
		m := variable.FindStringSubmatch(use)
		if value := r.arguments[m[1]+m[2]]; value != "" {
			return value
		}
		if m[3] != "" {
			return m[3]
		}
		return use
	})
}
