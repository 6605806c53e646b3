package main_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// story is a block that is run.
type story struct {
	line    int    // of the opening fence, from 1
	dir     string // the directory that is copied; empty for the repository itself
	script  string
	want    string
	hasWant bool
}

var (
	marker = regexp.MustCompile(`^<!-- test(?:: in (\S+))? -->$`)
	fence  = regexp.MustCompile("^```([a-z]*)$")
)

// stories finds the marked blocks of a Markdown text. An error begins with the line's number.
func stories(text string) ([]story, error) {
	var out []story
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		m := marker.FindStringSubmatch(strings.TrimSpace(lines[i]))
		if m == nil {
			if strings.HasPrefix(strings.TrimSpace(lines[i]), "<!-- test") {
				return nil, fmt.Errorf("%d: %q is neither `<!-- test -->` nor `<!-- test: in DIRECTORY -->`", i+1, lines[i])
			}
			continue
		}
		language, body, start, end, err := block(lines, i+1)
		if err != nil {
			return nil, err
		}
		if language != "sh" {
			return nil, fmt.Errorf("%d: no ```sh block follows the comment", i+1)
		}
		s := story{line: start + 1, dir: m[1], script: body}
		if language, body, _, after, err := block(lines, end); err == nil && language != "sh" {
			s.want, s.hasWant, end = body, true, after
		}
		out = append(out, s)
		i = end - 1
	}
	return out, nil
}

var errNoBlock = errors.New("no block")

// block reads the fenced block that begins at a line or after blank ones: its language, text, first
// line and the line after it, from 0.
func block(lines []string, from int) (language, body string, start, end int, err error) {
	for start = from; start < len(lines) && strings.TrimSpace(lines[start]) == ""; start++ {
	}
	if start == len(lines) {
		return "", "", 0, 0, fmt.Errorf("%d: %w follows", from, errNoBlock)
	}
	m := fence.FindStringSubmatch(lines[start])
	if m == nil {
		return "", "", 0, 0, fmt.Errorf("%d: %w follows", from, errNoBlock)
	}
	for end = start + 1; end < len(lines); end++ {
		if lines[end] == "```" {
			return m[1], strings.Join(lines[start+1:end], "\n"), start, end + 1, nil
		}
	}
	return "", "", 0, 0, fmt.Errorf("%d: the block does not end", start+1)
}

// matches compares line by line, without blanks at the ends of lines and of the whole. A line "..."
// of want stands for any number of lines.
func matches(want, got string) bool {
	var pattern strings.Builder
	pattern.WriteString(`\A`)
	for line := range strings.SplitSeq(strings.TrimSpace(want), "\n") {
		if strings.TrimSpace(line) == "..." {
			pattern.WriteString(`(?:.*\n)*?`)
			continue
		}
		pattern.WriteString(regexp.QuoteMeta(strings.TrimRight(line, " ")) + `[ \t\r]*\n`)
	}
	pattern.WriteString(`\z`)
	return regexp.MustCompile(pattern.String()).MatchString(strings.TrimSpace(got) + "\n")
}

func TestStories(t *testing.T) {
	const sh, text, end = "```sh\n", "```text\n", "```\n"
	for _, c := range []struct {
		name, in string
		want     []story
		err      string
	}{
		{"none", "# Title\n\n" + sh + "rm -rf x\n" + end, nil, ""},
		{"alone", "<!-- test -->\n\n" + sh + "a\nb\n" + end + "prose\n" + text + "x\n" + end, []story{{line: 3, script: "a\nb"}}, ""},
		{"with output", "<!-- test -->\n" + sh + "a\n" + end + "\n" + text + "x\n\ny\n" + end, []story{{line: 2, script: "a", want: "x\n\ny", hasWant: true}}, ""},
		{"no output", "<!-- test -->\n" + sh + "a\n" + end + text + end, []story{{line: 2, script: "a", hasWant: true}}, ""},
		{"in a copy", "<!-- test: in examples/x -->\n" + sh + "a\n" + end, []story{{line: 2, dir: "examples/x", script: "a"}}, ""},
		{"two in a row", "<!-- test -->\n" + sh + "a\n" + end + "<!-- test -->\r\n" + sh + "b\n" + end, []story{{line: 2, script: "a"}, {line: 6, script: "b"}}, ""},
		{"marker misspelt", "x\n<!-- tests -->\n" + sh + "a\n" + end, nil, "2: "},
		{"no block", "<!-- test -->\nprose\n" + sh + "a\n" + end, nil, "1: no block"},
		{"other language", "<!-- test -->\n" + text + "a\n" + end, nil, "1: no ```sh block"},
		{"no end", "<!-- test -->\n" + sh + "a\n", nil, "2: the block does not end"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := stories(c.in)
			if c.err != "" {
				if err == nil || !strings.HasPrefix(err.Error(), c.err) {
					t.Fatalf("error %v, want %q", err, c.err)
				}
				return
			}
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("got %+v, %v\nwant %+v", got, err, c.want)
			}
		})
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		want, got string
		ok        bool
	}{
		{"", "", true},
		{"", "x\n", false},
		{"a.b", "a.b\n", true},
		{"a.b", "a-b\n", false},
		{"a\nb", "a  \nb\n\n", true},
		{"a\n...\nd", "a\nb\nc\nd\n", true},
		{"a\n...\nd", "a\nd\n", true},
		{"a\n...\nd", "a\nb\n", false},
		{"a\n...", "a\nb\nc\n", true},
		{"...\nc", "a\nb\nc\n", true},
		{"a", "a\nb\n", false},
	} {
		if got := matches(c.want, c.got); got != c.ok {
			t.Errorf("matches(%q, %q) = %t", c.want, c.got, got)
		}
	}
}
