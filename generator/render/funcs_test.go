package render

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"text/template"
)

// hostile are words with everything that a shell, JSON or a Dockerfile would see more in than text.
var hostile = []string{
	"", " ", "a b", "'", "''", `"`, `\`, `\\`, `a\`, "$HOME", "${HOME}", "$(id)", "`id`", "&&", "a && id", "; id", "| id",
	"> x", "<<EOF", "#", "# x", "*", "?", "[a]", "{{.}}", "{{\"x\"}}", "{a,b}", "!x", "~", "-x", "--", "é", "日本", "\u2028", "\u00a0", `\n`, "%s",
}

// TestWordsInAShell asks a real shell what it makes of the words.
func TestWordsInAShell(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no POSIX shell here; TestWords holds the text")
	}
	line, err := words(hostile)
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), sh, "-c", "printf '%s\\n' "+line).Output()
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Join(hostile, "\n") + "\n"; string(out) != want {
		t.Errorf("the shell sees\n%q, want\n%q", out, want)
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		in   []string
		want string
		fail bool
	}{
		{in: nil, want: ""},
		{in: []string{"uv", "sync", "--extra", "a-b_c.d"}, want: "uv sync --extra a-b_c.d"},
		{in: []string{"a b"}, want: "'a b'"},
		{in: []string{""}, want: "''"},
		{in: []string{"it's"}, want: `'it'\''s'`},
		{in: []string{"$HOME"}, want: "'$HOME'"},
		{in: []string{"a\nRUN id"}, fail: true},
		{in: []string{"a\r"}, fail: true},
		{in: []string{"a\x00"}, fail: true},
	} {
		got, err := words(c.in)
		if got != c.want || (err != nil) != c.fail {
			t.Errorf("words(%q) = %q, %v; want %q", c.in, got, err, c.want)
		}
	}
}

// TestExec: the exec form is JSON and gives the words back.
func TestExec(t *testing.T) {
	text, err := execForm(append([]string{"a\tb\nc\x01"}, hostile...))
	if err != nil {
		t.Fatal(err)
	}
	var back []string
	if err := json.Unmarshal([]byte(text), &back); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if strings.Join(back[1:], "\n") != strings.Join(hostile, "\n") || back[0] != "a\tb\nc\x01" {
		t.Errorf("%q comes back", back)
	}
	if strings.ContainsAny(text, "\n\r") {
		t.Errorf("a line break in %q", text)
	}
	for _, c := range []struct {
		in   []string
		want string
	}{
		{nil, "[]"},
		{[]string{"a", "b c"}, `["a", "b c"]`},
		{[]string{"a && b <c>"}, `["a && b <c>"]`},
	} {
		if got, err := execForm(c.in); got != c.want || err != nil {
			t.Errorf("execForm(%q) = %s, %v; want %s", c.in, got, err, c.want)
		}
	}
}

func TestEnvValue(t *testing.T) {
	for _, c := range []struct {
		in, want string
		fail     bool
	}{
		{in: "", want: ""},
		{in: "1", want: "1"},
		{in: "/opt/venv/bin:$PATH", want: "/opt/venv/bin:$PATH"},
		{in: "$PATH", want: `"\$PATH"`},
		{in: "/a:$PATH:/b", want: `"/a:\$PATH:/b"`},
		{in: "/a:${PATH}", want: `"/a:\${PATH}"`},
		{in: "a b", want: `"a b"`},
		{in: `a"b`, want: `"a\"b"`},
		{in: `a\`, want: `"a\\"`},
		{in: "$(id)", want: `"\$(id)"`},
		{in: "a b=c", want: `"a b=c"`},
		{in: "a\nRUN id", fail: true},
		{in: "a\r", fail: true},
		{in: "/a:$PATH\n", fail: true},
	} {
		got, err := envValue(c.in)
		if got != c.want || (err != nil) != c.fail {
			t.Errorf("envValue(%q) = %q, %v; want %q", c.in, got, err, c.want)
		}
	}
}

// TestVocabulary: what is taken from sprig exists and gives the same each time, and nothing that
// reads the environment, the clock or chance is there.
func TestVocabulary(t *testing.T) {
	all := funcs()
	for _, name := range vocabulary {
		if all[name] == nil {
			t.Errorf("sprig has no %s", name)
		}
	}
	for _, name := range []string{"env", "expandenv", "now", "randAlpha", "shuffle", "keys", "values", "uuidv4", "getHostByName", "genPrivateKey"} {
		if all[name] != nil {
			t.Errorf("templates may call %s", name)
		}
	}
	set := template.Must(template.New("").Funcs(all).Parse(`{{join " " (concat (list "a" "b") (list "c"))}} {{word "x y"}} {{words .}} {{json "a"}}`))
	var b strings.Builder
	if err := set.Execute(&b, []string{"d", "e f"}); err != nil || b.String() != `a b c 'x y' d 'e f' "a"` {
		t.Errorf("%q, %v", b.String(), err)
	}
}
