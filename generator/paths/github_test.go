package paths

import "testing"

// TestTranslated: lines of a .dockerignore in the syntax of GitHub; empty where there is none.
func TestTranslated(t *testing.T) {
	for line, want := range map[string]string{
		"services/api/tests": "services/api/tests",
		"**/*.py[cod]":       "**/*.py[cod]",
		"a+b/compose*.y*ml":  `a\+b/compose*.y*ml`,
		`we\[i]rd/**/.env.*`: `we\[i\]rd/**/.env.*`,
		`a\*b`:               `a\*b`,
		`a\-b`:               "a-b",
		"x[0-9a-f]":          "x[0-9a-f]",
		"file?":              "",
		"x[^a]":              "",
		"x[]":                "",
		"x[a":                "",
		`x\`:                 "",
	} {
		got, ok := translated(line)
		if got != want || ok != (want != "") {
			t.Errorf("%q gives %q, %t; want %q", line, got, ok, want)
		}
	}
}

func TestEscaped(t *testing.T) {
	for file, want := range map[string]string{
		"libs/core/x.py": "libs/core/x.py", "a+b": `a\+b`, "[x]?*": `\[x\]\?\*`, `a\b`: `a\\b`, "!x": `\!x`, "x!": "x!",
	} {
		if got := escaped(file); got != want {
			t.Errorf("%q gives %q, want %q", file, got, want)
		}
	}
}

// TestHold: also by directories above, of whose names nothing is known.
func TestHold(t *testing.T) {
	for _, c := range []struct {
		file, dir string
		want      bool
	}{
		{"a/b", "a", true},
		{"a", "a", false},
		{"ab", "a", false},
		{"a/b", ".", true},
		{".", "..", true},
		{"..", ".", false},
		{"../x", ".", false},
		{"../x/y", "../x", true},
		{"x/y", "../x", false},
		{"a", "..", true},
		{"../x", "..", true},
		{"../../x", "..", false},
		{"..", "../..", true},
		{"a/b/c", "../..", true},
		{"a../b", "a..", true},
	} {
		if got := directoriesOf([]Entry{{Path: c.dir}}).hold(c.file); got != c.want {
			t.Errorf("%s in %s: %t", c.file, c.dir, got)
		}
	}
}
