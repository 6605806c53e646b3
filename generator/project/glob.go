package project

import (
	"path"
	"strings"
	"unicode/utf8"
)

// globMode says whether "*", "?" and "[...]" may match a slash.
type globMode bool

// uv expands `members` over directories, where they may not, and matches `exclude` against
// whole paths, where they may.
const (
	literal  globMode = false
	crossing globMode = true
)

// cleanGlob removes what makes no difference in a pattern: "./" and a slash at the end.
func cleanGlob(glob string) string {
	if glob == "" {
		return "."
	}
	return path.Clean(strings.ReplaceAll(glob, "\\", "/"))
}

// matchGlob says whether a slash path fits a glob of Rust's crate glob, which uv uses: "?", "*"
// and "[...]" as in a shell, "[!...]" for what is not in the set, no escapes and no braces, and
// "**" as a whole component for any number of directories.
// Source: https://docs.rs/glob/0.3/glob/struct.Pattern.html
func matchGlob(glob, name string, mode globMode) bool {
	return matchParts(strings.Split(glob, "/"), strings.Split(name, "/"), mode, new(int))
}

// maxGlobSteps bounds the search of a pattern with many "**".
const maxGlobSteps = 100_000

// matchParts matches component by component.
func matchParts(glob, name []string, mode globMode, steps *int) bool {
	if *steps++; *steps > maxGlobSteps {
		return false
	}
	if len(glob) == 0 {
		return len(name) == 0
	}
	if glob[0] == "**" {
		if len(glob) == 1 {
			return true
		}
		for skip := 0; skip <= len(name); skip++ {
			if matchParts(glob[1:], name[skip:], mode, steps) {
				return true
			}
		}
		return false
	}
	most := min(1, len(name))
	if mode == crossing {
		most = len(name)
	}
	for take := 1; take <= most; take++ {
		if matchComponent(glob[0], strings.Join(name[:take], "/")) && matchParts(glob[1:], name[take:], mode, steps) {
			return true
		}
	}
	return false
}

// matchComponent matches one component. It goes back to the last "*" alone, so it is linear in
// practice and quadratic at worst.
func matchComponent(glob, name string) bool {
	starGlob, starName := -1, 0
	g, n := 0, 0
	for n < len(name) {
		if g < len(glob) && glob[g] == '*' {
			starGlob, starName = g, n
			g++
			continue
		}
		_, size := utf8.DecodeRuneInString(name[n:])
		if width := matchOne(glob[g:], name[n:n+size]); width > 0 {
			g, n = g+width, n+size
			continue
		}
		if starGlob < 0 {
			return false
		}
		_, size = utf8.DecodeRuneInString(name[starName:])
		starName += size
		g, n = starGlob+1, starName
	}
	return strings.Trim(glob[g:], "*") == ""
}

// matchOne matches the first element of a glob with one character, and returns the length of
// the element, 0 when it does not fit.
func matchOne(glob, char string) int {
	switch {
	case glob == "":
		return 0
	case glob[0] == '?':
		return 1
	case glob[0] == '[':
		if width, fits := matchSet(glob, char); width > 0 {
			if fits {
				return width
			}
			return 0
		}
		return 0
	case strings.HasPrefix(glob, char):
		return len(char)
	}
	return 0
}

// matchSet matches "[...]" or "[!...]". The width is 0 when the set is not closed.
func matchSet(glob, char string) (width int, fits bool) {
	start := 1
	negated := strings.HasPrefix(glob[1:], "!")
	if negated {
		start++
	}
	if start >= len(glob) {
		return 0, false
	}
	end := strings.IndexByte(glob[start+1:], ']')
	if end < 0 {
		return 0, false
	}
	set := []rune(glob[start : start+1+end])
	c, _ := utf8.DecodeRuneInString(char)
	for i := 0; i < len(set); i++ {
		low, high := set[i], set[i]
		if i+2 < len(set) && set[i+1] == '-' {
			high = set[i+2]
			i += 2
		}
		fits = fits || low <= c && c <= high
	}
	return start + 1 + end + 1, fits != negated
}

// globProblem says what is wrong with a glob, empty when it is well formed.
func globProblem(glob string) string {
	for part := range strings.SplitSeq(glob, "/") {
		if strings.Contains(part, "**") && part != "**" {
			return "`**` must be a whole path component"
		}
		for i := 0; i < len(part); i++ {
			if part[i] != '[' {
				continue
			}
			width, _ := matchSet(part[i:], "a")
			if width == 0 {
				return "`[` is not closed"
			}
			i += width - 1
		}
	}
	return ""
}

// hasMeta says whether a component is a pattern rather than a name.
func hasMeta(part string) bool { return strings.ContainsAny(part, "*?[") }
