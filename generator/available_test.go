package generator_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
)

// TestServerOfExtra: a server that an extra brings is advised before one of a group for development,
// also where the same package is in both.
func TestServerOfExtra(t *testing.T) {
	tests := []struct{ name, extra, group, want string }{
		{"an extra before dev", "granian", "daphne", "granian is installed with --extra webserver"},
		{"one package in both", "granian", "granian", "granian is installed with --extra webserver"},
		{"dev alone", "", "daphne", "daphne is installed only with --group dev"},
		{"none", "", "", `run "uv add uvicorn"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := generator.Generate(t.Context(), shopWith(tt.extra, tt.group), ".", generator.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := told(r); !strings.Contains(got, "no-server") || !strings.Contains(r.Findings.Errors()[0].Fix, tt.want) {
				t.Errorf("told %q with the fix %q, want %q", got, r.Findings.Errors()[0].Fix, tt.want)
			}
		})
	}
}

// shopWith is a FastAPI application whose servers are in an extra and a group, each empty for none.
func shopWith(extra, group string) fstest.MapFS {
	manifest := "[project]\nname = \"shop\"\nversion = \"1\"\nrequires-python = \">=3.12\"\ndependencies = [\"fastapi\"]\n"
	lock := "version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n"
	shop := "\n[[package]]\nname = \"shop\"\nversion = \"1\"\nsource = { virtual = \".\" }\ndependencies = [{ name = \"fastapi\" }]\n"
	asked := "\n[package.metadata]\nrequires-dist = [{ name = \"fastapi\" }"
	var development string
	if extra != "" {
		manifest += "\n[project.optional-dependencies]\nwebserver = [\"" + extra + "\"]\n"
		shop += "\n[package.optional-dependencies]\nwebserver = [{ name = \"" + extra + "\" }]\n"
		asked += ", { name = \"" + extra + "\", marker = \"extra == 'webserver'\" }]\nprovides-extras = [\"webserver\""
	}
	if group != "" {
		manifest += "\n[dependency-groups]\ndev = [\"" + group + "\"]\n"
		shop += "\n[package.dev-dependencies]\ndev = [{ name = \"" + group + "\" }]\n"
		development = "\n[package.metadata.requires-dev]\ndev = [{ name = \"" + group + "\" }]\n"
	}
	for _, name := range []string{"daphne", "fastapi", "granian"} {
		lock += "\n[[package]]\nname = \"" + name + "\"\nversion = \"1.0\"\nsource = { registry = \"https://index.example/simple\" }\nwheels = [{ url = \"https://files.index.example/" +
			name + "-1.0-py3-none-any.whl\", hash = \"sha256:" + strings.Repeat("0", 64) + "\", size = 1 }]\n"
	}
	return fstest.MapFS{
		"pyproject.toml": {Data: []byte(manifest)},
		"uv.lock":        {Data: []byte(lock + shop + asked + "]\n" + development)},
		"main.py":        {Data: []byte("from fastapi import FastAPI\n\napp = FastAPI()\n")},
	}
}
