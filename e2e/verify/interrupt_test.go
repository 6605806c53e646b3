package verify

import (
	"bufio"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// interrupted is the exit code after Ctrl-C.
const interrupted = 130

// TestInterrupt sends Ctrl-C at each stage of the work: the program must say so by its exit code,
// and leave no container and no image.
func TestInterrupt(t *testing.T) {
	needDocker(t)
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be interrupted alone on Windows")
	}
	binary := build(t)
	keepLayers(t)
	for _, stage := range []string{"building", "inspecting", "starting", "waiting", "stopping"} {
		t.Run(stage, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), binary, arguments("ignores-sigterm")...)
			progress, err := cmd.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			sent := false
			for lines := bufio.NewScanner(progress); lines.Scan(); {
				if !sent && strings.Contains(lines.Text(), stage) {
					sent = true
					time.AfterFunc(50*time.Millisecond, func() { _ = cmd.Process.Signal(os.Interrupt) })
				}
			}
			if code := exitCode(t, cmd.Wait()); !sent || code != interrupted {
				t.Errorf("interrupted: %v, exit code %d, want %d", sent, code, interrupted)
			}
			nothingLeft(t)
		})
	}
}

// keepLayers holds an image with the base's layers at the engine, so that each case loads only its
// own: a third of the time.
func keepLayers(t *testing.T) {
	t.Helper()
	const tag = "uvdock-e2e-verify:layers"
	args := []string{"buildx", "build", "--load", "--tag", tag, "--file", "testdata/good/Dockerfile", "testdata"}
	if out, err := exec.Command("docker", args...).CombinedOutput(); err != nil {
		t.Fatalf("docker %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	t.Cleanup(func() { _ = exec.Command("docker", "image", "rm", tag).Run() })
}

// nothingLeft asks the engine for what a run of verify may have left. What others verify at the same
// time is there, too, but goes away.
func nothingLeft(t *testing.T) {
	t.Helper()
	left := remains(t)
	for end := time.Now().Add(90 * time.Second); len(left) > 0 && time.Now().Before(end); {
		time.Sleep(time.Second)
		now := remains(t)
		left = slices.DeleteFunc(left, func(id string) bool { return !slices.Contains(now, id) })
	}
	if len(left) > 0 {
		t.Errorf("left behind: %s", left)
	}
}

// remains are the containers and image tags of any run.
func remains(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, args := range [][]string{
		{"ps", "--all", "--filter", "label=uvdock.verify", "--format", "{{.Names}}"},
		{"image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "uvdock-verify"},
	} {
		out, err := exec.Command("docker", args...).CombinedOutput()
		if err != nil {
			t.Fatalf("docker %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		all = append(all, strings.Fields(string(out))...)
	}
	return all
}
