package adopt

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
)

// corpus are the Dockerfiles of the repository: those of the examples, those by hand in the tests of adopt, and those of
// the tests of verify. Archives are read whole as well: what is no Dockerfile must be split alike, too.
func corpus(t *testing.T) (out [][]byte) {
	t.Helper()
	for _, dir := range []string{"../../examples", "../../cmd/internal/report/testdata/adopt", "../verify/testdata"} {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, "ockerfile") && !strings.HasSuffix(name, ".txtar") {
				return err
			}
			text, err := os.ReadFile(name)
			for part := range bytes.SplitSeq(text, []byte("\n-- ")) {
				if _, after, ok := bytes.Cut(part, []byte(" --\n")); ok {
					part = slices.Concat(after, []byte("\n"))
				}
				out = append(out, part)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(out) < 60 {
		t.Fatalf("only %d files", len(out))
	}
	return out
}

// TestParser: both split each file of the corpus, and thousands of files that came of them by a few changes, into the
// same instructions on the same lines, and what BuildKit refuses is refused.
func TestParser(t *testing.T) {
	files := corpus(t)
	r := rand.New(rand.NewPCG(8, 2))
	read := 0
	for n := range 20000 {
		text := files[n%len(files)]
		if n >= len(files) {
			text = changed(r, text, files[r.IntN(len(files))])
		}
		if same(t, text) {
			read++
		}
		if t.Failed() {
			t.Fatalf("file %d:\n%q", n, text)
		}
	}
	if read < 2000 {
		t.Errorf("only %d of the files could be read", read)
	}
	t.Logf("%d files read alike", read)
}

// pieces are what a change puts in: what means something to the one or the other.
var pieces = []string{
	"\\\n", "\\ \n", "\\\\\n", "`\n", "\n", "\r\n", "\n\n", " ", "\t", "#", "# x\n", "\n# escape=`\n", "<<EOF", "<<-'X'", "\nEOF\n", "\n\tX\n", `"`, "'", "--from=a ", "-- ",
	"RUN ", "\nCOPY ", "\nONBUILD RUN <<EOF\n", "[\"a\"]", "&&", "\nrun a\n", "\nFROM a AS b\n", "=", "$A", "\\", "`",
}

// changed is a text with some pieces put in, taken out or exchanged.
func changed(r *rand.Rand, text, other []byte) []byte {
	out := slices.Clone(text)
	for range 1 + r.IntN(4) {
		at := r.IntN(len(out) + 1)
		switch r.IntN(4) {
		case 0:
			out = slices.Delete(out, at, min(len(out), at+r.IntN(20)))
		case 1:
			from := r.IntN(len(other) + 1)
			out = slices.Insert(out, at, other[from:min(len(other), from+r.IntN(200))]...)
		default:
			out = slices.Insert(out, at, []byte(pieces[r.IntN(len(pieces))])...)
		}
	}
	if r.IntN(8) == 0 {
		out = append([]byte("# escape=`\n"), out...)
	}
	if r.IntN(8) == 0 { // elsewhere it is a character, of which BuildKit makes three where it stands in a flag
		out = append([]byte("\ufeff"), out...)
	}
	return out
}

// same compares the two readings and says whether there were any.
func same(t *testing.T, text []byte) bool {
	t.Helper()
	theirs, err := parser.Parse(bytes.NewReader(text))
	ours, ourErr := syntax.Parse(text)
	if ourErr != nil {
		return false // BuildKit finds out later what is no instruction, or has no stage
	}
	if err != nil {
		t.Errorf("BuildKit refuses it, and it is read: %v", err)
		return false
	}
	var want, got []string
	for _, n := range theirs.AST.Children {
		docs := []string{}
		for _, h := range n.Heredocs {
			docs = append(docs, h.Name+":"+h.Content)
		}
		want = append(want, fmt.Sprint(n.StartLine, n.EndLine, strings.ToUpper(n.Value), n.Flags, docs))
	}
	for _, i := range ours.Instructions {
		docs := []string{}
		for _, h := range i.Heredocs {
			docs = append(docs, h.Name+":"+h.Text)
		}
		got = append(got, fmt.Sprint(i.Start, i.End, i.Keyword, i.Flags, docs))
	}
	if !slices.Equal(want, got) {
		t.Errorf("BuildKit:\n%s\nuvdock:\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
	return true
}
