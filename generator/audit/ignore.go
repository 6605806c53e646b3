package audit

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/plan"
)

// ignore is the .dockerignore of one context, read and matched by BuildKit's own code.
type ignore struct {
	file     string
	patterns []string
	lines    []int // of the patterns
	matcher  *patternmatcher.PatternMatcher
}

// newIgnore reads a file line by line, so that a pattern can be shown where it stands.
func newIgnore(file string, text []byte) (*ignore, error) {
	out := &ignore{file: file}
	for n, line := range bytes.Split(text, []byte("\n")) {
		if n > 0 && bytes.HasPrefix(line, []byte("\xef\xbb\xbf")) {
			line = append([]byte(" "), line...) // only the first line has a byte order mark to lose
		}
		patterns, err := ignorefile.ReadAll(bytes.NewReader(line))
		if err != nil {
			return out, fmt.Errorf("line %d: %w", n+1, err)
		}
		for _, p := range patterns {
			if _, err := patternmatcher.New([]string{p}); err != nil {
				return out, fmt.Errorf("line %d, %q: %w", n+1, p, err)
			}
			out.patterns, out.lines = append(out.patterns, p), append(out.lines, n+1)
		}
	}
	var err error
	out.matcher, err = patternmatcher.New(out.patterns)
	return out, err
}

// ignoreOf are patterns as a plan has them.
func ignoreOf(groups []plan.Group) (*ignore, error) {
	var lines []string
	for _, g := range groups {
		lines = append(lines, g.Patterns...)
	}
	return newIgnore("", []byte(strings.Join(lines, "\n")))
}

// hides says whether a path of the context stays out of it. BuildKit walks the context from the top
// and hands what matched a directory to what lies in it; so does this.
func (i *ignore) hides(file string) bool { return hides(i.matcher, file) }

func hides(m *patternmatcher.PatternMatcher, file string) bool {
	var hidden bool
	var above patternmatcher.MatchInfo
	for end := range len(file) + 1 {
		if end < len(file) && file[end] != '/' {
			continue
		}
		var err error
		if hidden, above, err = m.MatchesUsingParentResults(file[:end], above); err != nil {
			return false // a pattern that BuildKit stops at; newIgnore has seen the ones it can know
		}
	}
	return hidden
}

// hiddenBy is the line of the pattern that hides a path, and the pattern: the last one with which
// the path becomes hidden.
func (i *ignore) hiddenBy(file string) (line int, pattern string) {
	hidden := false
	for n, p := range i.patterns {
		text, back := strings.CutPrefix(p, "!")
		if hidden != back { // as in BuildKit, a pattern counts where it would change something
			continue
		}
		one, err := patternmatcher.New([]string{text})
		if err == nil && hides(one, file) {
			if hidden = !back; hidden {
				line, pattern = i.lines[n], p
			}
		}
	}
	return line, pattern
}

// HiddenBy is the pattern of a plan's .dockerignore that hides a path of the context, empty for none.
func HiddenBy(groups []plan.Group, file string) string {
	own, err := ignoreOf(groups)
	if err != nil || !own.hidesAny(file) {
		return ""
	}
	_, pattern := own.hiddenBy(file)
	return pattern
}

// context is a directory that the build is given, and the file of it that hides things; nil for none.
type context struct {
	name, dir string
	ignore    *ignore
}

// maxIgnoreBytes is what is judged: each pattern is held against each path, and a file that long is
// no person's.
const maxIgnoreBytes = 64 << 10

// contexts are the build context and the named ones, with the ignore files that BuildKit reads: for
// the build context the one beside the Dockerfile, else that in the context, for the others that in
// them. Source: https://docs.docker.com/build/concepts/context/#dockerignore-files
func (in Input) contexts() (out []context, findings diag.List) {
	c := in.Plan.Context
	add := func(name, dir string, files ...string) {
		for _, file := range files {
			text, ok := in.read(file)
			if !ok {
				continue
			}
			if len(text) > maxIgnoreBytes {
				return
			}
			if name == "" && bytes.Equal(text, in.Ignore) {
				return
			}
			ignore, err := newIgnore(file, text)
			if err != nil {
				findings = append(findings, diag.Warningf("invalid-dockerignore", diag.Place{File: file}, "BuildKit cannot read this file: %v", err).
					WithFix("correct the line; the syntax is that of https://docs.docker.com/build/concepts/context/#dockerignore-files"))
				return
			}
			out = append(out, context{name, dir, ignore})
			return
		}
	}
	add("", c.Dir, in.Plan.Output+".dockerignore", path.Join(c.Dir, ".dockerignore"))
	for _, n := range c.Named {
		add(n.Name, n.Dir, path.Join(n.Dir, ".dockerignore"))
	}
	return out, findings
}
