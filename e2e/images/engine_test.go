// Package images tests the images of the example projects: that they keep what uvdock verify promises,
// that their layers follow content, and that their environment is the one uv sync makes.
package images

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/example"
)

// needDocker skips where no engine answers.
func needDocker(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("docker", "version").CombinedOutput(); err != nil {
		t.Skipf("no Docker engine answers: %v\n%s", err, out)
	}
}

// docker runs the docker command and gives its standard output; its failure ends the test.
func docker(t *testing.T, args ...string) string {
	t.Helper()
	out, log, err := command(t.Context(), "", "docker", args...)
	if err != nil {
		t.Fatalf("docker %s: %v\n%s", strings.Join(args, " "), err, tail(log))
	}
	return strings.TrimSpace(string(out))
}

// tidy runs the docker command after the test; what is already gone is no failure.
func tidy(t *testing.T, args ...string) {
	t.Helper()
	t.Cleanup(func() { _, _, _ = command(context.Background(), "", "docker", args...) })
}

// command runs a program in dir (here when empty) and gives both of its streams.
func command(ctx context.Context, dir, name string, args ...string) (stdout, stderr []byte, err error) {
	var out, log bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &log
	err = cmd.Run()
	return out.Bytes(), log.Bytes(), err
}

// tail is the end of a log, where its errors stand.
func tail(log []byte) []byte { return log[max(0, len(log)-4000):] }

// binary is an uvdock built of this checkout.
type binary string

func buildUvdock(t *testing.T) binary {
	t.Helper()
	path := filepath.Join(t.TempDir(), "uvdock")
	if _, log, err := command(t.Context(), "../..", "go", "build", "-o", path, "./cmd/uvdock"); err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	return binary(path)
}

// json runs uvdock and decodes what it prints. An exit code other than 0 ends the test, unless it is 1
// and there is a report: then verify found something broken, and the report says what.
func (b binary) json(t *testing.T, into any, args ...string) {
	t.Helper()
	out, log, err := command(t.Context(), "", string(b), append(args, "--format", "json")...)
	if decoding := json.Unmarshal(out, into); decoding != nil || (err != nil && args[0] != "verify") {
		t.Fatalf("uvdock %s: %v, JSON: %v\n%s%s", strings.Join(args, " "), err, decoding, out, tail(log))
	}
}

// generate writes the files of a project for a profile and gives the Dockerfile.
func (b binary) generate(t *testing.T, dir, profile string) string {
	t.Helper()
	return b.generateImage(t, example.Image{Dir: dir, File: "Dockerfile"}, profile)
}

// generateImage writes the files of an image for a profile and gives the Dockerfile.
func (b binary) generateImage(t *testing.T, image example.Image, profile string) string {
	t.Helper()
	args := append([]string{"generate", image.Dir, "--profile", profile}, image.Package()...)
	if _, log, err := command(t.Context(), "", string(b), args...); err != nil {
		t.Fatalf("uvdock %s: %v\n%s", strings.Join(args, " "), err, log)
	}
	text, err := os.ReadFile(filepath.Join(image.Dir, image.File))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
