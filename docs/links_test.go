package docs_test

import (
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	link = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	// code is what Markdown shows as it stands: fenced blocks, and spans within a line.
	code = regexp.MustCompile("(?s)```.*?\n```|`[^`\n]*`")
	// noise is what GitHub leaves out of the anchor of a heading.
	noise = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// TestLinks holds that the links between the documents lead somewhere, anchors included.
func TestLinks(t *testing.T) {
	documents := 0
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(name) != ".md" {
			return nil
		}
		documents++
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range link.FindAllStringSubmatch(code.ReplaceAllString(string(text), ""), -1) {
			checkLink(t, name, m[1])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if documents < 5 {
		t.Errorf("only %d documents were found", documents)
	}
}

func checkLink(t *testing.T, name, target string) {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Errorf("%s: link %q cannot be read: %v", name, target, err)
		return
	}
	if u.Scheme != "" {
		return
	}
	file := name
	if u.Path != "" {
		file = filepath.Join(filepath.Dir(name), filepath.FromSlash(u.Path))
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Errorf("%s: link %q leads nowhere", name, target)
		return
	}
	if u.Fragment == "" || info.IsDir() {
		return
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if heading, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && line[0] == '#' {
			anchor := strings.ReplaceAll(noise.ReplaceAllString(strings.ToLower(strings.TrimSpace(heading)), ""), " ", "-")
			if anchor == u.Fragment {
				return
			}
		}
	}
	t.Errorf("%s: link %q: there is no such heading", name, target)
}
