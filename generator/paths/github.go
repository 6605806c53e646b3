package paths

import (
	"path"
	"slices"
	"strings"
)

// Section is a part of a list of patterns. Title is empty where nothing needs to be said.
type Section struct {
	Title    string
	Patterns []string
}

// GitHub are the patterns for `paths:` of a workflow of GitHub Actions, in the order in which they
// must stand: the last pattern that matches a path decides. They match exactly what the image depends
// on, of what lies in the repository. The one exception is a line of a .dockerignore for which GitHub
// has no syntax: it is left out, so that too much is built and never too little.
// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
func (i Image) GitHub() []Section {
	var own, others []Entry
	for _, d := range i.Directories {
		if d.Context == "" {
			own = append(own, d)
		} else {
			others = append(others, d)
		}
	}
	out := []Section{{Patterns: globs(own)}}
	if len(own) > 0 {
		for _, g := range i.Ignored {
			out = append(out, Section{Title: g.Title, Patterns: negated(g.Patterns)})
		}
	}
	last := Section{Title: "Read by name, or from a named context.", Patterns: globs(others)}
	dirs := directoriesOf(i.Directories)
	for _, f := range slices.Concat(i.Files, i.Links) {
		if !dirs.hold(f.Path) {
			last.Patterns = append(last.Patterns, escaped(f.Path))
		}
	}
	// The .dockerignore hides these from the stages, but the build reads them.
	last.Patterns = append(last.Patterns, escaped(i.Dockerfile))
	for _, file := range i.Dockerignores {
		last.Patterns = append(last.Patterns, escaped(file))
	}
	out = append(out, last)
	for at := range out {
		out[at].Patterns = slices.DeleteFunc(out[at].Patterns, func(p string) bool { return leaves(strings.TrimPrefix(p, "!")) })
	}
	return slices.DeleteFunc(out, func(s Section) bool { return len(s.Patterns) == 0 })
}

// globs match all files of directories, of which those that lie in another are left out.
func globs(list []Entry) []string {
	dirs := directoriesOf(list)
	var out []string
	for _, d := range list {
		switch {
		case dirs.hold(d.Path):
		case d.Path == "." || climbsOnly(d.Path):
			out = append(out, "**") // the root, or what holds it
		default:
			out = append(out, path.Join(escaped(d.Path), "**"))
		}
	}
	return out
}

// special are the characters that have a meaning anywhere in a pattern of GitHub.
const special = `\*?+[]`

var escape = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `+`, `\+`, `[`, `\[`, `]`, `\]`)

// escaped is a path in which no character has a meaning.
func escaped(file string) string {
	file = escape.Replace(file)
	if strings.HasPrefix(file, "!") {
		return `\` + file
	}
	return file
}

// negated take out what lines of a .dockerignore hide: each is a file, or a directory with all that
// is in it, and GitHub looks at files alone.
func negated(lines []string) []string {
	var out []string
	for _, line := range lines {
		if rest, back := strings.CutPrefix(line, "!"); back {
			glob, ok := translated(rest)
			if !ok {
				glob = "**" // too much and never too little
			}
			out = append(out, glob, glob+"/**")
			continue
		}
		if glob, ok := translated(line); ok {
			out = append(out, "!"+glob, "!"+glob+"/**")
		}
	}
	return out
}

// translated is a pattern of a .dockerignore in GitHub's syntax. * and ** mean the same in both. "?"
// is any character for Docker and repeats the one before for GitHub; sets may hold letters, digits and
// ranges of them alone.
func translated(line string) (string, bool) {
	var out strings.Builder
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch c {
		case '?':
			return "", false
		case '*':
			out.WriteByte(c)
			continue
		case '[':
			end := strings.IndexByte(line[i:], ']')
			if end < 2 || strings.ContainsFunc(line[i+1:i+end], notInSet) {
				return "", false
			}
			out.WriteString(line[i : i+end+1])
			i += end
			continue
		case '\\':
			if i++; i == len(line) {
				return "", false
			}
			c = line[i]
		}
		if strings.IndexByte(special, c) >= 0 {
			out.WriteByte('\\')
		}
		out.WriteByte(c)
	}
	return out.String(), true
}

func notInSet(r rune) bool {
	return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}
