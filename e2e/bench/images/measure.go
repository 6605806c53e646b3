package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/uvdock/uvdock/e2e/internal/oci"
	"github.com/uvdock/uvdock/e2e/internal/relock"
)

// A result is what one variant showed; each slice has an entry a run.
type result struct {
	variant
	Layers []oci.Layer     `json:"layers"` // of the last cold build
	Cold   []time.Duration `json:"cold_ns"`
	Edit   []rebuild       `json:"edit"`
	Bump   []rebuild       `json:"bump"`
	Start  []time.Duration `json:"start_ns"`
	Error  string          `json:"error,omitempty"` // what stopped this variant
}

// A rebuild is one build after a change.
type rebuild struct {
	Took   time.Duration `json:"took_ns"`
	Pushed []oci.Layer   `json:"pushed"` // the layers that the image before the change did not have
}

// measure takes the variants in turns, so that what else the machine does falls on all alike. A variant
// that fails is left out from then on, with its error in the result.
func measure(ctx context.Context, o options, dir string, variants []variant) ([]result, error) {
	nonce := strconv.FormatInt(time.Now().UnixNano(), 36)
	if err := pull(ctx, filepath.Join(dir, "pull"), variants); err != nil {
		return nil, err
	}
	network, remove, err := createNetwork(ctx, "uvdock-bench-"+nonce)
	if err != nil {
		return nil, err
	}
	defer remove()
	results := make([]result, len(variants))
	for turn := range o.runs {
		for i, v := range variants {
			results[i].variant = v
			if results[i].Error != "" {
				continue
			}
			fmt.Fprintf(os.Stderr, "run %d of %d: %s\n", turn+1, o.runs, v.Name)
			b := bench{options: o, network: network, nonce: fmt.Sprintf("%s-%d-%d", nonce, turn, i), work: filepath.Join(dir, fmt.Sprintf("run-%d-%d", turn, i))}
			err := errors.Join(b.run(ctx, &results[i]), os.RemoveAll(b.work))
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err != nil {
				results[i].Error = err.Error()
				fmt.Fprintf(os.Stderr, "%s: %v\n", v.Name, err)
			}
		}
	}
	return results, nil
}

// A bench is one turn of one variant: a directory to work in and a word that no other turn has.
type bench struct {
	options
	network, nonce, work string
}

// run builds a copy of the variant from nothing, then after an edit, then after a version bump, and starts it.
func (b bench) run(ctx context.Context, r *result) error {
	if err := freshCopy(r.dir, b.work, b.nonce); err != nil {
		return err
	}
	cold, layers, err := build(ctx, b.work, "--no-cache")
	if err != nil {
		return err
	}
	edit, layers2, err := b.rebuild(ctx, layers, editSource(b.work, b.source, b.nonce))
	if err == nil && len(edit.Pushed) == 0 {
		err = errors.New("the image is the same after an edit of " + b.source)
	}
	if err != nil {
		return err
	}
	bump, _, err := b.rebuild(ctx, layers2, bumpVersion(b.work, "99.0.1"))
	if err != nil {
		return err
	}
	times, err := b.starts(ctx)
	if err != nil {
		return err
	}
	r.Cold, r.Layers = append(r.Cold, cold), layers
	r.Edit, r.Bump = append(r.Edit, edit), append(r.Bump, bump)
	r.Start = append(r.Start, times...)
	return nil
}

// rebuild builds after a change, unless making the change failed.
func (b bench) rebuild(ctx context.Context, before []oci.Layer, edited error) (rebuild, []oci.Layer, error) {
	if edited != nil {
		return rebuild{}, nil, edited
	}
	took, after, err := build(ctx, b.work)
	return rebuild{took, oci.Changed(before, after)}, after, err
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

// starts gives the times to the first answer of several containers, one after the other.
func (b bench) starts(ctx context.Context) ([]time.Duration, error) {
	tag := "uvdock-bench-" + b.nonce
	remove, err := load(ctx, b.work, tag)
	if err != nil {
		return nil, err
	}
	defer remove()
	var times []time.Duration
	for range b.options.starts {
		took, err := start(ctx, tag, b.network)
		if err != nil {
			return nil, err
		}
		times = append(times, took)
	}
	return times, nil
}
