package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/uvdock/uvdock/e2e/differential"
)

// comparison compares directories, one after the other, and counts.
type comparison struct {
	uv        *differential.UV
	home      string
	python    string
	selection []string
	out, errs io.Writer

	total, equal int
}

// newComparison looks for uv and the interpreter. selection is the only one to compare; nil for
// those of the project.
func newComparison(ctx context.Context, python string, selection []string, out, errs io.Writer) (*comparison, error) {
	home, err := os.MkdirTemp("", "uvdock-oracle-")
	if err != nil {
		return nil, err
	}
	c := &comparison{home: home, python: python, selection: selection, out: out, errs: errs}
	if c.uv, err = findUV(ctx, home); err == nil && python != "" {
		err = c.uv.TakePython(ctx, python)
	}
	if err != nil {
		c.close()
		return nil, err
	}
	if err := c.uv.Recorded(); err != nil {
		fmt.Fprintln(errs, "oracle: note:", err)
	}
	return c, nil
}

// close removes what uv wrote.
func (c *comparison) close() { os.RemoveAll(c.home) }

// compare prints each selection of a directory in which the answers differ.
func (c *comparison) compare(ctx context.Context, dir string) error {
	if info, err := os.Stat(dir); err != nil {
		return err
	} else if !info.IsDir() {
		return fmt.Errorf("this is a file; name the directory of the project")
	}
	live, err := differential.NewLive(c.uv, dir)
	if err != nil {
		return err
	}
	if p := live.Project(); c.python == "" && p != nil && p.RequiresPython != "" {
		c.takePython(ctx, p.RequiresPython)
	}
	list := [][]string{c.selection}
	if c.selection == nil {
		list = selections(live.Project())
	}
	fmt.Fprintf(c.out, "%s: Python %s, uv %s\n", dir, c.uv.Version, c.uv.Release)
	for _, platform := range differential.Platforms() {
		for _, args := range list {
			diff, err := live.Difference(ctx, platform, args)
			if err != nil {
				return err
			}
			c.total++
			if diff == "" {
				c.equal++
				continue
			}
			fmt.Fprintf(c.out, "%s: uv sync --python-platform %s\n\t%s\n", dir, strings.Join(append([]string{platform}, args...), " "), diff)
		}
	}
	return nil
}

// takePython takes an interpreter that the lock admits. With another one, uv can but refuse.
func (c *comparison) takePython(ctx context.Context, requires string) {
	found, err := c.uv.FindPython(ctx, requires)
	if err == nil {
		err = c.uv.TakePython(ctx, found)
	}
	if err != nil {
		fmt.Fprintf(c.errs, "oracle: note: %v; Python %s is taken, name another one with -python (make: PYTHON=path)\n", err, c.uv.Version)
	}
}
