package main

import (
	"slices"
	"strings"
	"testing"
)

func TestBumpProject(t *testing.T) {
	in := "[project]\nname = \"shelf\"\nversion = \"0.4.0\"\n\n[tool.x]\nversion = \"9\"\n"
	got, err := bumpProject(in, "0.4.1")
	if err != nil || got != strings.Replace(in, "0.4.0", "0.4.1", 1) {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := bumpProject("[project]\nname = \"x\"\ndynamic = [\"version\"]\n\n[tool.x]\nversion = \"9\"\n", "1"); err == nil {
		t.Errorf("a project without a version gave %q", got)
	}
}

func TestBumpLock(t *testing.T) {
	lock := "version = 1\n\n[[package]]\nname = \"idna\"\nversion = \"0.4.0\"\nsource = { registry = \"https://index.example/simple\" }\n\n" +
		"[[package]]\nname = \"shelf\"\nversion = \"0.4.0\"\nsource = { editable = \".\" }\n"
	got, err := bumpLock(lock, "0.4.1")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(got, "0.4.1") != 1 || !strings.Contains(got, "name = \"shelf\"\nversion = \"0.4.1\"") {
		t.Errorf("got\n%s", got)
	}
	if got, err := bumpLock(strings.Replace(lock, "editable", "directory", 1), "1"); err == nil {
		t.Errorf("a lock without the project gave\n%s", got)
	}
}

func TestFreshCacheMounts(t *testing.T) {
	in := "RUN --mount=type=cache,target=/root/.cache/uv \\\n --mount=type=bind,source=a,target=a x\n" +
		"RUN --mount=type=cache,id=uv-bookworm,target=/root/.cache/uv,uid=0 y\n"
	want := "RUN --mount=type=cache,id=default-7,target=/root/.cache/uv \\\n --mount=type=bind,source=a,target=a x\n" +
		"RUN --mount=type=cache,id=uv-bookworm-7,target=/root/.cache/uv,uid=0 y\n"
	if got := freshCacheMounts(in, "7"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPythonBase(t *testing.T) {
	cases := map[string]string{
		"FROM ghcr.io/astral-sh/uv:0.13.8 AS uv\nFROM python:3.13-slim-trixie AS python-base\n": "python:3.13-slim-trixie",
		"FROM docker.io/library/python:3.13-alpine@sha256:00 AS x\n":                            "python:3.13-alpine",
		"FROM debian:trixie-slim AS builder\nFROM gcr.io/distroless/cc-debian13:nonroot\n":      "",
	}
	for in, want := range cases {
		if got := pythonBase(in); got != want {
			t.Errorf("pythonBase(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestImages(t *testing.T) {
	got := images("# syntax=docker/dockerfile:1\nFROM ghcr.io/astral-sh/uv:0.13.8 AS uv\nFROM python:3.13-alpine AS base\nFROM base AS run\n",
		"FROM python:3.13-alpine\nCOPY --from=gcr.io/x/y:z /uv /bin/\nCOPY --from=base /a /b\nRUN --mount=type=bind,from=busybox:1,target=/x true\n")
	want := []string{"busybox:1", "gcr.io/x/y:z", "ghcr.io/astral-sh/uv:0.13.8", "python:3.13-alpine"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
