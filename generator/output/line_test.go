package output_test

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/output"
	"github.com/uvdock/uvdock/generator/render"
)

// TestLine: where a file differs first, and whether only somebody's edit made the difference.
func TestLine(t *testing.T) {
	now := stamped("Dockerfile", "three\nfour\nfive\n")
	before := string(stamped("Dockerfile", "three\n4\nfive\n").Text)
	written := string(now.Text)
	for _, c := range []struct {
		name, old string
		line      int
		state     output.State
		untouched bool
	}{
		{"the same", written, 0, output.Unchanged, false},
		{"the same with CRLF", strings.ReplaceAll(written, "\n", "\r\n"), 0, output.Unchanged, false},
		{"an input changed", before, 4, output.Update, false},
		{"an input changed, with CRLF", strings.ReplaceAll(before, "\n", "\r\n"), 4, output.Update, false},
		{"an edit", strings.Replace(written, "five", "5", 1), 5, output.Edited, true},
		{"an edit of the first line", "x" + written, 1, output.Edited, true},
		{"a byte order mark", "\xef\xbb\xbf" + written, 1, output.Update, false},
		{"an edit, and an input changed", strings.Replace(before, "five", "5", 1), 4, output.Edited, false},
		{"an edit of the checksum", strings.Replace(written, render.StampOf(now.Text), "# uvdock:sha256:00", 1), 2, output.Edited, false},
		{"lines less", strings.TrimSuffix(written, "four\nfive\n"), 3, output.Edited, true},
		{"a line more", written + "six\n", 6, output.Edited, true},
		{"no line break at the end", strings.TrimSuffix(written, "\n"), 5, output.Edited, true},
		{"somebody else's", "FROM x\n", 1, output.Foreign, false},
		{"empty", "", 1, output.Foreign, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, "Dockerfile", c.old, 0o644)
			changes, err := output.Compare(dir, []render.File{now})
			if err != nil {
				t.Fatal(err)
			}
			got := changes[0]
			if got.State != c.state || got.Line() != c.line || got.Untouched() != c.untouched {
				t.Errorf("%s, line %d, untouched %t; want %s, %d, %t", got.State, got.Line(), got.Untouched(), c.state, c.line, c.untouched)
			}
		})
	}
	missing, err := output.Compare(t.TempDir(), []render.File{now})
	if err != nil || missing[0].Line() != 0 {
		t.Errorf("%v, line %d", err, missing[0].Line())
	}
}
