package system

import (
	"reflect"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
	"github.com/uvdock/uvdock/generator/resolve"
)

// What compiles on one platform only still needs its compiler, and the reasons say where.
func TestUnion(t *testing.T) {
	n := Decide(table(t), alpine, Input{Targets: []resolve.Result{
		on("linux/amd64", "lxml 6.0.0 "+musl, "pillow 11.0.0 sdist", "docopt 0.6.2 sdist"),
		on("linux/arm64", "lxml 6.0.0 sdist", "pillow 11.0.0 sdist"),
	}})
	want := []Compiled{
		{"lxml", "6.0.0", resolve.Sdist, knowledge.C, []string{"linux/arm64"}},
		{"pillow", "11.0.0", resolve.Sdist, knowledge.C, []string{"linux/amd64", "linux/arm64"}},
	}
	if !reflect.DeepEqual(n.Compiled, want) {
		t.Errorf("compiled %+v, want %+v", n.Compiled, want)
	}
	for _, need := range n.Build {
		if need.Package != "zlib-dev" {
			continue
		}
		if got := join(need.For()); got != "lxml pillow" {
			t.Errorf("zlib-dev for %q", got)
		}
		if want := "to compile lxml 6.0.0; to compile pillow 11.0.0"; need.Why() != want {
			t.Errorf("zlib-dev: %q, want %q", need.Why(), want)
		}
		if r := need.Reasons[0]; join(r.Platforms) != "linux/arm64" || r.Confidence != "proved" || len(r.Evidence) == 0 {
			t.Errorf("zlib-dev: %+v", r)
		}
		return
	}
	t.Errorf("zlib-dev is missing from %v", Packages(n.Build))
}

func TestNothing(t *testing.T) {
	for _, targets := range [][]resolve.Result{nil, {on("linux/amd64")}} {
		if n := Decide(table(t), bookworm, Input{Targets: targets}); !reflect.DeepEqual(n, Needs{}) {
			t.Errorf("%+v for nothing", n)
		}
	}
}

// The answer must not depend on the order of a map.
func TestStable(t *testing.T) {
	in := Input{Targets: []resolve.Result{
		on("linux/amd64", "psycopg-c 3.3.0 sdist", "lxml 6.0.0 sdist", "nobody 1 sdist", "pydub 1 any", "fiona 1.10 sdist", "a 1 git"),
		on("linux/arm64", "psycopg-c 3.3.0 sdist", "nobody 1 sdist", "rawpy 1 sdist", "pdfkit 1 any", "pyspark 4 sdist"),
	}}
	native := table(t)
	first := Decide(native, distroless, in)
	for range 50 {
		if again := Decide(native, distroless, in); !reflect.DeepEqual(first, again) {
			t.Fatalf("two answers:\n%+v\n%+v", first, again)
		}
	}
}

func TestGuards(t *testing.T) {
	native := table(t)
	pq := "import psycopg.pq as pq; assert pq.__impl__ == 'c', pq.__impl__"
	for _, c := range []struct {
		name string
		amd  string
		arm  string
		want string
	}{
		{"compiled", "psycopg-c 3 sdist", "psycopg-c 3 sdist", pq},
		{"loads a library", "weasyprint 66 any", "weasyprint 66 any", "import weasyprint"},
		{"compiled on one platform", "lxml 6 sdist", "lxml 6 " + many, "import lxml.etree"},
		{"on one platform only", "lxml 6 sdist", "", ""},
		{"self-contained", "lxml 6 " + many, "lxml 6 " + many, ""},
		{"no import known", "pydub 1 any", "pydub 1 any", ""},
		{"one module, two names", "psycopg2 2.9 sdist,psycopg2-binary 2.9 sdist", "psycopg2 2.9 sdist,psycopg2-binary 2.9 sdist", "import psycopg2"},
		{"sorted", "pyodbc 5 sdist,lxml 6 sdist", "pyodbc 5 sdist,lxml 6 sdist", "import lxml.etree, import pyodbc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			split := func(s string) []string { return strings.FieldsFunc(s, func(r rune) bool { return r == ',' }) }
			n := Decide(native, bookworm, Input{Targets: []resolve.Result{
				on("linux/amd64", split(c.amd)...), on("linux/arm64", split(c.arm)...),
			}})
			var got []string
			for _, g := range n.Guards {
				got = append(got, g.Code)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("guards %q, want %q", got, c.want)
			}
		})
	}
}

func TestTrees(t *testing.T) {
	native := table(t)
	for _, c := range []struct {
		name      string
		distro    Distro
		tree      Tree
		toolchain string
		runtime   string
	}{
		{"pure", bookworm, Tree{BuildRequires: []string{"hatchling"}}, "", ""},
		{"version from git", bookworm, Tree{BuildRequires: []string{"setuptools>=80", "Setuptools_SCM[toml]>=8"}}, "", ""},
		{"maturin", bookworm, Tree{BuildRequires: []string{"maturin>=1,<2"}}, "cargo-web gcc libc6-dev", ""},
		{"maturin with .c beside", bookworm, Tree{BuildRequires: []string{"maturin"}, NativeSources: true}, "cargo-web gcc libc6-dev", ""},
		{"setuptools-rust on Alpine", alpine, Tree{BuildRequires: []string{"setuptools", "setuptools-rust"}}, "cargo gcc musl-dev", "libgcc"},
		{"pybind11", bookworm, Tree{BuildRequires: []string{"scikit-build-core", "pybind11"}}, "g++ gcc libc6-dev make", ""},
		{"mypyc", bookworm, Tree{BuildRequires: []string{"setuptools", "mypy==1.18"}}, "gcc libc6-dev", ""},
		{"Go", alpine, Tree{BuildRequires: []string{"setuptools-golang"}}, "gcc go musl-dev", ""},
		{"sources", alpine, Tree{BuildRequires: []string{"setuptools"}, NativeSources: true}, "g++ gcc make musl-dev", "libgcc libstdc++"},
		{"nonsense", bookworm, Tree{BuildRequires: []string{"=?", ""}}, "", ""},
		{"another tree", bookworm, Tree{Name: "other", BuildRequires: []string{"maturin"}}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.tree.Name == "" {
				c.tree.Name = "app"
			}
			n := Decide(native, c.distro, Input{
				Targets: []resolve.Result{on("linux/amd64", "app 0.1.0 tree own direct")}, Trees: []Tree{c.tree},
			})
			if join(n.Toolchain) != c.toolchain || join(Packages(n.Runtime)) != c.runtime || len(n.Build) > 0 || len(n.Findings) > 0 {
				t.Errorf("toolchain %q, want %q; runtime %q, want %q; build %v; findings %v",
					n.Toolchain, c.toolchain, Packages(n.Runtime), c.runtime, Packages(n.Build), n.Findings)
			}
		})
	}
}

func TestOverrides(t *testing.T) {
	native := table(t)
	targets := []resolve.Result{on("linux/amd64", "nobody-knows 1.0 sdist", "lxml 6.0.0 sdist", "app 1.0 tree own")}
	n := Decide(native, bookworm, Input{Targets: targets, Overrides: map[string]knowledge.NativeRow{
		"nobody-knows": {Toolchain: knowledge.NoToolchain},
		"lxml":         {Toolchain: knowledge.C, Debian: knowledge.NativePackages{Build: []string{"libmine-dev"}}},
		"app":          {Toolchain: knowledge.NoToolchain, Debian: knowledge.NativePackages{Runtime: []string{"tzdata"}}},
	}})
	if got := join(n.Toolchain) + "|" + join(Packages(n.Build)) + "|" + join(Packages(n.Runtime)); got != "gcc libc6-dev|libmine-dev|tzdata" {
		t.Errorf("got %s", got)
	}
	if len(n.Findings) > 0 {
		t.Errorf("findings: %v", n.Findings)
	}
	if n.Build[0].Reasons[0].Rank != knowledge.Override {
		t.Errorf("rank %q", n.Build[0].Reasons[0].Rank)
	}
}

// Wheels beside an sdist tell what the sdist is.
func TestPureByWheels(t *testing.T) {
	native := table(t)
	for _, c := range []struct {
		name, wheels, toolchain string
	}{
		{"pure wheel", "nobody-1.0-py3-none-any.whl", ""},
		{"platform wheels", "nobody-1.0-cp312-cp312-" + many + ".whl", "g++ gcc libc6-dev make"},
		{"both", "nobody-1.0-py3-none-any.whl nobody-1.0-cp312-cp312-" + many + ".whl", "g++ gcc libc6-dev make"},
		{"none", "", "g++ gcc libc6-dev make"},
	} {
		t.Run(c.name, func(t *testing.T) {
			locked := &project.Package{Name: "nobody", Version: "1.0", Source: project.Source{Kind: project.Registry}}
			for file := range strings.FieldsSeq(c.wheels) {
				locked.Wheels = append(locked.Wheels, project.File{Name: file})
			}
			lock := &project.Lock{ByName: map[string][]*project.Package{"nobody": {locked}}}
			n := Decide(native, bookworm, Input{Targets: []resolve.Result{on("linux/amd64", "nobody 1.0 sdist")}, Lock: lock})
			if join(n.Toolchain) != c.toolchain {
				t.Errorf("toolchain %q, want %q", n.Toolchain, c.toolchain)
			}
			if (len(n.Findings) == 0) != (c.toolchain == "") {
				t.Errorf("findings: %v", n.Findings)
			}
		})
	}
}

// What first-party code requires counts as direct, also where it is a workspace member's.
func TestFeatureOfMember(t *testing.T) {
	native := table(t)
	for from, want := range map[string]string{"app": "libpcap0.8", "member": "libpcap0.8", "requests": ""} {
		target := on("linux/amd64", "member 1.0 tree own", "requests 2.0 any", "scapy 2.6.0 any")
		target.Edges = []resolve.Edge{{From: "app", To: "member"}, {From: from, To: "scapy"}}
		n := Decide(native, bookworm, Input{Targets: []resolve.Result{target}})
		if got := join(Packages(n.Runtime)); got != want {
			t.Errorf("required by %s: runtime %q, want %q", from, got, want)
		}
	}
}

func TestOverSSH(t *testing.T) {
	for url, want := range map[string]bool{
		"ssh://git@git.example/a.git":            true,
		"git+ssh://git@git.example/a.git":        true,
		"git@git.example:a.git":                  true,
		"https://git.example/a.git":              false,
		"https://user@git.example/a.git?rev=1#2": false,
		"/srv/git@home/a.git":                    false,
		"":                                       false,
	} {
		if got := overSSH(url); got != want {
			t.Errorf("overSSH(%q) = %v", url, got)
		}
	}
}
