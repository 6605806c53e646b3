package report

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/diag"
)

// TestFindings: a terminal gets no control character from a project, and nothing readable changes.
func TestFindings(t *testing.T) {
	list := diag.List{
		diag.Errorf("a-code", diag.Place{File: "a\x1b[2J/b\n", Line: 3, Column: 4}, "it is `%s`", "x\r\ny\u009b").WithFix("run `%s`", "z\a"),
		diag.Notef("b-code", diag.Place{}, "größe 日本 \"quoted\" 'single' \\"),
	}
	var b strings.Builder
	Findings(&b, NewStyle(false), list)
	want := `a\x1b[2J/b\n:3:4: error: it is ` + "`x\\r\\ny\\u009b` [a-code]\n    -> run `z\\a`\n" + `note: größe 日本 "quoted" 'single' \ [b-code]` + "\n"
	if b.String() != want {
		t.Errorf("%q, want\n%q", b.String(), want)
	}
}

// TestManyFindings: of a code that comes up very often the first are shown and the others counted.
func TestManyFindings(t *testing.T) {
	var list diag.List
	for i := range 60 {
		list = append(list, diag.Errorf("a-code", diag.Place{}, "this %d", i), diag.Errorf("b-code", diag.Place{}, "that %d", i/2))
	}
	var b strings.Builder
	Findings(&b, NewStyle(false), list[:len(list)-20])
	if got := b.String(); strings.Count(got, "\n") != 100 || strings.Contains(got, "more") {
		t.Errorf("%d lines, the last %q", strings.Count(got, "\n"), got[len(got)-40:])
	}
	b.Reset()
	Findings(&b, NewStyle(false), list)
	if got := b.String(); strings.Count(got, "\n") != 102 || !strings.HasSuffix(got, "error: that 24 [b-code]\nand 10 more [a-code]\nand 10 more [b-code]\n") {
		t.Errorf("%d lines, the last %q", strings.Count(got, "\n"), got[len(got)-100:])
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1.0 kB", 1_500_000: "1.5 MB", 2_345_000_000: "2.35 GB"} {
		if got := Bytes(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
