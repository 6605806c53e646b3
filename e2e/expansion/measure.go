package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/uvdock/uvdock/generator/wheel"
)

// measure downloads the wheel of a requirement (without its dependencies) and installs it by itself.
func measure(ctx context.Context, requirement string, python interpreters) (Wheel, error) {
	dir, err := os.MkdirTemp("", "expansion")
	if err != nil {
		return Wheel{}, err
	}
	defer os.RemoveAll(dir)
	downloads, target := filepath.Join(dir, "download"), filepath.Join(dir, "target")
	err = uv(ctx, "tool", "run", "--python", python.installs, "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", downloads, requirement)
	if err != nil {
		return Wheel{}, err
	}
	files, err := filepath.Glob(filepath.Join(downloads, "*.whl"))
	if err != nil || len(files) != 1 {
		return Wheel{}, fmt.Errorf("%d wheels were downloaded, want 1", len(files))
	}
	name, err := wheel.ParseName(filepath.Base(files[0]))
	if err != nil {
		return Wheel{}, err
	}
	w := describe(name)
	info, err := os.Stat(files[0])
	if err != nil {
		return Wheel{}, err
	}
	w.Size = info.Size()
	err = uv(ctx, "pip", "install", "--quiet", "--no-deps", "--compile-bytecode", "--link-mode", "copy", "--no-cache",
		"--python", python.installs, "--target", target, files[0])
	if err != nil {
		return Wheel{}, err
	}
	w.Files, w.Bytecode, err = weigh(target)
	return w, err
}

// weigh sums the files of a tree, bytecode apart.
func weigh(dir string) (files, bytecode int64, err error) {
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || entry.Name() == ".lock" {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".pyc") {
			bytecode += info.Size()
		} else {
			files += info.Size()
		}
		return nil
	})
	return files, bytecode, err
}

func uv(ctx context.Context, args ...string) error {
	if out, err := exec.CommandContext(ctx, "uv", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("uv %s: %w\n%s", args[0], err, out)
	}
	return nil
}
