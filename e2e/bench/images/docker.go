package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/uvdock/uvdock/e2e/internal/oci"
)

// build builds a directory and gives the layers of the image and the time it took, from docker's start
// until the image lies exported with its layers compressed.
func build(ctx context.Context, dir string, flags ...string) (time.Duration, []oci.Layer, error) {
	out, err := os.MkdirTemp("", "uvdock-image-")
	if err != nil {
		return 0, nil, err
	}
	defer os.RemoveAll(out)
	tar := filepath.Join(out, "image.tar")
	args := append([]string{"buildx", "build", "--progress=plain", "--provenance=false", "--output", "type=oci,dest=" + tar}, flags...)
	started := time.Now()
	if _, err := docker(ctx, append(args, dir)...); err != nil {
		return 0, nil, fmt.Errorf("%w\nA builder that cannot export OCI archives is replaced by: docker buildx create --use", err)
	}
	took := time.Since(started)
	layers, err := oci.ReadLayers(tar)
	return took, layers, err
}

// load puts the image, which the builder has in its cache, into the engine; remove takes it out again.
func load(ctx context.Context, dir, tag string) (remove func(), err error) {
	_, err = docker(ctx, "buildx", "build", "--progress=plain", "--provenance=false", "--load", "--tag", tag, dir)
	return func() { _, _ = docker(context.WithoutCancel(ctx), "image", "rm", "--force", tag) }, err
}

// createNetwork makes a network for the containers of this run alone.
func createNetwork(ctx context.Context, name string) (network string, remove func(), err error) {
	_, err = docker(ctx, "network", "create", name)
	return name, func() { _, _ = docker(context.WithoutCancel(ctx), "network", "rm", name) }, err
}

// start gives the time from the start of a container until /healthz answers 200 for the first time.
func start(ctx context.Context, tag, network string) (time.Duration, error) {
	id, err := docker(ctx, "create", "--network", network, "--publish", "127.0.0.1::8000", tag)
	if err != nil {
		return 0, err
	}
	defer func() { _, _ = docker(context.WithoutCancel(ctx), "rm", "--force", "--volumes", id) }()
	started := time.Now()
	if _, err := docker(ctx, "start", id); err != nil {
		return 0, err
	}
	address, err := docker(ctx, "port", id, "8000/tcp")
	if err != nil {
		return 0, err
	}
	client := http.Client{Timeout: time.Second}
	for time.Since(started) < time.Minute && ctx.Err() == nil {
		if answer, err := client.Get("http://" + address + "/healthz"); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return time.Since(started), nil
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	logs, _ := docker(context.WithoutCancel(ctx), "logs", "--tail", "20", id)
	return 0, fmt.Errorf("%s did not answer 200 on /healthz within a minute:\n%s", tag, logs)
}

// docker runs the command that the user has; its error carries the end of what it printed.
func docker(ctx context.Context, args ...string) (string, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, "docker", args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if errors.Is(err, exec.ErrNotFound) {
		return "", errors.New("docker is not on PATH")
	}
	if err != nil {
		tail := stderr.String()
		tail = tail[max(0, len(tail)-3000):]
		return "", fmt.Errorf("docker %s: %w\n%s", strings.Join(args, " "), err, tail)
	}
	return strings.TrimSpace(stdout.String()), nil
}
