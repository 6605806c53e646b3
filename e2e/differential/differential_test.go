package differential

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// defaultCorpus is where the corpus lies beside the repository. UVDOCK_CORPUS names another
// directory with a corpus.zip and an oracle.zip.
const defaultCorpus = "../../../shared/corpus"

func corpusDir() string {
	if dir := os.Getenv("UVDOCK_CORPUS"); dir != "" {
		return dir
	}
	return defaultCorpus
}

// TestCorpus compares every recorded case. testdata/exceptions.txt may list cases that are
// known to differ, a line each; a line that does not differ any more is an error.
func TestCorpus(t *testing.T) {
	if _, err := os.Stat(filepath.Join(corpusDir(), "oracle.zip")); err != nil {
		t.Skipf("no corpus to compare with: %v", err)
	}
	corpus, err := OpenCorpus(corpusDir())
	if err != nil {
		t.Fatal(err)
	}
	expected := exceptions(t)
	var cases, equal, excepted int
	for _, name := range corpus.Names {
		record := corpus.Records[name]
		tree, err := fs.Sub(corpus.Tree, record.Repository())
		if err != nil {
			t.Fatal(err)
		}
		p := &projects{tree: tree, read: map[string]*opened{}}
		shown := 0
		for i := range record.Cases {
			c := &record.Cases[i]
			cases++
			diff := compareCase(t, p, record, c)
			id := caseID(record, name, c)
			switch {
			case diff == "" && expected[id]:
				t.Errorf("%s agrees now: take it out of the exceptions", id)
			case diff == "":
				equal++
			case expected[id]:
				excepted++
			default:
				if shown++; shown <= 5 {
					t.Errorf("%s\n\t%s", id, diff)
				} else {
					t.Fail()
				}
			}
			delete(expected, id)
		}
		if shown > 5 {
			t.Logf("%s: %d more differ", name, shown-5)
		}
	}
	for id := range expected {
		t.Errorf("exception %q names no case", id)
	}
	fmt.Printf("differential: %d projects, %d cases, %d equal (%.2f %%), %d known exceptions\n",
		len(corpus.Names), cases, equal, 100*float64(equal)/float64(cases), excepted)
}

// projects reads each directory once: cases of one project share it.
type projects struct {
	tree fs.FS
	read map[string]*opened
}

func (p *projects) open(dir string) *opened {
	if known, ok := p.read[dir]; ok {
		return known
	}
	one := open(p.tree, dir)
	p.read[dir] = one
	return one
}

func compareCase(t *testing.T, p *projects, r *Record, c *Case) string {
	t.Helper()
	want := recorded(r, c)
	sel, err := selection(c.Args)
	if err != nil {
		t.Fatal(err)
	}
	at, err := target(c)
	if err != nil {
		t.Fatal(err)
	}
	version := ""
	if r.AsIs(c) {
		version = recordedUV
	}
	got := p.open(r.Dir(c)).answer(version, at, sel, artifactLine)
	return difference(got, want)
}

func caseID(r *Record, name string, c *Case) string {
	id := fmt.Sprintf("%s %s %s %s %s", name, c.Python, c.Platform, c.Dir, strings.Join(c.Args, " "))
	if r.RequiredVersionRemoved && r.AsIs(c) {
		id += " (as it is)"
	}
	return id
}

// exceptions reads the committed list; blank lines and comments are passed over.
func exceptions(t *testing.T) map[string]bool {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "exceptions.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string]bool{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if s := strings.TrimSpace(lines.Text()); s != "" && !strings.HasPrefix(s, "#") {
			out[s] = true
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
