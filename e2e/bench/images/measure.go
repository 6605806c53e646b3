package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/uvdock/uvdock/e2e/internal/relock"
)

// A result is what one variant showed; each slice has an entry a run.
type result struct {
	variant
	Layers []layer         `json:"layers"` // of the last cold build
	Cold   []time.Duration `json:"cold_ns"`
	Edit   []rebuild       `json:"edit"`
	Bump   []rebuild       `json:"bump"`
	Start  []time.Duration `json:"start_ns"`
}

// A rebuild is one build after a change.
type rebuild struct {
	Took   time.Duration `json:"took_ns"`
	Pushed []layer       `json:"pushed"` // the layers that the image before the change did not have
}

// measure takes the variants in turns, so that what else the machine does falls on all alike. The first
// turn of each variant is left out: it pulls base images.
func measure(ctx context.Context, o options, dir string, variants []variant) ([]result, error) {
	results := make([]result, len(variants))
	nonce := strconv.FormatInt(time.Now().UnixNano(), 36)
	for turn := 0; turn <= o.runs; turn++ {
		for i, v := range variants {
			fmt.Fprintf(os.Stderr, "run %d of %d: %s\n", turn, o.runs, v.Name)
			one := result{variant: v}
			work := filepath.Join(dir, fmt.Sprintf("run-%d-%d", turn, i))
			err := one.run(ctx, o, work, fmt.Sprintf("%s-%d-%d", nonce, turn, i), turn == 0)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", v.Name, err)
			}
			results[i].add(one, turn == 0)
			if err := os.RemoveAll(work); err != nil {
				return nil, err
			}
		}
	}
	return results, nil
}

// add appends the measurements of one turn.
func (r *result) add(one result, warmUp bool) {
	r.variant = one.variant
	if warmUp {
		return
	}
	r.Layers = one.Layers
	r.Cold = append(r.Cold, one.Cold...)
	r.Edit = append(r.Edit, one.Edit...)
	r.Bump = append(r.Bump, one.Bump...)
	r.Start = append(r.Start, one.Start...)
}

// run builds a copy of the variant from nothing, then after an edit, then after a version bump, and starts it.
func (r *result) run(ctx context.Context, o options, work, nonce string, warmUp bool) error {
	if err := freshCopy(r.dir, work, nonce); err != nil {
		return err
	}
	cold, layers, err := build(ctx, work, "--no-cache")
	if err != nil || warmUp {
		return err
	}
	r.Cold, r.Layers = []time.Duration{cold}, layers
	change := func(edit error) (rebuild, error) {
		if edit != nil {
			return rebuild{}, edit
		}
		took, after, err := build(ctx, work)
		before := layers
		layers = after
		return rebuild{took, changed(before, after)}, err
	}
	edit, err := change(editSource(work, o.source, nonce))
	if err == nil && len(edit.Pushed) == 0 {
		err = errors.New("the image is the same after an edit of " + o.source)
	}
	if err != nil {
		return err
	}
	bump, err := change(bumpVersion(work, "99.0.1"))
	if err != nil {
		return err
	}
	r.Edit, r.Bump = []rebuild{edit}, []rebuild{bump}
	r.Start, err = starts(ctx, work, "uvdock-bench-"+nonce, o.starts)
	return err
}

// freshCopy copies a variant and gives its cache mounts names of their own.
func freshCopy(from, to, nonce string) error {
	if err := relock.CopyTree(from, to); err != nil {
		return err
	}
	name := filepath.Join(to, "Dockerfile")
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return os.WriteFile(name, []byte(freshCacheMounts(string(text), nonce)), 0o644)
}

func starts(ctx context.Context, dir, tag string, n int) ([]time.Duration, error) {
	remove, err := load(ctx, dir, tag)
	if err != nil {
		return nil, err
	}
	defer remove()
	var times []time.Duration
	for range n {
		took, err := start(ctx, tag)
		if err != nil {
			return nil, err
		}
		times = append(times, took)
	}
	return times, nil
}
