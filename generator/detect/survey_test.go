package detect_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// TestLook holds for every tree that what else could be started stands beside the answer, in the
// same search.
func TestLook(t *testing.T) {
	tables, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	services, err := tables.Services()
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("testdata/trees/*.txtar")
	several, others, seen := 0, 0, 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		in, _ := readTree(t, parseArchive(string(text)))
		in.Services = services
		s, findings := detect.Look(t.Context(), in)
		chosen := slices.IndexFunc(s.Starts, func(o detect.Start) bool { return o.Chosen })
		if (s.Service.Framework != "") != (chosen == 0) {
			t.Errorf("%s: the answer is start %d", file, chosen)
		}
		if chosen == 0 && !slices.Equal(s.Starts[0].Words, s.Service.Command.Words()) {
			t.Errorf("%s: the first start is %q", file, s.Starts[0].Words)
		}
		for _, o := range s.Starts {
			if len(o.Because) == 0 {
				t.Errorf("%s: nothing speaks for %q", file, o.Words)
			}
		}
		has := func(code string) bool {
			return slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Code == code })
		}
		switch {
		case has("several-start-commands"):
			several++
			if len(s.Starts) < 2 {
				t.Errorf("%s: several, and the starts are %v", file, s.Starts)
			}
		case has("other-candidates") && !findings.HasErrors():
			others++
			if len(s.Starts) < 2 {
				t.Errorf("%s: there are others, and the starts are %v", file, s.Starts)
			}
		case has("no-start-command"):
			seen += len(s.Seen)
		}
	}
	if several == 0 || others == 0 || seen == 0 {
		t.Errorf("%d trees with several starts, %d with others, %d things seen", several, others, seen)
	}
}
