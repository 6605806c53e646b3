package reference

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// line is a form in which uvdock writes a reference on a line of its own.
type line struct {
	form func() *regexp.Regexp
	// canonical is the line with everything gone that an update changes.
	canonical func(m []string) string
	// found names the reference: the stage, or what stands for it. nil where nobody asks.
	found func(m []string) (string, Image)
}

var lines = []line{
	{
		form:      lazy.Regexp(`^FROM ` + pattern + ` AS ([a-z][a-z0-9-]*)$`),
		canonical: func(m []string) string { return "FROM " + image(m[1:]).Kind() + " AS " + m[4] },
		found:     func(m []string) (string, Image) { return m[4], image(m[1:]) },
	},
	{
		form:      lazy.Regexp(`^# syntax=` + pattern + `$`),
		canonical: func(m []string) string { return "# syntax=" + image(m[1:]).Kind() },
		found:     func(m []string) (string, Image) { return Syntax, image(m[1:]) },
	},
	{
		form:      lazy.Regexp(`^( *(?:- )?uses: )([a-z0-9-]+/[a-z0-9-]+)@[0-9a-f]{40} # v[0-9]+(?:\.[0-9]+)*$`),
		canonical: func(m []string) string { return m[1] + m[2] },
	},
	{
		form:      lazy.Regexp(`^( *(?:- )?(?:image|name): )` + pattern + `$`),
		canonical: func(m []string) string { return m[1] + image(m[2:]).Kind() },
	},
}

func image(m []string) Image { return Image{m[0], m[1], m[2]} }

// Syntax is the name by which Found knows the image of the syntax directive.
const Syntax = "syntax"

// Canonical is a text whose references are without what an update changes. Two texts that differ in
// versions and digests of references alone have one canonical text.
func Canonical(text []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(text))
	for raw := range bytes.Lines(text) {
		body, end := cutEnd(raw)
		if l, m := match(body); m != nil {
			out.WriteString(l.canonical(m))
			out.Write(end)
			continue
		}
		out.Write(raw)
	}
	return out.Bytes()
}

// Place is a reference and its line from 1.
type Place struct {
	Image
	Line int
}

// Found are the references of a Dockerfile that uvdock wrote, by the names of their stages. A name
// that is there twice is left out.
func Found(text []byte) map[string]Place {
	out, seen, n := map[string]Place{}, map[string]bool{}, 0
	for raw := range bytes.Lines(text) {
		n++
		body, _ := cutEnd(raw)
		l, m := match(body)
		if m == nil || l.found == nil {
			continue
		}
		name, i := l.found(m)
		if seen[name] {
			delete(out, name)
			continue
		}
		seen[name], out[name] = true, Place{i, n}
	}
	return out
}

// match finds the form of a line; a nil slice is none.
func match(body string) (*line, []string) {
	if !strings.ContainsAny(body, ":@") {
		return nil, nil
	}
	for i := range lines {
		if m := lines[i].form().FindStringSubmatch(body); m != nil {
			return &lines[i], m
		}
	}
	return nil, nil
}

// cutEnd parts a line from its end.
func cutEnd(raw []byte) (body string, end []byte) {
	trimmed := bytes.TrimRight(raw, "\r\n")
	return string(trimmed), raw[len(trimmed):]
}
