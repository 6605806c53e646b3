package project_test

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/project"
)

// FuzzParseLock holds that a lock is either read, with every edge linked, or refused with a
// place in the file.
func FuzzParseLock(f *testing.F) {
	f.Add([]byte(strings.ReplaceAll(canonical, "HASH", strings.Repeat("a", 64))))
	for _, change := range forms {
		f.Add([]byte(change(canonical)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		lock, finding := project.ParseLock(string(data))
		if (lock == nil) == (finding == nil) {
			t.Fatalf("lock %v, finding %v", lock, finding)
		}
		if finding != nil {
			if lines := strings.Count(string(data), "\n") + 1; finding.Line < 1 || finding.Line > lines || finding.Message == "" || finding.Fix == "" {
				t.Fatalf("finding %+v in %d lines", finding, lines)
			}
			return
		}
		for _, p := range lock.Packages {
			for _, edge := range p.Dependencies {
				if edge.To == nil || edge.To.Name != edge.Name {
					t.Fatalf("edge %+v leads to %+v", edge, edge.To)
				}
			}
		}
	})
}

// FuzzPythonVersion holds that a request says a version or a range, or is a finding.
func FuzzPythonVersion(f *testing.F) {
	for _, text := range []string{"3.12", "3.13t\n", "cpython-3.12.3-linux-x86_64-gnu", ">=3.12", "# x\n\n312", "\ufeff3"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, _ := project.ParsePythonRequest(text, ".python-version")
		if got == nil {
			return
		}
		if (got.Major == 3) == (got.Specifiers != "") || got.Place.Line < 1 || !strings.Contains(text, got.Text) {
			t.Fatalf("%q: %+v", text, got)
		}
	})
}

// FuzzRead holds that no manifest makes the reader panic or forget the project.
func FuzzRead(f *testing.F) {
	for _, text := range workspace {
		f.Add(text)
	}
	f.Add("[tool.uv]\nindex = 1\nworkspace = []\nsources.a = [{}]\n[dependency-groups]\na = [{}]\n")
	f.Add("tool = [{ uv = 1 }]\nproject = 1\nbuild-system = \"\"\n[[dependency-groups]]\n")
	f.Fuzz(func(t *testing.T, text string) {
		files := tree(map[string]string{"pyproject.toml": text, "uv.toml": text, "uv.lock": emptyLock, "a/pyproject.toml": text})
		for _, dir := range []string{".", "a"} {
			p, findings := project.Read(files, dir)
			if p == nil || p.Root == nil || p.Current == nil || p.Root.Tool == nil {
				t.Fatalf("project %+v, findings %v", p, findings)
			}
		}
	})
}
