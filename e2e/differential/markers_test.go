package differential

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// TestMarkers gives testdata/markers.txt to a real uv, a dependency each, and compares twice:
// which ones it would install, and whether what it writes to the lock is equivalent to what
// stood in the manifest.
func TestMarkers(t *testing.T) {
	uv := realUV(t)
	markers := readMarkers(t)
	dir := t.TempDir()
	writeMarkerProject(t, dir, markers)
	if _, err := uv.Run(t.Context(), dir, "lock"); err != nil {
		t.Fatal(err)
	}
	p, findings := project.Read(os.DirFS(dir), ".")
	if findings.HasErrors() {
		t.Fatal(findings.Err())
	}
	compareLocked(t, p, markers)
	// The lock that uv just wrote has lost the spelling of the markers, so put it back: an
	// installation has to understand them as they are.
	writeMarkerLock(t, dir, markers)
	out, err := uv.Run(t.Context(), dir, "sync", "--frozen", "--dry-run", "--python-platform", "x86_64-manylinux_2_36")
	if err != nil {
		t.Fatal(err)
	}
	compareEvaluated(t, uv.Version, out, markers)
}

func compareLocked(t *testing.T, p *project.Project, markers []string) {
	t.Helper()
	locked := p.Lock.ByName["p"][0].Metadata.RequiresDist
	if len(locked) != len(markers) {
		t.Fatalf("uv locked %d requirements of %d", len(locked), len(markers))
	}
	for _, r := range locked {
		var i int
		if _, err := fmt.Sscanf(r.Name, "d%d", &i); err != nil {
			t.Fatal(err)
		}
		there, err := pep508.ParseMarker(r.Marker)
		if err != nil {
			t.Fatal(err)
		}
		here, err := pep508.ParseMarker(markers[i])
		if err != nil {
			t.Errorf("uv reads %q, we do not: %v", markers[i], err)
			continue
		}
		if got := pep508.Equivalent(here, there, nil); got != pep508.True {
			t.Errorf("uv writes %q as %q; equivalent: %v", markers[i], r.Marker, got)
		}
	}
}

func compareEvaluated(t *testing.T, version, out string, markers []string) {
	t.Helper()
	python, err := pep508.ParseRelease(version)
	if err != nil {
		t.Fatal(err)
	}
	env := pep508.Linux(python, "x86_64")
	env.PlatformRelease, env.PlatformVersion = pep508.Text{Known: true}, pep508.Text{Known: true}
	for i, text := range markers {
		m, err := pep508.ParseMarker(text)
		if err != nil {
			t.Fatal(err)
		}
		got := m.Evaluate(&env, nil) == pep508.True
		if want := strings.Contains(out, fmt.Sprintf(" + d%03d==1\n", i)); got != want {
			t.Errorf("Python %s: %q is %v here, %v for uv", version, text, got, want)
		}
	}
}

func readMarkers(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "markers.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

func writeMarkerProject(t *testing.T, dir string, markers []string) {
	t.Helper()
	if err := os.Mkdir(filepath.Join(dir, "wheels"), 0o755); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\n")
	for i, m := range markers {
		name := fmt.Sprintf("d%03d", i)
		if err := WriteWheel(filepath.Join(dir, "wheels"), name); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%q,\n", name+"; "+m)
	}
	b.WriteString("]\n\n[tool.uv]\nno-index = true\nfind-links = [\"wheels\"]\n")
	write(t, dir, "pyproject.toml", b.String())
}

func writeMarkerLock(t *testing.T, dir string, markers []string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("version = 1\nrevision = 3\nrequires-python = \">=3.8\"\n\n[[package]]\nname = \"p\"\nversion = \"1\"\nsource = { virtual = \".\" }\ndependencies = [\n")
	for i, m := range markers {
		fmt.Fprintf(&b, "    { name = \"d%03d\", marker = %q },\n", i, m)
	}
	b.WriteString("]\n")
	for i := range markers {
		fmt.Fprintf(&b, "\n[[package]]\nname = \"d%03d\"\nversion = \"1\"\nsource = { registry = \"wheels\" }\nwheels = [\n    { path = \"d%03d-1-py3-none-any.whl\" },\n]\n", i, i)
	}
	write(t, dir, "uv.lock", b.String())
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
