package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// compiled builds the sdist of a requirement here, with the compiler of this machine, and weighs what it becomes. The
// size is that of the sdist.
func compiled(ctx context.Context, requirement string, python interpreters) (Wheel, error) {
	lock, err := compile(ctx, requirement, python.minor)
	if err != nil {
		return Wheel{}, err
	}
	if len(lock.Packages) != 1 || lock.Packages[0].Sdist.URL == "" {
		return Wheel{}, errors.New("it has no sdist")
	}
	p := lock.Packages[0]
	file := &remote{ctx: ctx, url: p.Sdist.URL}
	if err := file.open(); err != nil {
		return Wheel{}, err
	}
	dir, err := os.MkdirTemp("", "expansion")
	if err != nil {
		return Wheel{}, err
	}
	defer os.RemoveAll(dir)
	target := filepath.Join(dir, "target")
	pinned := fmt.Sprintf("%s==%s", p.Name, p.Version)
	err = uv(ctx, "pip", "install", "--quiet", "--no-deps", "--compile-bytecode", "--link-mode", "copy", "--no-cache",
		"--no-binary", p.Name, "--python", python.installs, "--target", target, pinned)
	if err != nil {
		return Wheel{}, err
	}
	w := Wheel{Name: p.Name, Version: p.Version, Kind: Sdist, Size: file.size}
	w.Files, w.Bytecode, err = weigh(target)
	return w, err
}
