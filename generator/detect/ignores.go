package detect

import (
	"io/fs"
	"path"
	"strings"
)

// maxIgnore bounds how much of a .gitignore is read.
const maxIgnore = 256 << 10

// ignores are the rules of the .gitignore files above and in a directory, the nearest last.
// https://git-scm.com/docs/gitignore
type ignores struct {
	// dir is the directory of the project in the file system that the files are found in.
	dir   string
	rules []ignoreRule
}

// ignoreRule is one line.
type ignoreRule struct {
	// base is the directory of its file.
	base string
	// parts are the pattern's names; a pattern of one name without a slash holds at any depth.
	parts           []string
	anywhere        bool
	negated, onlyOf bool // onlyOf directories
}

// ignoresAbove reads the files from the top of a file system down to a directory, without its own.
func ignoresAbove(fsys fs.FS, dir string) *ignores {
	g := &ignores{dir: dir}
	if dir == "." {
		return g
	}
	at := "."
	for part := range strings.SplitSeq(dir, "/") {
		g.add(fsys, at, at)
		at = path.Join(at, part)
	}
	return g
}

// enter adds the rules of a directory of the project; the result takes them away again.
func (g *ignores) enter(project fs.FS, dir string) func() {
	n := len(g.rules)
	g.add(project, dir, path.Join(g.dir, dir))
	return func() { g.rules = g.rules[:n] }
}

// add reads the file of a directory; base is what the directory is called in match.
func (g *ignores) add(fsys fs.FS, dir, base string) {
	name := path.Join(dir, ".gitignore")
	if info, err := fs.Stat(fsys, name); err != nil || info.Size() > maxIgnore {
		return
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return
	}
	for line := range strings.Lines(string(data)) {
		if r, ok := parseIgnore(strings.TrimRight(line, "\r\n")); ok {
			r.base = base
			g.rules = append(g.rules, r)
		}
	}
}

func parseIgnore(line string) (r ignoreRule, ok bool) {
	if !strings.HasSuffix(line, `\ `) {
		line = strings.TrimRight(line, " \t")
	}
	if strings.HasPrefix(line, "#") {
		return r, false
	}
	line, r.negated = strings.CutPrefix(line, "!")
	line, r.onlyOf = strings.CutSuffix(line, "/")
	line, rooted := strings.CutPrefix(line, "/")
	if line == "" {
		return r, false
	}
	r.parts = strings.Split(line, "/")
	r.anywhere = !rooted && len(r.parts) == 1
	for _, p := range r.parts {
		if _, err := path.Match(p, ""); err != nil {
			return r, false
		}
	}
	return r, true
}

// match says whether a path of the project is ignored, its directories being not. The last rule
// that fits decides.
func (g *ignores) match(file string, dir bool) bool {
	full := path.Join(g.dir, file)
	for i := len(g.rules) - 1; i >= 0; i-- {
		if r := &g.rules[i]; r.match(full, dir) {
			return !r.negated
		}
	}
	return false
}

func (r *ignoreRule) match(full string, dir bool) bool {
	if r.onlyOf && !dir {
		return false
	}
	if r.anywhere {
		return nameMatches(r.parts[0], path.Base(full))
	}
	rel := full
	if r.base != "." {
		var below bool
		if rel, below = strings.CutPrefix(full, r.base+"/"); !below {
			return false
		}
	}
	return partsMatch(r.parts, strings.Split(rel, "/"))
}

// partsMatch compares names one by one; ** stands for any number of them.
func partsMatch(pattern, names []string) bool {
	for len(pattern) > 0 {
		if pattern[0] == "**" {
			rest := pattern[1:]
			if len(rest) == 0 {
				return len(names) > 0
			}
			for i := range names {
				if partsMatch(rest, names[i:]) {
					return true
				}
			}
			return false
		}
		if len(names) == 0 || !nameMatches(pattern[0], names[0]) {
			return false
		}
		pattern, names = pattern[1:], names[1:]
	}
	return len(names) == 0
}

func nameMatches(pattern, name string) bool {
	if !strings.ContainsAny(pattern, `*?[\`) {
		return pattern == name
	}
	ok, err := path.Match(pattern, name)
	return err == nil && ok
}
