package output_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/output"
	"github.com/uvdock/uvdock/generator/render"
)

func link(t *testing.T, dir, name, target string) {
	t.Helper()
	if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
		t.Skip(err)
	}
}

// TestPlaces: what cannot hold a file is an error that names the way on, and a link within the
// directory is followed.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, dir string)
		file string
		// want is where the file goes; err a part of the error instead.
		want, err string
	}{
		{"new", func(*testing.T, string) {}, "Dockerfile", "Dockerfile", ""},
		{"new directory", func(*testing.T, string) {}, "a/b/Dockerfile", "a/b/Dockerfile", ""},
		{"directory", func(t *testing.T, dir string) { put(t, dir, "Dockerfile/x", "", 0o644) }, "Dockerfile", "", "Dockerfile is a directory"},
		{"below a file", func(t *testing.T, dir string) { put(t, dir, "a", "", 0o644) }, "a/Dockerfile", "", "Dockerfile"},
		{"link", func(t *testing.T, dir string) {
			put(t, dir, "d/real", "x", 0o644)
			link(t, dir, "Dockerfile", "d/real")
		}, "Dockerfile", "d/real", ""},
		{"link to a link", func(t *testing.T, dir string) { link(t, dir, "one", "two"); link(t, dir, "Dockerfile", "one") }, "Dockerfile", "two", ""},
		{"link to a directory", func(t *testing.T, dir string) { put(t, dir, "d/x", "", 0o644); link(t, dir, "Dockerfile", "d") }, "Dockerfile", "", "is a directory"},
		{"link out", func(t *testing.T, dir string) { link(t, dir, "Dockerfile", "../x") }, "Dockerfile", "", "lies outside the project"},
		{"link out in two steps", func(t *testing.T, dir string) { link(t, dir, "one", "../x"); link(t, dir, "Dockerfile", "one") }, "Dockerfile", "", "lies outside the project"},
		{"absolute link", func(t *testing.T, dir string) { link(t, dir, "Dockerfile", filepath.Join(dir, "x")) }, "Dockerfile", "", "lies outside the project"},
		{"loop", func(t *testing.T, dir string) { link(t, dir, "one", "Dockerfile"); link(t, dir, "Dockerfile", "one") }, "Dockerfile", "", "too many symbolic links"},
		{"through a directory that leads out", func(t *testing.T, dir string) { link(t, dir, "d", "..") }, "d/Dockerfile", "", "Dockerfile"},
		{"through a directory that stays", func(t *testing.T, dir string) { put(t, dir, "real/x", "", 0o644); link(t, dir, "d", "real") }, "d/Dockerfile", "d/Dockerfile", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			c.make(t, dir)
			changes, err := output.Compare(dir, []render.File{stamped(c.file, "FROM a\n")})
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("error %v, want %q", err, c.err)
				}
				return
			}
			if err != nil || filepath.ToSlash(changes[0].Path) != c.want {
				t.Fatalf("%+v, %v; want %s", changes, err, c.want)
			}
			if err := output.Write(dir, changes, true); err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(c.file)))
			if err != nil || !bytes.Equal(got, changes[0].New) {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

func TestTwoNamesOfOneFile(t *testing.T) {
	dir := t.TempDir()
	link(t, dir, ".dockerignore", "Dockerfile")
	_, err := output.Compare(dir, []render.File{stamped("Dockerfile", "FROM a\n"), stamped(".dockerignore", "x\n")})
	if err == nil || !strings.Contains(err.Error(), "Dockerfile and .dockerignore are one file") {
		t.Errorf("error %v", err)
	}
}

func TestNoDirectory(t *testing.T) {
	if _, err := output.Compare(filepath.Join(t.TempDir(), "gone"), nil); err == nil {
		t.Error("no error for a directory that is not there")
	}
}
