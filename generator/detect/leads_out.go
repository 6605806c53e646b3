package detect

import (
	"path"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// LeadsOut reads a program that runs in the build of a package, such as a setup.py, for what it names above
// its own directory. files are such paths as they stand in it, relative to that directory, in their order,
// each once; unknown says that it goes up in a way that only running it would follow, or is no Python.
// A setup.py runs in its directory: https://setuptools.pypa.io/en/latest/build_meta.html
func LeadsOut(src []byte) (files []string, unknown bool) {
	tokens, err := python.Tokenize(src)
	if err != nil {
		return nil, true
	}
	parents := 0
	for i, t := range tokens {
		switch {
		case t.Kind == python.String:
			file, up := above(t.Text)
			if file != "" && !slices.Contains(files, file) {
				files = append(files, file)
			}
			unknown = unknown || up && file == ""
		case t.Kind != python.Name || i+1 >= len(tokens):
		case t.Text == "pardir":
			unknown = true
		case t.Text == "parent" && !tokens[i+1].Is("=") && !tokens[i+1].Is("("):
			parents++ // the first is the directory of __file__, the second the one above
		case t.Text == "parents":
			unknown = unknown || i+2 >= len(tokens) || tokens[i+2].Text != "0"
		case t.Text == "dirname":
			unknown = unknown || nested(tokens[i+1:])
		}
	}
	return files, unknown || parents > 1
}

// above takes a literal for a path: the path where it leads to a file above the directory, and whether it
// leads up at all. A text with blanks is prose.
func above(literal string) (file string, up bool) {
	text := strings.Trim(strings.TrimLeft(literal, "rRbBuUfF"), `"'`)
	if strings.ContainsAny(text, " \t\n") || !slices.Contains(strings.Split(text, "/"), "..") {
		return "", false
	}
	clean := path.Clean(text)
	switch {
	case strings.ContainsAny(text, "{}*?[") || path.IsAbs(clean) || path.Base(clean) == "..":
		return "", true
	case strings.HasPrefix(clean, "../"):
		return clean, true
	}
	return "", false
}

// nested says whether the argument of a call of dirname is another: the directory above.
func nested(rest []python.Token) bool {
	if len(rest) == 0 || !rest[0].Is("(") {
		return false
	}
	for _, t := range rest[1:] {
		switch {
		case t.Is("dirname"):
			return true
		case t.Kind != python.Name && !t.Is(".") && !t.Is("("):
			return false
		}
	}
	return false
}
