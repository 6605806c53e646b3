package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// shape is the size of a generated workspace.
type shape struct {
	members, packages int
	// direct is how many packages of the lock a member requires beside its framework, shared how many of the lock
	// are required by others all over the workspace.
	direct, shared int
}

// web are the packages of a FastAPI service with what each requires, as uv locks them.
var web = []struct {
	name     string
	requires []string
	compiled bool
}{
	{"annotated-types", nil, false},
	{"anyio", []string{"idna", "sniffio"}, false},
	{"click", nil, false},
	{"fastapi", []string{"pydantic", "starlette", "typing-extensions"}, false},
	{"h11", nil, false},
	{"idna", nil, false},
	{"pydantic", []string{"annotated-types", "pydantic-core", "typing-extensions"}, false},
	{"pydantic-core", []string{"typing-extensions"}, true},
	{"sniffio", nil, false},
	{"starlette", []string{"anyio"}, false},
	{"typing-extensions", nil, false},
	{"uvicorn", []string{"click", "h11"}, false},
}

// generate writes a workspace of members that are small FastAPI services, and its lock. Of four packages one is
// compiled and has eight wheels, the others have one; all have an sdist. The members require all of them between
// them, each some forty with what these require.
func generate(dir string, s shape) error {
	var lock strings.Builder
	lock.WriteString("version = 1\nrevision = 3\nrequires-python = \">=3.12\"\n\n[manifest]\nmembers = [\n")
	for i := range s.members {
		fmt.Fprintf(&lock, "    %q,\n", member(i))
	}
	lock.WriteString("]\n")
	for _, p := range web {
		lockPackage(&lock, p.name, p.requires, p.compiled)
	}
	numbered := s.packages - len(web)
	for i := range numbered {
		lockPackage(&lock, numberedName(i), s.requires(i, numbered), i%4 == 0)
	}
	var errs []error
	for i := range s.members {
		requires := s.member(i, numbered)
		lockMember(&lock, member(i), requires)
		errs = append(errs, writeMember(filepath.Join(dir, "apps", member(i)), member(i), requires))
	}
	return errors.Join(append(errs,
		os.WriteFile(filepath.Join(dir, "uv.lock"), []byte(lock.String()), 0o644),
		os.WriteFile(filepath.Join(dir, "pyproject.toml"), []byte("[tool.uv.workspace]\nmembers = [\"apps/*\"]\n"), 0o644))...)
}

func member(i int) string       { return fmt.Sprintf("app-%04d", i) }
func numberedName(i int) string { return fmt.Sprintf("p%05d", i) }

// requires are the packages that a package of the lock requires: the first are shared and require the next, the
// others require two of the shared.
func (s shape) requires(i, numbered int) []string {
	if i < s.shared {
		if i%8 == 7 || i+1 >= numbered {
			return nil
		}
		return []string{numberedName(i + 1)}
	}
	return []string{numberedName(i % s.shared), numberedName((i + 1 + i%7) % s.shared)}
}

// member are the packages that a member requires.
func (s shape) member(i, numbered int) []string {
	out := []string{"fastapi"}
	for j := range s.direct {
		out = append(out, numberedName(s.shared+(i*s.direct+j)%(numbered-s.shared)))
	}
	return append(out, "uvicorn")
}

func lockPackage(b *strings.Builder, name string, requires []string, compiled bool) {
	module := strings.ReplaceAll(name, "-", "_")
	file := func(name string) string {
		return fmt.Sprintf("{ url = \"https://files.index.example/packages/%s\", hash = \"sha256:%064x\", size = %d }", name, len(name), 1000+len(name))
	}
	fmt.Fprintf(b, "\n[[package]]\nname = %q\nversion = \"1.0\"\nsource = { registry = \"https://index.example/simple\" }\n", name)
	dependencies(b, requires)
	fmt.Fprintf(b, "sdist = %s\nwheels = [\n", file(module+"-1.0.tar.gz"))
	if !compiled {
		fmt.Fprintf(b, "    %s,\n", file(module+"-1.0-py3-none-any.whl"))
	} else {
		for _, tag := range []string{"cp312", "cp313"} {
			for _, platform := range []string{"manylinux_2_17_x86_64.manylinux2014_x86_64", "manylinux_2_17_aarch64.manylinux2014_aarch64", "musllinux_1_2_x86_64", "macosx_11_0_arm64"} {
				fmt.Fprintf(b, "    %s,\n", file(module+"-1.0-"+tag+"-"+tag+"-"+platform+".whl"))
			}
		}
	}
	b.WriteString("]\n")
}

func dependencies(b *strings.Builder, requires []string) {
	if len(requires) == 0 {
		return
	}
	b.WriteString("dependencies = [\n")
	for _, r := range requires {
		fmt.Fprintf(b, "    { name = %q },\n", r)
	}
	b.WriteString("]\n")
}

func lockMember(b *strings.Builder, name string, requires []string) {
	fmt.Fprintf(b, "\n[[package]]\nname = %q\nversion = \"0.1.0\"\nsource = { virtual = \"apps/%s\" }\n", name, name)
	dependencies(b, requires)
	b.WriteString("\n[package.metadata]\nrequires-dist = [\n")
	for _, r := range requires {
		fmt.Fprintf(b, "    { name = %q },\n", r)
	}
	b.WriteString("]\n")
}

func writeMember(dir, name string, requires []string) error {
	var manifest strings.Builder
	fmt.Fprintf(&manifest, "[project]\nname = %q\nversion = \"0.1.0\"\nrequires-python = \">=3.12\"\ndependencies = [\n", name)
	for _, r := range requires {
		fmt.Fprintf(&manifest, "    %q,\n", r)
	}
	manifest.WriteString("]\n")
	source := "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get(\"/healthz\")\ndef healthz() -> dict[str, str]:\n    return {\"status\": \"ok\"}\n"
	return errors.Join(os.MkdirAll(dir, 0o755),
		os.WriteFile(filepath.Join(dir, "pyproject.toml"), []byte(manifest.String()), 0o644),
		os.WriteFile(filepath.Join(dir, "main.py"), []byte(source), 0o644))
}
