package docs_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/findings/README.md again")

// page is one file of docs/findings.
type page struct {
	title      string
	severities []string
	// meaning is the first paragraph, examples are the lines of the first block.
	meaning  string
	examples []string
	advice   string
}

var layout = regexp.MustCompile("(?s)\\A# (\\S+)\n\n([a-z, ]+)\n\n(.+?)\n\n```text\n(.+?)\n```\n\n## What to do\n\n(.+)\\z")

// pages reads docs/findings, by the names of the files.
func pages(t *testing.T) map[string]page {
	t.Helper()
	names, err := filepath.Glob("findings/*.md")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]page{}
	for _, name := range names {
		if base(name) == "README" {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		m := layout.FindStringSubmatch(strings.ReplaceAll(string(data), "\r\n", "\n"))
		if m == nil {
			t.Errorf("docs/%s: a page is a title, the severities, what it means, an example in a text block, and ## What to do", name)
			continue
		}
		out[base(name)] = page{m[1], strings.Split(m[2], ", "), m[3], strings.Split(m[4], "\n"), m[5]}
	}
	return out
}

// TestPages holds that each code has a page that is true of it, and each page a code.
func TestPages(t *testing.T) {
	uses, written := codes(t), pages(t)
	if len(uses) < 20 {
		t.Fatalf("only %d codes were found in the sources", len(uses))
	}
	for code, u := range uses {
		p, ok := written[code]
		if !ok {
			t.Errorf("code %q has no page: write docs/findings/%s.md, then run `make generate`", code, code)
			continue
		}
		if p.title != code {
			t.Errorf("docs/findings/%s.md is headed %q", code, p.title)
		}
		for _, severity := range u.severities {
			if !slices.Contains(p.severities, severity) {
				t.Errorf("docs/findings/%s.md does not say that the finding can be of severity %s", code, severity)
			}
		}
		for _, line := range p.examples {
			if !u.says(line, p.severities) {
				t.Errorf("docs/findings/%s.md shows %q, which no call of the sources says; they say\n\t%s", code, line, strings.Join(u.formats, "\n\t"))
			}
		}
	}
	for code := range written {
		if uses[code] == nil {
			t.Errorf("docs/findings/%s.md is about a code that nothing uses: remove it", code)
		}
	}
}

var verb = regexp.MustCompile(`%[-+# 0-9.]*[a-zA-Z]`)

// says tells whether a line could have been printed: place, severity and one of the messages.
func (u *use) says(line string, severities []string) bool {
	m := regexp.MustCompile(`^(?:\S.*: )?(error|warning|note): (.+)$`).FindStringSubmatch(line)
	if m == nil || !slices.Contains(severities, m[1]) {
		return false
	}
	return u.unknown || slices.ContainsFunc(u.formats, func(format string) bool {
		var pattern strings.Builder
		last := 0
		for _, at := range verb.FindAllStringIndex(format, -1) {
			pattern.WriteString(regexp.QuoteMeta(format[last:at[0]]) + ".+")
			last = at[1]
		}
		pattern.WriteString(regexp.QuoteMeta(format[last:]))
		return regexp.MustCompile(`^` + pattern.String() + `$`).MatchString(m[2])
	})
}

// TestIndex holds docs/findings/README.md, the list of all pages. -update writes it.
func TestIndex(t *testing.T) {
	all := pages(t)
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	b.WriteString("# Findings\n\nWhat uvdock has to say about a project. The code of a finding stands in brackets after its message and is stable.\n" +
		"An error means that nothing is written.\n\n| code | severity | meaning |\n| --- | --- | --- |\n")
	for _, name := range names {
		p := all[name]
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", name, name, strings.Join(p.severities, ", "), sentence(p.meaning))
	}
	const file = "findings/README.md"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(file)
	if err != nil || strings.ReplaceAll(string(have), "\r\n", "\n") != b.String() {
		t.Errorf("docs/%s is not current: run `make generate`", file)
	}
}

// sentence is the first one of a paragraph. A dot inside a name, as in uv.lock, ends none.
func sentence(paragraph string) string {
	paragraph = strings.ReplaceAll(paragraph, "\n", " ")
	if i := strings.Index(paragraph, ". "); i >= 0 {
		return paragraph[:i]
	}
	return strings.TrimSuffix(paragraph, ".")
}
