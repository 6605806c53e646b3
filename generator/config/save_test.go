package config_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/uvdock/uvdock/generator/config"
)

// saveCase is one text before and after values are saved. CR stands for \r.
type saveCase struct {
	name, file   string
	values       config.Values
	below        config.Values
	before, want string
}

var saveCases = []saveCase{
	{
		name: "no table", values: config.Values{"port": 8080, "extra": []string{"a", "b"}},
		before: "[project]\nname = \"x\" # the name\n",
		want:   "[project]\nname = \"x\" # the name\n\n[tool.uvdock]\nextra = [\"a\", \"b\"]\nport = 8080\n",
	},
	{name: "no last line end", values: config.Values{"gpu": true}, before: "[project]\nname = \"x\"", want: "[project]\nname = \"x\"\n\n[tool.uvdock]\ngpu = true"},
	{name: "an empty file", values: config.Values{"gpu": true}, before: "", want: "[tool.uvdock]\ngpu = true\n"},
	{name: "nothing differs", values: config.Values{"gpu": false, "profile": "auto", "context": "", "extra": []string{}, "cmd": ""}, before: "x = 1", want: "x = 1"},
	{name: "a blank line at the end", values: config.Values{"gpu": true}, before: "x = 1\n\n", want: "x = 1\n\n[tool.uvdock]\ngpu = true\n"},
	{name: "CRLF and a byte order mark", values: config.Values{"gpu": true, "port": 1}, before: "\ufeff[tool.uvdock]CR\nport = 2 # twoCR\n\t\tCR\n[z]CR\n", want: "\ufeff[tool.uvdock]CR\nport = 1 # twoCR\ngpu = trueCR\n\t\tCR\n[z]CR\n"},
	{
		name: "in place", values: config.Values{"port": 9, "cmd": `["a","b c"]`},
		before: "[tool.uvdock]\n  # ports\n  port   =  8   # eight\n\n  cmd = 'x' # start\n# end\n[tool.ruff]\nport = 8\n",
		want:   "[tool.uvdock]\n  # ports\n  port   =  9   # eight\n\n  cmd = [\"a\", \"b c\"] # start\n# end\n[tool.ruff]\nport = 8\n",
	},
	{
		name: "removed", values: config.Values{"port": 0, "gpu": false, "extra": []string(nil)},
		before: "[tool.uvdock]\nport = 8 # why eight\ngpu = true\nextra = [ # all\n  \"a\", # one\n]\ncmd = 'x'\n",
		want:   "[tool.uvdock]\n# why eight\n# all\n# one\ncmd = 'x'\n",
	},
	{name: "the last line removed", values: config.Values{"port": 0}, before: "[tool.uvdock]\ngpu = true\nport = 8", want: "[tool.uvdock]\ngpu = true"},
	{
		name: "comments inside of a list", values: config.Values{"extra": []string{"b#"}},
		before: "[tool.uvdock]\n  extra = [ # all\n    'a#', # one\n  ] # done\n", want: "[tool.uvdock]\n  # all\n  # one\n  extra = [\"b#\"] # done\n",
	},
	{
		name: "the same value in other words", values: config.Values{"extra": []string{"a"}, "port": 8000, "cmd": `["x"]`},
		before: "[tool.uvdock]\nextra = [\n  'a',\n]\nport = 8_000\ncmd = '[\"x\"]'\n", want: "[tool.uvdock]\nextra = [\n  'a',\n]\nport = 8_000\ncmd = '[\"x\"]'\n",
	},
	{
		name: "tables below alone", values: config.Values{"port": 1},
		before: "[a]\nb = 1\n\n# rows\n[tool.uvdock.native.x]\ntoolchain = \"rust\"\n", want: "[a]\nb = 1\n\n[tool.uvdock]\nport = 1\n\n# rows\n[tool.uvdock.native.x]\ntoolchain = \"rust\"\n",
	},
	{
		name: "a table before tables below", values: config.Values{"port": 1},
		before: "[tool.uvdock]\n[tool.uvdock.native.x]\ntoolchain = \"rust\"\n", want: "[tool.uvdock]\nport = 1\n[tool.uvdock.native.x]\ntoolchain = \"rust\"\n",
	},
	{name: "dotted in tool", values: config.Values{"port": 1}, before: "[tool]\nuvdock.gpu = true # yes\nx = 1\n", want: "[tool]\nuvdock.gpu = true # yes\nuvdock.port = 1\nx = 1\n"},
	{name: "dotted at the top", values: config.Values{"port": 1, "gpu": false}, before: "tool . \"uvdock\".gpu = true\ntool.uvdock.cmd = 'x'\n[a]\n", want: "tool.uvdock.cmd = 'x'\ntool.uvdock.port = 1\n[a]\n"},
	{name: "quoted headers", values: config.Values{"port": 1}, before: "[ \"tool\" . 'uvdock' ]\n\"gpu\" = true\n", want: "[ \"tool\" . 'uvdock' ]\n\"gpu\" = true\nport = 1\n"},
	{name: "an inline table that stays", values: config.Values{"gpu": true}, before: "tool = {uvdock = {gpu = true}}\n", want: "tool = {uvdock = {gpu = true}}\n"},
	{
		name: "what looks like a table in a string", values: config.Values{"port": 1},
		before: "[tool.uvdock]\ncmd = '''\n[tool.uvdock]\nport = 2\n''''\n# [tool.uvdock]\nx = \"\"\"\\\"\"\"\"\n", want: "[tool.uvdock]\ncmd = '''\n[tool.uvdock]\nport = 2\n''''\n# [tool.uvdock]\nx = \"\"\"\\\"\"\"\"\nport = 1\n",
	},
	{
		name: "below the root's", values: config.Values{"gpu": false, "profile": "alpine", "python": "3.13"}, below: config.Values{"gpu": true, "profile": "alpine"},
		before: "[tool.uvdock]\nprofile = \"alpine\" # too\n", want: "[tool.uvdock]\npython = \"3.13\"\ngpu = false\n# too\n",
	},
	{
		name: "what an option excludes", values: config.Values{"health-path": "/x"},
		before: "[tool.uvdock]\nno-healthcheck = true # no path yet\n", want: "[tool.uvdock]\n# no path yet\nhealth-path = \"/x\"\n",
	},
	{name: "uvdock.toml", file: "services/api/uvdock.toml", values: config.Values{"port": 1}, before: "# ours\ngpu = true\n\n[native.x]\nneed = 'x'\n", want: "# ours\ngpu = true\nport = 1\n\n[native.x]\nneed = 'x'\n"},
	{name: "uvdock.toml of tables", file: "uvdock.toml", values: config.Values{"port": 1}, before: "# ours\n\n# x\n[native.x]\n", want: "# ours\n\nport = 1\n\n# x\n[native.x]\n"},
	{name: "uvdock.toml of comments", file: "uvdock.toml", values: config.Values{"port": 1}, before: "# ours", want: "# ours\n\nport = 1"},
	{name: "quotes", file: "uvdock.toml", values: config.Values{"cmd": `sh -c "a\b"`, "output": "it's \"x\"\n\t\x01"}, before: "", want: "cmd = 'sh -c \"a\\b\"'\noutput = \"it's \\\"x\\\"\\n\\t\\u0001\"\n"},
}

func TestSave(t *testing.T) {
	for _, c := range saveCases {
		file := c.file
		if file == "" {
			file = "pyproject.toml"
		}
		cr := strings.NewReplacer("CR", "\r")
		before, want := cr.Replace(c.before), cr.Replace(c.want)
		got, err := config.Save(file, []byte(before), c.values, c.below)
		if err != nil || string(got) != want {
			t.Errorf("%s: %v\n%q, want\n%q", c.name, err, got, want)
			continue
		}
		again, err := config.Save(file, got, c.values, c.below)
		if err != nil || string(again) != want {
			t.Errorf("%s, saved again: %v\n%s", c.name, err, again)
		}
	}
}

// TestSaveRefuses: what cannot be changed without rewriting something else is refused, with its place.
func TestSaveRefuses(t *testing.T) {
	for _, c := range []struct {
		before string
		values config.Values
		want   string
	}{
		{"tool = {}\n", config.Values{"port": 1}, "pyproject.toml:1: `tool` is an inline table, and `port` cannot be changed in it; write it as a table [tool.uvdock]"},
		{"\n[tool]\nuvdock = {port = 2}\n", config.Values{"port": 1}, "pyproject.toml:3: `uvdock` is an inline table"},
		{"[tool]\nuvdock = {port = 2}\n", config.Values{"port": 0}, "pyproject.toml:2: `uvdock` is an inline table"},
		{"tool.uvdock = 1\n", config.Values{"port": 1}, "`tool.uvdock` is no table"},
		{"[[tool.uvdock]]\n", config.Values{"port": 1}, "`tool.uvdock` is no table"},
		{"[[tool]]\n", config.Values{"port": 1}, "`tool` is no table"},
		{"[tool.uvdock.port]\nx = 1\n", config.Values{"port": 1}, "`port` is a table there"},
		{"[tool.uvdock]\nport.x = 1\n", config.Values{"port": 1}, "`port` is a table there"},
		{"x = \n", config.Values{"port": 1}, "pyproject.toml is not valid TOML"},
		{"x = \"\xff\"\n", config.Values{"port": 1}, "pyproject.toml is not UTF-8"},
		{"", config.Values{"prot": 1}, "there is no option \"prot\""},
		{"", config.Values{"port": 70000}, "`port` is 70000; give a number from 1 to 65535"},
		{"", config.Values{"profile": "x"}, "`profile` cannot be \"x\""},
		{"", config.Values{"cmd": "\xff"}, "cannot be written as TOML"},
		{"", config.Values{"extra": []string{""}}, "`extra` is empty"},
	} {
		got, err := config.Save("pyproject.toml", []byte(c.before), c.values, nil)
		if err == nil || !strings.Contains(err.Error(), c.want) || got != nil {
			t.Errorf("%q: %q, %v; want %s", c.before, got, err, c.want)
		}
	}
}

// pieces of files that people write, in which a table may stand or not.
var pieces = []string{
	"[project]\nname = \"x\"\n", "# [tool.uvdock]\n", "\n", "  \t\n", "[tool.ruff]\nline-length = 100 # wide\n", "[[tool.uv.index]]\nname = 'a'\nurl = \"https://index.example/simple\"\n",
	"[tool.uvdock]\n", "port = 8000\n", "port = 8000 # why\n", "extra = [\n  \"a\", # first\n\n  'b',\n]\n", "gpu=true\n", "  profile = 'alpine'   \n", "x = { a = [1, {b = \"]\"}], c = '''\n''' }\n",
	"[tool.uvdock.native.psycopg2]\ntoolchain = \"c\" # c\n", "cmd = \"\"\"python \\\n  -m app\"\"\"\n", "d = 1979-05-27 07:32:00 # at seven\n", "f = nan\n", "[tool.\"uv dock\"]\nport = 1\n", "[tool]\n", "uvdock.python = \"3.13\"\n", "# last",
}

// TestSaveKeepsBytes puts files together at random and saves random values: the rest survives byte
// for byte, which is shown by taking the lines of the options out of both texts.
func TestSaveKeepsBytes(t *testing.T) {
	r := newDice(83)
	saved, refused := 0, 0
	for range 5000 {
		var text strings.Builder
		for range r.IntN(8) {
			text.WriteString(pieces[r.IntN(len(pieces))])
		}
		before := text.String()
		if r.IntN(4) == 0 {
			before = strings.ReplaceAll(before, "\n", "\r\n")
		}
		if r.IntN(6) == 0 {
			before = strings.TrimRight(before, "\r\n")
		}
		if r.IntN(6) == 0 {
			before = "\ufeff" + before
		}
		if _, err := toml.Decode(strings.TrimPrefix(before, "\ufeff"), &map[string]any{}); err != nil {
			continue
		}
		if keepsBytes(t, before, someValues(r)) {
			saved++
		} else {
			refused++
		}
		if t.Failed() {
			return
		}
	}
	if saved < 500 || refused > saved/2 {
		t.Errorf("%d texts saved and %d refused show little", saved, refused)
	}
}

// dice are numbers that look random and are the same each time: xorshift64.
// Source: https://en.wikipedia.org/wiki/Xorshift
type dice uint64

func newDice(seed uint64) *dice {
	d := dice(seed*2654435769 + 88172645463325252)
	return &d
}

// IntN is a number from 0 below n.
func (d *dice) IntN(n int) int {
	*d ^= *d << 13
	*d ^= *d >> 7
	*d ^= *d << 17
	return int((uint64(*d) >> 33) % uint64(n))
}

func someValues(r *dice) config.Values {
	all := config.Values{
		"port": r.IntN(3) * 8000, "extra": [][]string{nil, {"a", "b"}, {"it's", "#]"}}[r.IntN(3)], "gpu": r.IntN(2) == 0,
		"profile": []string{"auto", "alpine", ""}[r.IntN(3)], "cmd": []string{"", "python -m app", `["a","\"'\n"]`}[r.IntN(3)], "python": []string{"", "3.13"}[r.IntN(2)],
	}
	for _, key := range slices.Sorted(func(yield func(string) bool) {
		for key := range all {
			if !yield(key) {
				return
			}
		}
	}) {
		if r.IntN(2) == 0 {
			delete(all, key)
		}
	}
	return all
}

// keepsBytes saves and holds what Save promises. False says that it was refused.
func keepsBytes(t *testing.T, before string, values config.Values) bool {
	t.Helper()
	after, err := config.Save("pyproject.toml", []byte(before), values, nil)
	if err != nil {
		return false
	}
	var keys []string
	for key := range values {
		keys = append(keys, key)
	}
	if old, rest := withoutOptions(before, keys), withoutOptions(string(after), keys); old != rest {
		t.Errorf("%v in\n%q\ngives\n%q\nof the rest was\n%q\nand is\n%q", values, before, after, old, rest)
	}
	if strings.HasPrefix(before, "\ufeff") != strings.HasPrefix(string(after), "\ufeff") {
		t.Errorf("%q: the byte order mark", before)
	}
	again, err := config.Save("pyproject.toml", after, values, nil)
	if err != nil || !bytes.Equal(again, after) {
		t.Errorf("%v in\n%q\nonce\n%q\ntwice\n%q, %v", values, before, after, again, err)
	}
	return true
}

// withoutOptions is a text without blanks, headers of the table, and the values of options: what is
// left are the comments and everything else, in its order. It reads the text by lines, another way
// than Save.
func withoutOptions(text string, keys []string) string {
	var out []string
	lines := strings.SplitAfter(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	ours := false
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines[i], "\ufeff"))
		if strings.HasPrefix(line, "[") {
			ours = line == "[tool.uvdock]" || line == "[tool]"
		}
		key, value, isKey := strings.Cut(line, "=")
		key = strings.TrimPrefix(strings.TrimSpace(key), "uvdock.")
		switch {
		case line == "" || line == "[tool.uvdock]":
		case ours && isKey && slices.Contains(keys, key):
			n, value := 0, value
			for decodes := false; !decodes && i+n < len(lines); {
				if _, err := toml.Decode("x ="+value, &map[string]any{}); err == nil {
					decodes = true
				} else {
					n++
					value += "\n" + strings.TrimSuffix(lines[min(i+n, len(lines)-1)], "\n")
				}
			}
			i += n
			for l := range strings.SplitSeq(value, "\n") {
				if at := strings.LastIndex(l, "# "); at >= 0 {
					out = append(out, l[at:])
				}
			}
		default:
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// FuzzSave: whatever the text, saving neither fails badly nor loses what it promises to keep.
func FuzzSave(f *testing.F) {
	for _, c := range saveCases {
		f.Add(c.before, uint16(1))
	}
	if names, _ := filepath.Glob(filepath.Join("..", "..", "examples", "*", "pyproject.toml")); names != nil {
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text), uint16(7))
		}
	}
	f.Fuzz(func(t *testing.T, before string, seed uint16) {
		values := someValues(newDice(uint64(seed)))
		for _, name := range []string{"pyproject.toml", "uvdock.toml"} {
			after, err := config.Save(name, []byte(before), values, nil)
			if err != nil {
				continue
			}
			var was, is map[string]any
			if _, err := toml.Decode(strings.TrimPrefix(before, "\ufeff"), &was); err != nil {
				t.Fatalf("%q is not TOML, and was saved", before)
			}
			if _, err := toml.Decode(strings.TrimPrefix(string(after), "\ufeff"), &is); err != nil {
				t.Fatalf("%q became %q: %v", before, after, err)
			}
			again, err := config.Save(name, after, values, nil)
			if err != nil || !bytes.Equal(again, after) {
				t.Fatalf("%q became %q and then %q, %v", before, after, again, err)
			}
			if missing := lostBytes(before, string(after)); missing != "" {
				t.Fatalf("%v: %q became %q, without %q", values, before, after, missing)
			}
		}
	})
}

// lostBytes is a comment line of a text that another lacks.
func lostBytes(before, after string) string {
	for line := range strings.SplitSeq(before, "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") && !strings.Contains(after, line) && !strings.Contains(before, `"""`) && !strings.Contains(before, "'''") {
			return fmt.Sprintf("%q", line)
		}
	}
	return ""
}
