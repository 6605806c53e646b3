// Package verify tests uvdock verify on real images: it must pass those that keep its promises and
// fail those that break one, for that reason alone.
package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// testCase is a line of testdata/cases.json.
type testCase struct {
	Name   string            // directory below testdata
	Why    string            // what is special about it
	Broken []string          // the checks that must be broken; no other may be
	Got    map[string]string // check: part of what it says
	Fix    map[string]string // check: part of its fix
}

// report is what the tests need of uvdock.verify/1.
type report struct {
	Schema string
	Checks []struct{ Name, Status, Got, Detail, Fix string }
	Size   int64
	Layers []struct{ Size int64 }
}

// needDocker skips where no engine answers.
func needDocker(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("docker", "version").CombinedOutput(); err != nil {
		t.Skipf("no Docker engine answers: %v\n%s", err, out)
	}
}

// build makes the uvdock binary of this checkout.
func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "uvdock")
	cmd := exec.Command("go", "build", "-o", binary, "./cmd/uvdock")
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// arguments are those of verify for one case. The times are short because most cases must fail.
func arguments(name string) []string {
	return []string{
		"verify", "testdata", "--file", name + "/Dockerfile", "--format", "json", "--timeout", "20s", "--stop-timeout", "3s",
	}
}

func TestPromises(t *testing.T) {
	needDocker(t)
	binary := build(t)
	keepLayers(t)
	for _, c := range readCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			var out, progress bytes.Buffer
			cmd := exec.CommandContext(t.Context(), binary, arguments(c.Name)...)
			cmd.Stdout, cmd.Stderr = &out, &progress
			code := exitCode(t, cmd.Run())
			var r report
			if err := json.Unmarshal(out.Bytes(), &r); err != nil || r.Schema != "uvdock.verify/1" {
				t.Fatalf("exit code %d, no report: %v\n%s\n%s", code, err, out.Bytes(), progress.Bytes())
			}
			want := 0
			if len(c.Broken) > 0 {
				want = 1
			}
			if code != want {
				t.Errorf("exit code %d, want %d", code, want)
			}
			c.compare(t, r)
			nothingLeft(t)
		})
	}
}

func readCases(t *testing.T) []testCase {
	t.Helper()
	text, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []testCase
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	dirs, _ := filepath.Glob("testdata/*/Dockerfile")
	if len(dirs) != len(cases) {
		t.Errorf("%d Dockerfiles, %d cases", len(dirs), len(cases))
	}
	return cases
}

// compare holds the report against what the case expects.
func (c testCase) compare(t *testing.T, r report) {
	t.Helper()
	broken := []string{}
	for _, check := range r.Checks {
		if check.Status == "broken" {
			broken = append(broken, check.Name)
		}
		if part := c.Got[check.Name]; !strings.Contains(check.Got, part) {
			t.Errorf("%s says %q, want something with %q", check.Name, check.Got, part)
		}
		if part := c.Fix[check.Name]; !strings.Contains(check.Fix, part) {
			t.Errorf("fix of %s is %q, want something with %q", check.Name, check.Fix, part)
		}
	}
	if !slices.Equal(broken, c.Broken) {
		t.Errorf("%s: broken %v, want %v\n%+v", c.Why, broken, c.Broken, r.Checks)
	}
	if built := !slices.Contains(c.Broken, "build"); built != (r.Size > 0 && len(r.Layers) > 0) {
		t.Errorf("size %d in %d layers, built: %v", r.Size, len(r.Layers), built)
	}
}

// exitCode is that of a command that ran; anything else fails the test.
func exitCode(t *testing.T, err error) int {
	t.Helper()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	return 0
}
