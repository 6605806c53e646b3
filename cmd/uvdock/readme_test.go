package main_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

const repository = "../.."

// TestREADME runs what README.md says. A shell block is run when a comment stands before it:
//
//	<!-- test -->                               in the repository itself; it must write nothing there
//	<!-- test: in examples/fastapi-packaged --> in a copy of that directory, with uvdock on PATH
//
// A block of another language right after it is what the commands print on standard output; a line
// of three dots stands for any lines.
func TestREADME(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the commands of README.md, which build uvdock")
	}
	text, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	found, err := stories(string(text))
	if err != nil {
		t.Fatalf("README.md:%v", err)
	}
	if len(found) == 0 {
		t.Fatal("README.md has no block that is tested: put <!-- test --> before its ```sh blocks")
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("README.md shows commands of a POSIX shell, and there is none here")
	}
	bin := buildUvdock(t)
	for _, s := range found {
		t.Run(fmt.Sprintf("line %d", s.line), func(t *testing.T) { s.run(t, bin) })
	}
}

// run executes the block and compares what it printed.
func (s story) run(t *testing.T, bin string) {
	dir := repository
	if s.dir != "" {
		dir = t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(filepath.Join(repository, filepath.FromSlash(s.dir)))); err != nil {
			t.Fatal(err)
		}
	}
	before := snapshot(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-e", "-c", s.script)
	cmd.Dir = dir
	// Nothing that README.md shows here takes a network, and a module that is missing must not be fetched.
	cmd.Env = append(os.Environ(), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "GOPROXY=off", "NO_COLOR=1")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s\nfailed: %v\n%s%s", s.script, err, stdout.String(), stderr.String())
	}
	if s.hasWant && !matches(s.want, stdout.String()) {
		t.Errorf("%s\nprints\n%s\nbut README.md:%d shows\n%s\n(on standard error: %s)", s.script, stdout.String(), s.line, s.want, stderr.String())
	}
	if after := snapshot(t); after != before {
		t.Errorf("%s\nwrites below examples/: put <!-- test: in DIRECTORY --> before it", s.script)
	}
}

// buildUvdock builds the command into a directory that goes in front of PATH.
func buildUvdock(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	name := "uvdock"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(bin, name), ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

// snapshot is the names, sizes and times of the files that a command could have written.
func snapshot(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(filepath.Join(repository, "examples"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			fmt.Fprintln(&b, name, info.Size(), info.ModTime())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
