package resolve

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator/project"
)

// TestEdges holds what --why and --tree read: edges with their labels, chains, and which
// packages are direct and first-party.
func TestEdges(t *testing.T) {
	story, err := readArchive("testdata/workspace-r3.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for i, name := range story.names {
		fsys[name] = &fstest.MapFile{Data: []byte(story.data[i])}
	}
	p, findings := project.Read(fsys, ".")
	if findings.HasErrors() {
		t.Fatal(findings.Err())
	}
	result := Resolve(p, benchTarget(), Selection{AllPackages: true, Extras: []string{"x"}})
	want := []Edge{
		{"a", "d2", "dev"}, {"root", "d4", "dev"}, {"a", "d1", "x"}, {"b", "a", ""}, {"root", "b", ""},
	}
	if !slices.Equal(result.Edges, want) {
		t.Errorf("edges %v, want %v", result.Edges, want)
	}
	if want := []string{"a", "b", "root"}; !slices.Equal(result.Roots, want) {
		t.Errorf("roots %v, want %v", result.Roots, want)
	}
	for _, one := range result.Packages {
		first := one.Name == "a" || one.Name == "root"
		if one.FirstParty != first || one.Compiles() {
			t.Errorf("%s: first-party %v, compiles %v", one.Name, one.FirstParty, one.Compiles())
		}
		if !one.Direct && one.Name != "root" {
			t.Errorf("%s is named by a root", one.Name)
		}
	}
}

func TestWithoutLock(t *testing.T) {
	p := &project.Project{Root: &project.Pyproject{}, Current: &project.Pyproject{}}
	result := Resolve(p, benchTarget(), Selection{})
	if len(result.Packages) > 0 || !result.Findings.HasErrors() || result.Findings[0].Code != "no-lockfile" {
		t.Errorf("%+v", result)
	}
}

func TestCheckUV(t *testing.T) {
	for _, tt := range []struct {
		want, uv string
		ok       bool
	}{
		{"", "0.13.8", true},
		{"==0.11.25", "0.13.8", false},
		{"==0.11.25", "0.11.25", true},
		{"~=0.10", "0.13.8", true},
		{">=0.12,<0.13", "0.13.8", false},
		{"0.13.8", "0.13.8", true},
		{"latest", "0.13.8", false},
	} {
		p := &project.Project{Settings: project.Settings{RequiredVersion: tt.want}}
		got := CheckUV(p, tt.uv)
		if got.HasErrors() == tt.ok {
			t.Errorf("required-version %q with uv %s: %v", tt.want, tt.uv, got)
		}
		if !tt.ok && got[0].Code != "required-version" {
			t.Errorf("code %s", got[0].Code)
		}
	}
}

// TestSharedResolver: targets share a resolver and do not disturb each other.
func TestSharedResolver(t *testing.T) {
	r := New(wide(30))
	first := r.Resolve(benchTarget(), Selection{})
	other := benchTarget()
	other.Python.Minor, other.Wheel.Arch, other.Platform = 15, "aarch64", "linux/arm64"
	if got := r.Resolve(other, Selection{}); len(got.Packages) == len(first.Packages) {
		t.Error("Python 3.15 has no wheel and fewer edges")
	}
	done := make(chan int)
	for range 4 {
		go func() { done <- len(r.Resolve(benchTarget(), Selection{}).Packages) }()
	}
	for range 4 {
		if n := <-done; n != len(first.Packages) {
			t.Errorf("%d packages, want %d", n, len(first.Packages))
		}
	}
}
