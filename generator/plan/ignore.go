package plan

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// decideIgnore lists the lines of the .dockerignore. A directory that the project itself needs
// (a readme below docs/, code in a package called tests) is not ignored.
func (b *builder) decideIgnore() {
	var kept []string
	for _, g := range b.in.Tables.Ignores {
		group := Group{Title: g.Title, Patterns: slices.Clone(g.Patterns)}
		for _, pattern := range g.BuildInput {
			if b.needed(pattern) {
				kept = append(kept, pattern)
				continue
			}
			group.Patterns = append(group.Patterns, pattern)
		}
		b.plan.Ignore = append(b.plan.Ignore, group)
	}
	if len(kept) > 0 {
		b.because("ignore", "Kept in the context", strings.Join(kept, ", "), b.in.current().File,
			"the project names files there", "")
		return
	}
	b.because("ignore", "Context", "without version control, secrets, caches, tests", own,
		"what enters the context can enter the image, and every change of it rebuilds", "https://docs.docker.com/build/concepts/context/#dockerignore-files")
}

// needed says whether the project reads files that a pattern would hide: pyproject.toml names
// a path below it, or the started module lies there.
func (b *builder) needed(pattern string) bool {
	if after, ok := strings.CutPrefix(pattern, "**/*"); ok {
		return b.vendored(after)
	}
	below := func(s string) bool {
		s = path.Clean(s)
		return s == pattern && b.exists(s) || strings.HasPrefix(s, pattern+"/") && b.exists(literal(s))
	}
	for dir, pp := range b.sources() {
		if slices.ContainsFunc(pp.Strings, func(s string) bool { return below(path.Join(dir, s)) }) {
			return true
		}
	}
	if slices.ContainsFunc(b.in.trees(), func(t resolve.Package) bool { return below(t.Artifact.File) }) {
		return true
	}
	if slices.ContainsFunc(b.in.Project.Members, func(m project.Member) bool { return m.Dir != "." && below(m.Dir) }) {
		return true // the lock stage binds the manifest of every member
	}
	return slices.ContainsFunc(b.in.Service.Command.Args, func(arg string) bool {
		return arg == pattern || strings.HasPrefix(arg, pattern+".") || strings.HasPrefix(arg, pattern+"/") || strings.HasPrefix(arg, pattern+":")
	})
}

// literal cuts a glob to its part without wildcards.
func literal(glob string) string {
	if i := strings.IndexAny(glob, "*?["); i >= 0 {
		glob = path.Dir(glob[:i] + "x")
	}
	return glob
}

// vendored says whether pyproject.toml names files of that ending: a project that lists its
// shared objects ships them on purpose.
func (b *builder) vendored(ending string) bool {
	for _, pp := range b.sources() {
		if slices.ContainsFunc(pp.Strings, func(s string) bool { return strings.HasSuffix(s, ending) }) {
			return true
		}
	}
	return false
}

// sources are the manifests of all that is built here, by directory: that of what the image is
// for, and those of the trees that it needs.
func (b *builder) sources() map[string]*project.Pyproject {
	out := map[string]*project.Pyproject{b.in.dir(): b.in.current()}
	for _, t := range b.in.trees() {
		if pp := b.in.Project.Manifest(t.Artifact.File); pp != nil {
			out[path.Clean(t.Artifact.File)] = pp
		}
	}
	return out
}

func (b *builder) exists(file string) bool {
	name := path.Join(b.in.Project.Base, file)
	if !fs.ValidPath(name) {
		return false
	}
	_, err := fs.Stat(b.in.Project.FS, name)
	return err == nil
}

// refuseControl reports values with a newline or another control character: it could begin a
// line of its own, and a line of a Dockerfile is an instruction. Text that is no UTF-8 is
// refused as well, because the exec form is JSON and would change it silently.
func (b *builder) refuseControl(what string, values ...string) {
	for _, value := range values {
		fault := ""
		switch {
		case !utf8.ValidString(value):
			fault = "is no UTF-8 text"
		case strings.ContainsFunc(value, invisible):
			fault = "holds a control character"
		default:
			continue
		}
		b.report(diag.Errorf("unsupported-value", diag.Place{}, "the %s %s: %q", what, fault, value).
			WithFix("give it as one line of text"))
	}
}

// invisible are characters that a reader of the Dockerfile cannot see: control characters, and
// those that reorder the text around them (https://trojansource.codes).
func invisible(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
