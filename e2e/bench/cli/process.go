package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/uvdock/uvdock/e2e/bench/internal/process"
	"github.com/uvdock/uvdock/e2e/bench/internal/stats"
)

// A row is the comparison on one project: medians of both commands.
type row struct {
	project    string
	lock       int64 // bytes of uv.lock
	uvdock, uv process.Sample
}

// compare runs both commands in turns, each first in every second pair, after one pair that is left out:
// it fills the file cache.
func compare(ctx context.Context, project string, runs int, uvdock, uv []string) (row, error) {
	info, err := os.Stat(filepath.Join(project, "uv.lock"))
	if err != nil {
		return row{}, err
	}
	var samples [2][]process.Sample
	commands := [2][]string{uvdock, uv}
	for turn := range runs + 1 {
		for i := range commands {
			which := (turn + i) % 2
			s, err := process.Execute(ctx, commands[which])
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

func median(samples []process.Sample) process.Sample {
	var walls []time.Duration
	var peaks []int64
	for _, s := range samples {
		walls, peaks = append(walls, s.Wall), append(peaks, s.Peak)
	}
	return process.Sample{Wall: stats.Median(walls), Peak: stats.Median(peaks)}
}
