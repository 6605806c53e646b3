package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"text/template"
	"time"

	"github.com/uvdock/uvdock/generator/knowledge"
)

//go:embed Dockerfile.tmpl
var dockerfile string

// python is the minor that proofs are made with.
const python = "3.13"

// engine makes the images of the proofs at a Docker engine and runs the steps in containers of
// them. Images are kept in it until close: a row takes seconds, an image a minute.
type engine struct {
	tables *knowledge.Tables
	// cache holds what apt, uv and cargo download, for the containers.
	cache string
	// keep leaves the images at the engine for the next run.
	keep bool
	// images says of each image, by its tag, whether it was made here.
	images map[string]bool
}

// close removes the images that were made here. Another run may be using the others.
func (e *engine) close(ctx context.Context) {
	for tag, made := range e.images {
		if made && !e.keep {
			_, _ = docker(context.WithoutCancel(ctx), "image", "rm", "--force", tag)
		}
	}
	clear(e.images)
}

// image gives an image of a release with a toolchain, or the bare one with nil. It is of today:
// package lists do not keep.
func (e *engine) image(ctx context.Context, release string, toolchain []string) (string, error) {
	profile, ok := e.tables.Profile("slim-" + release)
	if !ok {
		return "", fmt.Errorf("%q is no release that a profile is of", release)
	}
	var text bytes.Buffer
	err := template.Must(template.New("").Parse(dockerfile)).Execute(&text, map[string]any{
		"UV":        e.tables.UV.Ref(e.tables.UV.Default),
		"Base":      strings.ReplaceAll(profile.Builder, "{python}", python),
		"Toolchain": toolchain,
		"Day":       today().Format(time.DateOnly),
	})
	if err != nil {
		return "", err
	}
	hash := fnv.New32a()
	hash.Write(text.Bytes())
	tag := fmt.Sprintf("uvdock-prove:%s-%08x", release, hash.Sum32())
	if _, known := e.images[tag]; known {
		return tag, nil
	}
	_, err = docker(ctx, "image", "inspect", tag)
	made := err != nil
	if made {
		if err := e.build(ctx, tag, text.Bytes()); err != nil {
			return "", err
		}
	}
	e.images[tag] = made
	return tag, nil
}

func (e *engine) build(ctx context.Context, tag string, text []byte) error {
	dir, err := os.MkdirTemp("", "uvdock-prove-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "Dockerfile"), text, 0o644); err != nil {
		return err
	}
	_, err = docker(ctx, "buildx", "build", "--progress=plain", "--provenance=false", "--load", "--tag", tag, dir)
	return err
}

// run runs a script of the scripts directory in a container that sees out as /out. The container
// may use what the machine's other work leaves.
func (e *engine) run(ctx context.Context, image, release, scripts, out, script string, env map[string]string) error {
	name := fmt.Sprintf("uvdock-prove-%d-%d", os.Getpid(), time.Now().UnixNano())
	args := []string{
		"run", "--rm", "--name", name, "--network", "host", "--cpu-shares", "128", "--memory", "8g",
		"--volume", scripts + ":/prove:ro", "--volume", out + ":/out",
	}
	for dir, at := range map[string]string{
		"apt-" + release: "/var/cache/apt/archives", "uv-" + release: "/root/.cache/uv", "cargo": "/root/.cargo/registry",
	} {
		// apt wants its partial directory to be there.
		if err := os.MkdirAll(filepath.Join(e.cache, dir, "partial"), 0o755); err != nil {
			return err
		}
		args = append(args, "--volume", filepath.Join(e.cache, dir)+":"+at)
	}
	for key, value := range env {
		args = append(args, "--env", key+"="+value)
	}
	_, err := docker(ctx, append(args, image, "bash", "/prove/"+script)...)
	if ctx.Err() != nil {
		_, _ = docker(context.WithoutCancel(ctx), "rm", "--force", name)
	}
	return err
}

// docker runs the docker command and gives its standard output.
func docker(ctx context.Context, args ...string) (string, error) {
	var out, log bytes.Buffer
	cmd := exec.CommandContext(ctx, "docker", args...)
	cmd.Stdout, cmd.Stderr = &out, &log
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return "", errors.Join(ctx.Err(), err)
		}
		text := log.String()
		return "", fmt.Errorf("docker %s: %w\n%s", args[0], err, text[max(0, len(text)-2000):])
	}
	return out.String(), nil
}
