package generator_test

import (
	"context"
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/uvdock/uvdock/generator"
)

// shop is a small web service; with os.DirFS a directory on disk stands in its place.
func shop() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"pyproject.toml": file(`[project]
name = "shop"
version = "1.0"
requires-python = ">=3.12"
dependencies = ["fastapi", "uvicorn"]

[project.optional-dependencies]
postgres = []

[dependency-groups]
dev = []
`),
		".python-version": file("3.13\n"),
		"main.py": file(`from fastapi import FastAPI

app = FastAPI()

@app.get("/healthz")
def healthz():
    return "ok"
`),
		"uv.lock": file(`version = 1
revision = 3
requires-python = ">=3.12"

[[package]]
name = "fastapi"
version = "0.121.0"
source = { registry = "https://index.example/simple" }
wheels = [
    { url = "https://files.index.example/fastapi-0.121.0-py3-none-any.whl", hash = "sha256:` + strings.Repeat("0", 64) + `", size = 109000 },
]

[[package]]
name = "shop"
version = "1.0"
source = { virtual = "." }
dependencies = [
    { name = "fastapi" },
    { name = "uvicorn" },
]

[package.metadata]
requires-dist = [
    { name = "fastapi" },
    { name = "uvicorn" },
]
provides-extras = ["postgres"]

[package.metadata.requires-dev]
dev = []

[[package]]
name = "uvicorn"
version = "0.38.0"
source = { registry = "https://index.example/simple" }
wheels = [
    { url = "https://files.index.example/uvicorn-0.38.0-py3-none-any.whl", hash = "sha256:` + strings.Repeat("0", 64) + `", size = 68000 },
]
`),
	}
}

// The project of a directory becomes files; the caller decides what becomes of them.
func ExampleGenerate() {
	result, err := generator.Generate(context.Background(), shop(), ".", generator.Options{Profile: "slim-bookworm", UVVersion: "0.13.8"})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := result.Findings.Err(); err != nil {
		fmt.Println("nothing can be written:", err)
		return
	}
	for _, f := range result.Files {
		fmt.Println(f.Path)
	}
	for line := range strings.Lines(string(result.Files[0].Text)) {
		if strings.HasPrefix(line, "FROM") || strings.HasPrefix(line, "CMD") {
			fmt.Print(line)
		}
	}
	// Output:
	// Dockerfile
	// .dockerignore
	// FROM ghcr.io/astral-sh/uv:0.13.8 AS uv
	// FROM python:3.13-slim-bookworm AS python-base
	// FROM python-base AS builder
	// FROM builder AS lock
	// FROM builder AS dependencies
	// FROM dependencies AS project
	// FROM python-base AS runtime
	// CMD ["uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8000"]
}

// A problem of the project is a finding with its place and the next step, not an error.
func ExampleGenerate_findings() {
	project := shop()
	delete(project, "uv.lock")
	result, err := generator.Generate(context.Background(), project, ".", generator.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range result.Findings.Errors() {
		fmt.Printf("%s: %s\n  %s\n", f.Code, f.Message, f.Fix)
	}
	fmt.Println(len(result.Files), "files")
	// Output:
	// no-lockfile: there is no uv.lock beside the root pyproject.toml
	//   run `uv lock`
	// 0 files
}

// A plan holds every decision with its source; nothing is rendered.
func ExamplePlan() {
	result, err := generator.Plan(context.Background(), shop(), ".", generator.Options{Prefer: "size"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Plan.Runtime.Command, result.Plan.Runtime.Port)
	for _, d := range result.Plan.Decisions {
		switch d.Key {
		case "profile", "python":
			fmt.Printf("%s: %s (%s)\n", d.Title, d.Value, d.Source)
		}
	}
	// Output:
	// [uvicorn main:app --host 0.0.0.0 --port 8000] 8000
	// Profile: alpine (--prefer size)
	// Python: 3.13 (.python-version:1:1)
}

// Inspect says what a form has to ask, and between what.
func ExampleInspect() {
	project := shop()
	project["second.py"] = project["main.py"]
	found, err := generator.Inspect(context.Background(), project, ".", generator.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, start := range found.Image.Survey.Starts {
		fmt.Println(strings.Join(start.Words, " "), "because", start.Because[0].Text)
	}
	fmt.Println("extras", found.Image.Extras, "groups", found.Image.Groups)
	for _, p := range found.Image.Profiles {
		fmt.Printf("%s: about %d0 MB\n", p.Profile.Name, p.Sizes[0].Total/1e7)
	}
	fmt.Println("taken:", found.Image.Choice.Value)
	// Output:
	// uvicorn main:app --host 0.0.0.0 --port 8000 because main:app is a FastAPI application
	// uvicorn second:app --host 0.0.0.0 --port 8000 because second:app is a FastAPI application
	// extras [postgres] groups [{dev false true}]
	// slim-bookworm: about 120 MB
	// slim-trixie: about 110 MB
	// alpine: about 50 MB
	// distroless: about 90 MB
	// taken: slim-bookworm
}

// A Dockerfile that somebody wrote by hand: what becomes of it, and the command that writes the one in its place.
func ExampleAdopt() {
	project := shop()
	project["Dockerfile"] = &fstest.MapFile{Data: []byte(`FROM python:3.13-slim-trixie
COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/uv
WORKDIR /app
COPY . .
RUN uv sync --frozen
LABEL team="shop"
CMD ["uv", "run", "uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8000"]
`)}
	a, err := generator.Adopt(context.Background(), project, ".", generator.Options{}, "")
	if err != nil || a.Findings.HasErrors() {
		fmt.Println(err, a.Findings)
		return
	}
	for _, part := range a.Old.Parts {
		fmt.Println(part.Keyword, part.Class, part.To)
	}
	fmt.Println(strings.Join(a.Command, " "))
	// Output:
	// FROM option --profile slim-trixie
	// COPY covered uv
	// WORKDIR covered layers
	// COPY covered project
	// RUN covered check
	// LABEL region final
	// CMD covered command
	// uvdock generate --profile slim-trixie
}
