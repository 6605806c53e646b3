// Package native holds the decision about system packages against real locks.
package native

import (
	"archive/zip"
	"cmp"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/resolve"
	"github.com/uvdock/uvdock/generator/system"
)

var update = flag.Bool("update", false, "write testdata/corpus.txt again")

// corpusDir holds real projects (corpus.zip). It lies beside the repository, or where
// UVDOCK_CORPUS says.
func corpusDir() string { return cmp.Or(os.Getenv("UVDOCK_CORPUS"), "../../../shared/corpus") }

var profiles = []string{"slim-bookworm", "slim-trixie", "alpine", "distroless"}

// TestCorpus decides the system packages of every lock of the corpus under every profile, and holds
// that what is decided follows from the lock: a toolchain exactly where something compiles, and for
// every package a reason that is in the closure. The table is compared with the committed one, so
// that a change of a row shows what it does to real projects.
func TestCorpus(t *testing.T) {
	z, err := zip.OpenReader(filepath.Join(corpusDir(), "corpus.zip"))
	if err != nil {
		t.Skipf("no corpus to read: %v", err)
	}
	defer z.Close()
	var projects []string
	err = fs.WalkDir(&z.Reader, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "uv.lock" {
			projects = append(projects, path.Dir(name))
		}
		return err
	})
	if err != nil || len(projects) == 0 {
		t.Fatalf("%d projects, %v", len(projects), err)
	}
	slices.Sort(projects)
	var table strings.Builder
	for _, project := range projects {
		for _, profile := range profiles {
			r, err := generator.Packages(t.Context(), &z.Reader, project, generator.Options{Profile: profile})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Target.Targets) == 0 {
				continue // the lock cannot be used at all, which other tests are about
			}
			hold(t, project+" "+profile, r.Target.Targets, r.Target.Needs)
			row(&table, project, profile, r.Target.Needs)
		}
	}
	const golden = "testdata/corpus.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := table.String(); got != string(want) {
		t.Errorf("the system packages of the corpus are others now; if that is right: go test ./native -update\n%s", difference(string(want), got))
	}
}

// hold checks what must be true of every decision.
func hold(t *testing.T, name string, targets []resolve.Result, needs system.Needs) {
	t.Helper()
	sources := map[string]bool{} // packages that do not come as a wheel, on any platform
	closure := map[string]bool{}
	for _, target := range targets {
		for _, p := range target.Packages {
			closure[p.Name] = true
			sources[p.Name] = sources[p.Name] || p.Artifact.Kind != resolve.Wheel
		}
	}
	if (len(needs.Toolchain) > 0) != (len(needs.Compiled) > 0) {
		t.Errorf("%s: toolchain %q for %+v", name, needs.Toolchain, needs.Compiled)
	}
	for _, c := range needs.Compiled {
		if !sources[c.PyPI] {
			t.Errorf("%s: %s is compiled, but comes as a wheel everywhere", name, c.PyPI)
		}
	}
	for _, n := range slices.Concat(needs.Build, needs.Runtime) {
		if len(n.Reasons) == 0 {
			t.Errorf("%s: %s has no reason", name, n.Package)
		}
		for _, r := range n.Reasons {
			if !closure[r.PyPI] {
				t.Errorf("%s: %s is for %s, which is not installed", name, n.Package, r.PyPI)
			}
		}
	}
}

// row appends what a project needs under a profile; nothing where it needs nothing.
func row(table *strings.Builder, project, profile string, needs system.Needs) {
	if len(needs.Toolchain)+len(needs.Build)+len(needs.Runtime)+len(needs.Refusals) == 0 {
		return
	}
	fmt.Fprintf(table, "%s %s\n", project, profile)
	if len(needs.Toolchain) > 0 {
		var compiled []string
		for _, c := range needs.Compiled {
			compiled = append(compiled, strings.TrimSpace(c.PyPI+" "+c.Version))
		}
		fmt.Fprintf(table, "  toolchain %s: for %s\n", strings.Join(needs.Toolchain, " "), strings.Join(compiled, ", "))
	}
	for _, n := range slices.Concat(needs.Build, needs.Runtime) {
		fmt.Fprintf(table, "  %s %s: %s\n", n.Stage, n.Package, n.Why())
	}
	for _, r := range needs.Refusals {
		fmt.Fprintf(table, "  refused %s %s: %s\n", r.PyPI, r.Version, r.Message)
	}
}

// difference are the lines that only one of two texts has, in order, at most 40.
func difference(want, got string) string {
	var out []string
	only := func(sign string, of, not string) {
		have := map[string]bool{}
		for line := range strings.Lines(not) {
			have[line] = true
		}
		for line := range strings.Lines(of) {
			if !have[line] && len(out) < 40 {
				out = append(out, sign+line)
			}
		}
	}
	only("-", want, got)
	only("+", got, want)
	return strings.Join(out, "")
}
