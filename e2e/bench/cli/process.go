package main

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

	"github.com/uvdock/uvdock/e2e/bench/internal/stats"
)

// A sample is one run of one command.
type sample struct {
	wall time.Duration
	peak int64 // bytes of resident memory at its most
}

// A row is the comparison on one project: medians of both commands.
type row struct {
	project    string
	lock       int64 // bytes of uv.lock
	uvdock, uv sample
}

// compare runs both commands in turns, each first in every second pair, after one pair that is left out:
// it fills the file cache.
func compare(ctx context.Context, project string, runs int, uvdock, uv []string) (row, error) {
	info, err := os.Stat(filepath.Join(project, "uv.lock"))
	if err != nil {
		return row{}, err
	}
	var samples [2][]sample
	commands := [2][]string{uvdock, uv}
	for turn := range runs + 1 {
		for i := range commands {
			which := (turn + i) % 2
			s, err := execute(ctx, commands[which])
			if err != nil {
				return row{}, err
			}
			if turn > 0 {
				samples[which] = append(samples[which], s)
			}
		}
	}
	return row{filepath.Base(project), info.Size(), median(samples[0]), median(samples[1])}, nil
}

func median(samples []sample) sample {
	var walls []time.Duration
	var peaks []int64
	for _, s := range samples {
		walls, peaks = append(walls, s.wall), append(peaks, s.peak)
	}
	return sample{stats.Median(walls), stats.Median(peaks)}
}

// execute runs a command to its end, its output thrown away. The peak is what wait4 reports; the kernel counts
// the moment between fork and exec in, so it is never under what this process takes itself (about 10 MB).
func execute(ctx context.Context, command []string) (sample, error) {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	started := time.Now()
	err := cmd.Run()
	wall := time.Since(started)
	if err != nil {
		return sample{}, fmt.Errorf("%s: %w\n%s", strings.Join(command, " "), err, stderr.String())
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return sample{}, fmt.Errorf("%s: no resource usage on this system", command[0])
	}
	return sample{wall, usage.Maxrss * maxrssUnit}, nil
}
