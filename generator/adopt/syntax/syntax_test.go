package syntax

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	f, err := Parse([]byte("\ufeff# syntax=docker/dockerfile:1\r\n# escape=`\r\n\r\n# about it\r\n# more\r\nfrom a AS b\r\nRUN --mount=type=cache,\"target=/x y\" --network=none one `\r\n# between\r\n  two\r\nRUN <<-EOF `\r\n  && cat\r\n\tline\r\n\tEOF\r\nCMD [\"x\"]\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if f.Escape != '`' || len(f.Instructions) != 4 {
		t.Fatalf("%q, %d instructions", f.Escape, len(f.Instructions))
	}
	from, run, doc := f.Instructions[0], f.Instructions[1], f.Instructions[2]
	if from.Keyword != "FROM" || from.Args != "a AS b" || from.Comment != 4 || from.Start != 6 {
		t.Errorf("%+v", from)
	}
	if !slices.Equal(run.Flags, []string{"--mount=type=cache,target=/x y", "--network=none"}) || run.Args != "one   two" || run.Start != 7 || run.End != 9 || run.Comment != 0 {
		t.Errorf("%+v", run)
	}
	if len(doc.Heredocs) != 1 || doc.Heredocs[0].Name != "EOF" || doc.Heredocs[0].Text != "\tline\r\n" || doc.End != 13 {
		t.Errorf("%+v", doc)
	}
	if text := f.Text(from.Comment, from.End); text != "# about it\n# more\nfrom a AS b" {
		t.Errorf("%q", text)
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		text, want string
		line       int
	}{
		{"", "no instructions", 0},
		{"# only a comment\n", "no instructions", 0},
		{"ARG A\n", "no FROM", 0},
		{"FROM a\nCMD [\"a\", [\"b\"]]\n", "array of strings", 2},
		{"RUN a\nFROM b\n", "RUN stands before the first FROM", 1},
		{"FROM a\nCOPPY . .\n", `"COPPY" is no instruction`, 2},
		{"FROM a\nRUN\n", "RUN has no arguments", 2},
		{"FROM a\nENV A=1 B\n", `"B" is none`, 2},
		{"FROM a\nLABEL A\n", `"A" is none`, 2},
		{"FROM a\n\nRUN cat <<EOF\nx\n", "EOF has no end", 3},
		{"# escape=x\nFROM a\n", "escape character", 1},
		{"# syntax=a\n# syntax=b\nFROM a\n", "second directive syntax", 2},
		{"FROM a\nRUN \x00\n", "NUL", 2},
		{"F\x00R\x00O\x00M\x00", "NUL", 1},
		{"FROM a\nRUN " + strings.Repeat("x", maxLine) + "\n", "at most 65535", 2},
		{"FROM a\n" + strings.Repeat("RUN a\n", MaxSize/6), "at most 1048576 are read", 0},
		{"FROM a\n\\\n", "nothing follows", 2},
	} {
		_, err := Parse([]byte(c.text))
		var e *Error
		if !errors.As(err, &e) || e.Line != c.line || !strings.Contains(e.Message, c.want) {
			t.Errorf("%.60q: %v, want %q in line %d", c.text, err, c.want, c.line)
		}
	}
}

func TestCommands(t *testing.T) {
	for _, c := range []struct {
		script string
		want   []string
	}{
		{"a && b; c\nd", []string{"a", "b", "c", "d"}},
		{"a 'x && y' \"b ; c\" && d `e && f` $(g && (h))", []string{"a 'x && y' \"b ; c\"", "d `e && f` $(g && (h))"}},
		{"a \\\n  b # c && d\n# e\nf", []string{"a    b", "f"}},
		{"a 2>&1 && b &> /dev/null", []string{"a 2>&1", "b &> /dev/null"}},
		{"a | b", []string{"a | b"}},
		{"", nil},
		{"a || b", nil},
		{"if a; then b; fi", nil},
		{"(a && b)", nil},
		{"for x in y; do z; done", nil},
		{"a &", nil},
		{"a 'b", nil},
		{"a $(b", nil},
	} {
		got, ok := Commands(c.script)
		if !slices.Equal(got, c.want) || ok != (c.want != nil || c.script == "") {
			t.Errorf("%q: %q, %t", c.script, got, ok)
		}
	}
}

func TestPairs(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`ENV A=1 B="two words" C=a\ b`, "A:1 B:two words C:a b"},
		{`ENV A two words`, "A:two words"},
		{`ARG A`, "A:"},
		{`LABEL "a.b"='c' d=`, "a.b:c d:"},
	} {
		f, err := Parse([]byte("FROM x\n" + c.text + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range f.Instructions[1].Pairs() {
			got = append(got, p.Name+":"+p.Value)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q", c.text, got)
		}
	}
}
