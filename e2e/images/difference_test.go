package images

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"
)

// A difference is something that may differ between two environments: a line of testdata/differences.json.
type difference struct {
	Path   string // regular expression over the path below the environment
	Why    string
	Absent bool   // the image may lack the file
	Cut    string // regular expression: what it matches is not compared
	Bytes  []int  // from, to: these bytes are not compared
	Moved  string // the directory whose name stands in bytecode instead of /opt/venv

	path, cut *regexp.Regexp
}

func readDifferences(t *testing.T) []difference {
	t.Helper()
	text, err := os.ReadFile("testdata/differences.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []difference
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	for i := range all {
		all[i].path, all[i].cut = regexp.MustCompile(all[i].Path), regexp.MustCompile(all[i].Cut)
	}
	return all
}

// normalize takes out of a file what may differ.
func (d difference) normalize(content []byte) []byte {
	if d.Cut != "" {
		content = d.cut.ReplaceAll(content, nil)
	}
	if len(d.Bytes) == 2 && len(content) >= d.Bytes[1] {
		content = slices.Concat(content[:d.Bytes[0]], content[d.Bytes[1]:])
	}
	if d.Moved != "" {
		content = renameCode(content, d.Moved+"/", "/opt/venv/")
	}
	return content
}

// renameCode changes the directory of file names in bytecode. They are short ASCII strings of the
// marshal format: a byte with the length, then the text.
func renameCode(content []byte, from, to string) []byte {
	var out []byte
	for {
		at := bytes.Index(content, []byte(from))
		if at < 1 {
			return append(out, content...)
		}
		out = append(out, content[:at-1]...)
		out = append(out, content[at-1]+byte(len(to)-len(from)))
		out = append(out, to...)
		content = content[at+len(from):]
	}
}

// compareTrees tells what differs and may not, ordered by path. used gets the Path of each difference that
// was met.
func compareTrees(ours, theirs map[string]entry, allowed []difference, used map[string]bool) []string {
	all := map[string]entry{}
	maps.Copy(all, theirs)
	maps.Copy(all, ours)
	var found []string
	for _, path := range slices.Sorted(maps.Keys(all)) {
		a, here := ours[path]
		b, there := theirs[path]
		if here && there && a.equal(b) {
			continue
		}
		absent := false
		for _, d := range allowed {
			if !d.path.MatchString(path) {
				continue
			}
			used[d.Path] = true
			absent = absent || d.Absent
			a.content, b.content = d.normalize(a.content), d.normalize(b.content)
		}
		switch {
		case !there:
			found = append(found, path+": only in the image")
		case !here && !absent:
			found = append(found, path+": not in the image")
		case here && !a.equal(b):
			found = append(found, fmt.Sprintf("%s: in the image %s, in the classical environment %s", path, a, b))
		}
	}
	return found
}

func TestCompareTrees(t *testing.T) {
	file := func(text string) entry { return entry{kind: '0', mode: 0o644, content: []byte(text)} }
	allowed := readDifferences(t)
	const pyc = "lib/python3.13/site-packages/shelf/__pycache__/main.cpython-313.pyc"
	cases := []struct {
		name         string
		ours, theirs map[string]entry
		found        int
	}{
		{name: "equal", ours: map[string]entry{"x": file("a")}, theirs: map[string]entry{"x": file("a")}},
		{name: "content", ours: map[string]entry{"x": file("a")}, theirs: map[string]entry{"x": file("b")}, found: 1},
		{name: "mode", ours: map[string]entry{"x": {kind: '0', mode: 0o755}}, theirs: map[string]entry{"x": {kind: '0', mode: 0o644}}, found: 1},
		{name: "owner", ours: map[string]entry{"x": {uid: 1}}, theirs: map[string]entry{"x": {}}, found: 1},
		{name: "link", ours: map[string]entry{"x": {link: "a"}}, theirs: map[string]entry{"x": {link: "b"}}, found: 1},
		{name: "only ours", ours: map[string]entry{"x": file("")}, found: 1},
		{name: "only theirs", theirs: map[string]entry{"x": file("")}, found: 1},
		{name: "may be absent", theirs: map[string]entry{".lock": file("")}},
		{name: "must be absent", ours: map[string]entry{".lock": file("")}, found: 1},
		{name: "prompt", ours: map[string]entry{"pyvenv.cfg": file("uv = 1\n")}, theirs: map[string]entry{"pyvenv.cfg": file("uv = 1\nprompt = shelf\n")}},
		{name: "prompt and more", ours: map[string]entry{"pyvenv.cfg": file("uv = 1\n")}, theirs: map[string]entry{"pyvenv.cfg": file("uv = 2\nprompt = shelf\n")}, found: 1},
		{name: "mode of an allowed file", ours: map[string]entry{"pyvenv.cfg": {mode: 0o600}}, theirs: map[string]entry{"pyvenv.cfg": {mode: 0o644}}, found: 1},
		{name: "time in bytecode", ours: map[string]entry{"x.pyc": file("magicflgtimesizecode")}, theirs: map[string]entry{"x.pyc": file("magicflgTIMEsizecode")}},
		{name: "code", ours: map[string]entry{"x.pyc": file("magicflgtimesizecode")}, theirs: map[string]entry{"x.pyc": file("magicflgtimesizeCODE")}, found: 1},
		{name: "moved code", ours: map[string]entry{pyc: file("magicflgtimesizez\x12/opt/project/a.pyc")}, theirs: map[string]entry{pyc: file("magicflgtimesizez\x0f/opt/venv/a.pyc")}},
		{name: "code moved elsewhere", ours: map[string]entry{pyc: file("magicflgtimesizez\x12/opt/qroject/a.pyc")}, theirs: map[string]entry{pyc: file("magicflgtimesizez\x0f/opt/venv/a.pyc")}, found: 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if found := compareTrees(c.ours, c.theirs, allowed, map[string]bool{}); len(found) != c.found {
				t.Errorf("want %d differences, got %q", c.found, found)
			}
		})
	}
}
