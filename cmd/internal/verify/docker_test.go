package verify

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// imageCase is one Dockerfile of e2e/verify/testdata and what verify must say about it.
type imageCase struct {
	Name   string
	Why    string
	Broken []string          // the checks that must be broken; no other may be
	Got    map[string]string // check: part of what it says
	Fix    map[string]string // check: part of its fix
}

const imageDir = "../../../e2e/verify/testdata"

// needDocker skips unless an engine was asked for: building the images takes minutes.
func needDocker(t *testing.T) {
	t.Helper()
	if os.Getenv("UVDOCK_E2E") == "" {
		t.Skip("builds images: set UVDOCK_E2E=1 to run it")
	}
	if err := exec.Command("docker", "version").Run(); err != nil {
		t.Skipf("no Docker engine answers: %v", err)
	}
}

func imageCases(t *testing.T) []imageCase {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(imageDir, "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []imageCase
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func imageOptions(name string) Options {
	return Options{
		Context:       filepath.Join(imageDir, name),
		BuildContexts: []string{"app=" + filepath.Join(imageDir, "app")},
		Timeout:       10 * time.Second, StopTimeout: 3 * time.Second,
	}
}

// TestImages feeds verify an image that holds its promises and images that break one each.
func TestImages(t *testing.T) {
	needDocker(t)
	keepLayers(t)
	for _, c := range imageCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			r, err := Run(t.Context(), imageOptions(c.Name))
			if err != nil {
				t.Fatal(err)
			}
			c.compare(t, r)
			nothingLeft(t)
		})
	}
}

func (c imageCase) compare(t *testing.T, r *Report) {
	t.Helper()
	broken := []string{}
	for _, check := range r.Checks {
		if check.Status == Broken {
			broken = append(broken, check.Name)
		}
	}
	if !slices.Equal(broken, c.Broken) {
		t.Errorf("%s: broken %v, want %v\n%s", c.Why, broken, c.Broken, r.Table())
	}
	for name, part := range c.Got {
		if got := r.Check(name).Got; !strings.Contains(got, part) {
			t.Errorf("%s says %q, want something with %q", name, got, part)
		}
	}
	for name, part := range c.Fix {
		if fix := r.Check(name).Fix; !strings.Contains(fix, part) {
			t.Errorf("fix of %s is %q, want something with %q", name, fix, part)
		}
	}
}

// keepLayers holds an image with the base's layers at the engine, so that each case loads only its
// own: a third of the time.
func keepLayers(t *testing.T) {
	t.Helper()
	o, tag := imageOptions("good"), "uvdock-verify-test:layers"
	args := []string{"buildx", "build", "--load", "--tag", tag, "--build-context", o.BuildContexts[0], o.Context}
	if out, err := exec.Command("docker", args...).CombinedOutput(); err != nil {
		t.Fatalf("docker %s: %s", strings.Join(args, " "), out)
	}
	t.Cleanup(func() { _ = exec.Command("docker", "image", "rm", tag).Run() })
}

// nothingLeft asks the engine for containers and images of any session.
func nothingLeft(t *testing.T) {
	t.Helper()
	for _, args := range [][]string{
		{"ps", "--all", "--quiet", "--filter", "label=" + label},
		{"image", "ls", "--quiet", "uvdock-verify"},
	} {
		out, err := exec.Command("docker", args...).CombinedOutput()
		if err != nil || len(out) > 0 {
			t.Errorf("docker %s: %s %v, want nothing", strings.Join(args, " "), out, err)
		}
	}
}

// TestInterrupted cancels in the middle of the work, at each of its stages.
func TestInterrupted(t *testing.T) {
	needDocker(t)
	for _, at := range []string{"building", "inspecting", "starting", "waiting", "stopping"} {
		t.Run(at, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			o := imageOptions("ignores-sigterm")
			o.Progress = func(line string) {
				if strings.HasPrefix(line, at) {
					time.AfterFunc(50*time.Millisecond, cancel)
				}
			}
			r, err := Run(ctx, o)
			if r != nil || !errors.Is(err, context.Canceled) {
				t.Errorf("got report %v, error %v; want none and context.Canceled", r, err)
			}
			nothingLeft(t)
		})
	}
}
