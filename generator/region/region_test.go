package region_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/region"
)

// told are findings as "LINE message", the fix left out.
func told(list diag.List) (out []string) {
	for _, f := range list {
		out = append(out, fmt.Sprintf("%d %s", f.Line, f.Message))
	}
	return out
}

func TestCut(t *testing.T) {
	text := "FROM a AS one\r\n  #  uvdock:begin builder\r\nRUN x\r\n\n\xc3\xa4 \n\t# uvdock:end builder  \nFROM b\nfrom c as Two\n# uvdock:begin final\n# uvdock:end final"
	file, findings := region.Cut("Dockerfile", []byte(text))
	if findings != nil {
		t.Fatal(findings)
	}
	var got []string
	for _, r := range file.Regions {
		got = append(got, fmt.Sprintf("%s %d %s %q", r.Name, r.Line, r.Stage, r.Text))
	}
	want := []string{`builder 2 one "RUN x\r\n\nä \n"`, `final 9 Two ""`}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if bare := region.Bare([]byte(text)); string(bare[0]) != "FROM a AS one\r\nFROM b\nfrom c as Two\n" {
		t.Errorf("without regions %q", bare)
	}
	if file.Named("final") != &file.Regions[1] || file.Named("runtime") != nil {
		t.Error("Named does not find by name")
	}
}

func TestCutRefuses(t *testing.T) {
	for text, want := range map[string][]string{
		"a\n# uvdock:begin x\nb\n":                             {"2 region x begins here and does not end"},
		"# uvdock:begin x":                                     {"1 region x begins here and does not end"},
		"a\n# uvdock:end x\n":                                  {"2 region x ends here and does not begin"},
		"# uvdock:begin x\n# uvdock:end y\n":                   {"2 region y ends here, and the one that began in line 1 is x", "1 region x begins here and does not end"},
		"# uvdock:begin x\n# uvdock:begin y\n# uvdock:end x\n": {"2 region y begins within region x, which began in line 1"},
		"# uvdock:begin x\n# uvdock:end x\n\n# uvdock:begin x\n# uvdock:end x\n": {"4 region x is there twice, first in line 1"},
		"# uvdock:begin\n":       {"1 the marker names 0 regions, and each is about one"},
		"# uvdock:end a b\n":     {"1 the marker names 2 regions, and each is about one"},
		"#uvdock:beginn x\n":     {`1 "#uvdock:beginn x" is no marker of a region`},
		"# uvdock: begin x\n":    {`1 "# uvdock: begin x" is no marker of a region`},
		"# UVDOCK:begin x\n":     {`1 "# UVDOCK:begin x" is no marker of a region`},
		"# uvdock:start x\n":     {`1 "# uvdock:start x" is no marker of a region`},
		"# uvdock:sha256:12\n":   nil,
		"# uvdock:sha25:12\n":    nil,
		"RUN x # uvdock:begin\n": nil,
		"# uvdock: is nice\n":    nil,
		"# uvdock:\n":            nil,
		"# uvdock:begin x\n# uvdock:sha256:0\n# uvdock:end x\n": {"2 a line of region x begins as the lines do by which uvdock knows its own files"},
		"# uvdock:begin x\n\xff\n# uvdock:end x\n":              {"2 region x holds bytes that are no UTF-8"},
		"# uvdock:begin x\na\x00\n# uvdock:end x\n":             {"2 region x holds a control character"},
		"\xff\n":                       nil,
		"\xff\xfe#\x00":                {"1 the file is written in UTF-16"},
		"\xfe\xff\x00#":                {"1 the file is written in UTF-16"},
		"\xff\xfe\x00\x00#":            {"1 the file is written in UTF-32"},
		"\xef\xbb\xbf# uvdock:begin\n": nil, // a comment after a byte order mark begins with the mark
	} {
		_, findings := region.Cut("Dockerfile", []byte(text))
		got := told(findings)
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		for _, f := range findings {
			if f.Code != region.Code || f.File != "Dockerfile" || f.Fix == "" || f.Severity != diag.Error {
				t.Errorf("%q: %+v", text, f)
			}
		}
		if findings != nil && !bytes.Equal(region.Bare([]byte(text))[0], []byte(text)) {
			t.Errorf("%q is cut all the same", text)
		}
	}
}

// TestBare: blank lines beside a region may or may not have been there before.
func TestBare(t *testing.T) {
	const r = "# uvdock:begin x\ny\n# uvdock:end x\n"
	for text, want := range map[string][]string{
		"a\n" + r + "b\n":        {"a\nb\n"},
		"a\n" + r + "\nb\n":      {"a\n\nb\n", "a\nb\n"},
		"a\n\n" + r + "\n \nb\n": {"a\n\n\n \nb\n", "a\nb\n", "a\n\nb\n"},
		"a\n\n" + r:              {"a\n\n", "a\n"},
		"\n" + r + "a":           {"\na", "a"},
		"a\n":                    {"a\n"},
	} {
		var got []string
		for _, b := range region.Bare([]byte(text)) {
			if !slices.Contains(got, string(b)) {
				got = append(got, string(b))
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	var many strings.Builder
	for i := range 40 {
		fmt.Fprintf(&many, "a\n\n# uvdock:begin n%d\n# uvdock:end n%d\n\n", i, i)
	}
	if n := len(region.Bare([]byte(many.String()))); n > 1000 {
		t.Errorf("%d texts are tried", n)
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name string
		kind region.Kind
		text string
		want []string
	}{
		{"runtime", region.Dockerfile, "RUN a \\\n # c\n && b\nCOPY <<X <<-'Y' /\nx\nX\n\tY\n# ends in \\\nLABEL a=b \\\\\n", nil},
		{"runtime", region.Dockerfile, "", nil},
		{"runtime", region.Dockerfile, "LABEL x\nRUN a \\\n", []string{"12 the last line of region runtime ends in \\, and would take in the line below"}},
		{"runtime", region.Dockerfile, "RUN a \\ \t\n\n# c\n", []string{"11 the last line of region runtime ends in \\, and would take in the line below"}},
		{"runtime", region.Dockerfile, "RUN <<EOF\nEO\n", []string{"11 the here-document of region runtime does not end, and would take in the lines below"}},
		{"runtime", region.Dockerfile, "RUN <<EOF\n  EOF\n", []string{"11 the here-document of region runtime does not end, and would take in the lines below"}},
		{"runtime", region.Dockerfile, "RUN 'cat <<EOF' \"<<B\"\n", nil},
		{"runtime", region.Dockerfile, "USER 0\nfrom x AS y\n", []string{"12 FROM begins a stage, and region runtime lies within one"}},
		{"runtimes", region.Dockerfile, "", []string{"10 there is no region runtimes"}},
		{"services", region.Dockerfile, "", []string{"10 region services belongs into compose.yaml"}},
		{"early-stages", region.Dockerfile, "# a\nFROM node AS Web\nRUN x\nFROM web AS b\n", nil},
		{"early-stages", region.Dockerfile, "ARG X\nFROM node AS web\n", []string{"11 region early-stages holds whole stages, and begins without one"}},
		{"late-stages", region.Dockerfile, "FROM node\nFROM node AS a\nFROM a AS A\nFROM --platform=x a AS builder\n", []string{
			"11 a stage of region late-stages has no name", "13 stage a of region late-stages is there already", "14 stage builder of region late-stages is there already",
		}},
		{"ignore", region.Ignore, "!x\n", nil},
		{"targets", region.Bake, "target \"x\" {}\n", nil},
		{"services", region.Compose, "  db:\n    image: x\n\n# c\n", nil},
		{"services", region.Compose, "  db:\n\timage: x\nvolumes:\n", []string{
			"12 a line of region services is indented with a tab, which YAML refuses", "13 a line of region services is not indented, and would end the services",
		}},
	} {
		findings := region.Check(region.Input{Name: c.name, Kind: c.kind, Text: []byte(c.text), At: diag.Place{File: "f", Line: 11}, Taken: []string{"builder"}})
		if got := told(findings); !slices.Equal(got, c.want) {
			t.Errorf("%s %q: %q, want %q", c.name, c.text, got, c.want)
		}
	}
	snippet := region.Check(region.Input{Name: "final", Kind: region.Dockerfile, Text: []byte("\n\nFROM x"), At: diag.Place{File: "pyproject.toml", Line: 3, Column: 1}, Snippet: true})
	if len(snippet) != 1 || snippet[0].Line != 3 || !strings.Contains(snippet[0].Message, "snippet final") {
		t.Error(snippet)
	}
	alike := region.Check(region.Input{Name: "runtimes", Kind: region.Dockerfile})
	if !strings.HasPrefix(alike[0].Fix, "did you mean runtime? The regions of a Dockerfile are early-stages, ") {
		t.Error(alike[0].Fix)
	}
}
