// Package process runs a command and says what it took: wall time and memory.
package process

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// A Sample is one run of one command.
type Sample struct {
	Wall time.Duration
	// Peak is the resident memory at its most, in bytes.
	Peak int64
}

// Execute runs a command to its end, its output thrown away. The peak is what wait4 reports; the kernel counts
// the moment between fork and exec in, so it is never under what this process takes itself (about 10 MB).
func Execute(ctx context.Context, command []string) (Sample, error) {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	started := time.Now()
	err := cmd.Run()
	wall := time.Since(started)
	if err != nil {
		return Sample{}, fmt.Errorf("%s: %w\n%s", strings.Join(command, " "), err, stderr.String())
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return Sample{}, fmt.Errorf("%s: no resource usage on this system", command[0])
	}
	return Sample{wall, usage.Maxrss * maxrssUnit}, nil
}

// Uvdock is the binary that was given, or one that is built into dir as the released ones are: static, which starts
// a millisecond sooner than one that looks for the system's libraries. The working directory is that of the module
// that benchmarks belong to.
func Uvdock(ctx context.Context, given, dir string) (string, error) {
	if given != "" {
		return filepath.Abs(given)
	}
	binary := filepath.Join(dir, "uvdock")
	build := exec.CommandContext(ctx, "go", "build", "-C", "..", "-trimpath", "-ldflags=-s -w", "-o", binary, "./cmd/uvdock")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building uvdock (give -uvdock to take another): %w\n%s", err, out)
	}
	return binary, nil
}

// Milliseconds words a time, Megabytes a size, for a table.
func Milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}

// Megabytes are of 1024 kB.
func Megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/(1<<20)) }
