package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/uvdock/uvdock/e2e/internal/relock"
)

//go:embed dockerfiles/*.Dockerfile
var dockerfiles embed.FS

// recipeBase is the base image that dockerfiles/ names; another takes its place for other profiles.
const recipeBase = "python:3.13-slim-bookworm"

// A variant is one way to build the example: a Dockerfile with the directory that it is built from.
type variant struct {
	Name string // "uvdock slim-bookworm", "recipe"
	Kind string // uvdock, recipe, recipe-example or naive
	Base string // the Python base image; for distroless the one that compares best
	dir  string // the project with this variant's Dockerfile, never edited
}

// prepare locks a copy of the example for this machine and makes a directory for each variant.
func prepare(ctx context.Context, o options, dir string) ([]variant, error) {
	project, committed, fresh, err := relock.Relock(ctx, o.example, dir)
	if err != nil {
		return nil, err
	}
	if differences := relock.Differences(committed, fresh); len(differences) > 0 {
		return nil, fmt.Errorf("the lock of %s is not current:\n%s", o.example, strings.Join(differences, "\n"))
	}
	// What another run wrote into the example must not become part of a recipe's build.
	for _, generated := range []string{"Dockerfile", ".dockerignore"} {
		if err := os.Remove(filepath.Join(project, generated)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	binary, err := uvdockBinary(ctx, o.uvdock, dir)
	if err != nil {
		return nil, err
	}
	var variants []variant
	for profile := range strings.SplitSeq(o.profiles, ",") {
		v, err := uvdockVariant(ctx, binary, profile, project, dir)
		if err != nil {
			return nil, err
		}
		variants = append(variants, v)
	}
	return recipes(variants, project, dir)
}

// uvdockBinary builds uvdock, unless there is one to take.
func uvdockBinary(ctx context.Context, given, dir string) (string, error) {
	if given != "" {
		return filepath.Abs(given)
	}
	binary := filepath.Join(dir, "uvdock")
	out, err := exec.CommandContext(ctx, "go", "build", "-C", "..", "-o", binary, "./cmd/uvdock").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building uvdock (give -uvdock to take another): %w\n%s", err, out)
	}
	return binary, nil
}

func uvdockVariant(ctx context.Context, binary, profile, project, dir string) (variant, error) {
	v := variant{Name: "uvdock " + profile, Kind: "uvdock", dir: filepath.Join(dir, "uvdock-"+profile)}
	if err := relock.CopyTree(project, v.dir); err != nil {
		return v, err
	}
	out, err := exec.CommandContext(ctx, binary, "generate", v.dir, "--profile", profile, "--force").CombinedOutput()
	if err != nil {
		return v, fmt.Errorf("uvdock generate --profile %s: %w\n%s", profile, err, out)
	}
	text, err := os.ReadFile(filepath.Join(v.dir, "Dockerfile"))
	v.Base = pythonBase(string(text))
	return v, err
}

var pythonFrom = regexp.MustCompile(`(?m)^FROM (?:docker\.io/library/)?(python:[^\s@]+)`)

// pythonBase gives the official Python image that a Dockerfile starts from, or nothing.
func pythonBase(dockerfile string) string {
	if match := pythonFrom.FindStringSubmatch(dockerfile); match != nil {
		return match[1]
	}
	return ""
}

// recipes adds, for each base image of uvdock's variants, the recipes on the same base. A variant without
// a Python base (distroless) is compared with slim-trixie, whose Debian it shares.
func recipes(variants []variant, project, dir string) ([]variant, error) {
	all, seen := variants, map[string]bool{"": true}
	for i, v := range variants {
		if v.Base == "" {
			all[i].Base = "python:3.13-slim-trixie"
		}
		for _, kind := range []string{"recipe", "recipe-example", "naive"} {
			if seen[v.Base] || kind == "naive" && v.Base != recipeBase {
				continue
			}
			r := variant{Name: kind + " on " + v.Base, Kind: kind, Base: v.Base, dir: filepath.Join(dir, kind+"-"+strings.ReplaceAll(v.Base, ":", "-"))}
			if err := writeRecipe(r, project); err != nil {
				return nil, err
			}
			all = append(all, r)
		}
		seen[v.Base] = true
	}
	return all, nil
}

func writeRecipe(r variant, project string) error {
	text, err := dockerfiles.ReadFile("dockerfiles/" + r.Kind + ".Dockerfile")
	if err != nil {
		return err
	}
	if err := relock.CopyTree(project, r.dir); err != nil {
		return err
	}
	text = []byte(strings.ReplaceAll(string(text), recipeBase, r.Base))
	return errors.Join(
		os.WriteFile(filepath.Join(r.dir, "Dockerfile"), text, 0o644),
		// The one line that uv's documentation asks for.
		os.WriteFile(filepath.Join(r.dir, ".dockerignore"), []byte(".venv\n"), 0o644),
	)
}
