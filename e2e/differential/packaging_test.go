package differential

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/pep508"
)

// TestMarkersAgreeWithPackaging evaluates 100,000 pairs of a made-up marker and an environment
// here and with the PyPI package `packaging`. MarkerMaker says what is left out, and why.
func TestMarkersAgreeWithPackaging(t *testing.T) {
	if out, err := exec.Command("python3", "-c", "import packaging.markers").CombinedOutput(); err != nil {
		t.Skipf("no python3 with `packaging`; `make e2e` installs one: %v: %s", err, bytes.TrimSpace(out))
	}
	const wanted = 100_000
	environments := markerEnvironments(t)
	maker := NewMarkerMaker(1)
	seen := map[string]bool{}
	var markers []string
	for len(markers) < wanted/len(environments) {
		if m := maker.Marker(); !seen[m] {
			seen[m] = true
			markers = append(markers, m)
		}
	}
	held, differ := 0, 0
	for i, want := range askPackaging(t, environments, markers) {
		got := evaluateAll(t, environments, markers[i])
		held += strings.Count(got, "1")
		if got == want {
			continue
		}
		if differ++; differ <= 10 {
			t.Errorf("%s\n\there      %s\n\tpackaging %s", markers[i], got, want)
		}
	}
	pairs := len(markers) * len(environments)
	if pairs != wanted || held < pairs/10 || held > pairs*9/10 {
		t.Errorf("%d pairs, %d of them true: expected %d, neither mostly true nor mostly false", pairs, held, wanted)
	}
	t.Logf("%d markers in %d environments, %d true; %d markers differ", len(markers), len(environments), held, differ)
}

// markerEnvironment is an environment in our words and in those of `packaging`.
type markerEnvironment struct {
	here  pep508.Environment
	extra string
	there map[string]string
}

// markerEnvironments are twenty: ten Pythons, each on two of the platforms.
func markerEnvironments(t *testing.T) []markerEnvironment {
	t.Helper()
	platforms := [][6]string{ // os_name, sys_platform, platform_system, platform_machine, release, version
		{"posix", "linux", "Linux", "x86_64", "6.1.0-13-amd64", "#1 SMP Debian 6.1.55-1"},
		{"posix", "linux", "Linux", "aarch64", "", ""},
		{"posix", "darwin", "Darwin", "arm64", "23.x", "Darwin Kernel Version 23"},
		{"nt", "win32", "Windows", "AMD64", "10", "10.0.20348"},
	}
	extras := []string{"", "x", "a-b"}
	var out []markerEnvironment
	for i, python := range []string{"3.10.0", "3.10.13", "3.11.2", "3.11.5", "3.12.0", "3.12.1", "3.12.11", "3.13.0", "3.13.12", "3.14.2"} {
		release, err := pep508.ParseRelease(python)
		if err != nil {
			t.Fatal(err)
		}
		for j := range 2 {
			p := platforms[(i+j*(1+i/4))%len(platforms)]
			out = append(out, newMarkerEnvironment(python, release, p, extras[(i+j)%len(extras)]))
		}
	}
	return out
}

func newMarkerEnvironment(python string, release pep508.Release, p [6]string, extra string) markerEnvironment {
	here := pep508.Linux(release, p[3])
	here.OSName, here.SysPlatform, here.PlatformSystem = p[0], p[1], p[2]
	here.PlatformRelease = pep508.Text{Value: p[4], Known: true}
	here.PlatformVersion = pep508.Text{Value: p[5], Known: true}
	return markerEnvironment{here: here, extra: extra, there: map[string]string{
		"os_name": p[0], "sys_platform": p[1], "platform_system": p[2], "platform_machine": p[3],
		"platform_release": p[4], "platform_version": p[5],
		"implementation_name": here.ImplementationName, "platform_python_implementation": here.PlatformPythonImplementation,
		"implementation_version": python, "python_full_version": python, "python_version": release.Short(2).String(),
		"extra": extra,
	}}
}

// evaluateAll is a digit for each environment.
func evaluateAll(t *testing.T, environments []markerEnvironment, text string) string {
	t.Helper()
	m, err := pep508.ParseMarker(text)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for i := range environments {
		e := &environments[i]
		truth := m.Evaluate(&e.here, func(name string) pep508.Truth { return pep508.TruthOf(name == e.extra) })
		fmt.Fprint(&b, map[pep508.Truth]int{pep508.True: 1, pep508.Unknown: 2}[truth])
	}
	return b.String()
}

// askPackaging gives the answers of `packaging` in the same form.
func askPackaging(t *testing.T, environments []markerEnvironment, markers []string) []string {
	t.Helper()
	var in bytes.Buffer
	lines := json.NewEncoder(&in)
	var theirs []map[string]string
	for _, e := range environments {
		theirs = append(theirs, e.there)
	}
	if err := lines.Encode(theirs); err != nil {
		t.Fatal(err)
	}
	for _, m := range markers {
		if err := lines.Encode(m); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "python3", filepath.Join("testdata", "packaging_markers.py"))
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	answers := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(answers) != len(markers) {
		t.Fatalf("%d answers to %d markers", len(answers), len(markers))
	}
	return answers
}
