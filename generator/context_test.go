package generator_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
)

// fuse is a context that is cancelled when it is asked for the n-th time.
type fuse struct {
	context.Context
	left atomic.Int64
	done chan struct{}
}

func newFuse(n int64) *fuse {
	f := &fuse{Context: context.Background(), done: make(chan struct{})}
	f.left.Store(n)
	return f
}

func (f *fuse) Err() error {
	switch left := f.left.Add(-1); {
	case left > 0:
		return nil
	case left == 0:
		close(f.done)
	}
	return context.Canceled
}

func (f *fuse) Done() <-chan struct{} { return f.done }

// TestCancelledAtEachStage cancels a run at every place where it looks at its context: none goes on,
// and none hands out files.
func TestCancelledAtEachStage(t *testing.T) {
	workspace := members{names: []string{"api", "worker"}, starts: []string{"api", "worker"}}.fs()
	for name, call := range map[string]struct {
		// stages is how often a run looks at least: after reading, member, target, start, plan and files.
		stages int64
		run    func(context.Context) (files int, err error)
	}{
		"Generate": {6, func(ctx context.Context) (int, error) {
			r, err := generator.Generate(ctx, shop(), ".", generator.Options{Bake: true})
			return filesOf(r), err
		}},
		"Generate of a member": {6, func(ctx context.Context) (int, error) {
			r, err := generator.Generate(ctx, workspace, ".", generator.Options{Package: "api"})
			return filesOf(r), err
		}},
		"Adopt": {6, func(ctx context.Context) (int, error) {
			project := shop()
			project["Dockerfile"] = &fstest.MapFile{Data: []byte("FROM python:3.13\nRUN uv sync\nCMD [\"uvicorn\", \"main:app\"]\n")}
			a, err := generator.Adopt(ctx, project, ".", generator.Options{}, "")
			if a != nil {
				return filesOf(a.Result), err
			}
			return 0, err
		}},
		"Plan": {5, func(ctx context.Context) (int, error) {
			r, err := generator.Plan(ctx, shop(), ".", generator.Options{})
			if r != nil && r.Plan != nil {
				return 1, err
			}
			return 0, err
		}},
		"GenerateAll": {5, func(ctx context.Context) (int, error) {
			w, err := generator.GenerateAll(ctx, workspace, ".", generator.Options{Bake: true})
			if w == nil {
				return 0, err
			}
			return len(w.Images) + len(w.Shared), err
		}},
		"Inspect": {7, func(ctx context.Context) (int, error) {
			in, err := generator.Inspect(ctx, workspace, ".", generator.Options{Package: "api"})
			if in == nil {
				return 0, err
			}
			return len(in.Members), err
		}},
		"Profiles": {5, func(ctx context.Context) (int, error) {
			_, candidates, err := generator.Profiles(ctx, shop(), ".", generator.Options{})
			return len(candidates), err
		}},
		"Packages": {2, func(ctx context.Context) (int, error) {
			r, err := generator.Packages(ctx, shop(), ".", generator.Options{})
			if r == nil {
				return 0, err
			}
			return len(r.Target.Targets), err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			n := int64(1)
			for ; ; n++ {
				files, err := call.run(newFuse(n))
				if err == nil {
					if files == 0 {
						t.Error("a run that was not cancelled has no result")
					}
					break
				}
				if !errors.Is(err, context.Canceled) || files != 0 {
					t.Errorf("cancelled at the %d. look: %d results and the error %v", n, files, err)
				}
			}
			if n <= call.stages {
				t.Errorf("it looks at its context %d times, want %d at least", n-1, call.stages)
			}
		})
	}
}

func filesOf(r *generator.Result) int {
	if r == nil {
		return 0
	}
	return len(r.Files)
}
