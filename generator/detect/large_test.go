package detect_test

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/uvdock/uvdock/generator/detect"
)

// endless is a tree of directories with files of one kind, made when they are asked for. It counts
// what is opened.
type endless struct {
	dirs, each int
	ending     string
	files      fstest.MapFS // of the top
	opened     atomic.Int64
}

func (e *endless) Open(name string) (fs.File, error) {
	e.opened.Add(1)
	if path.Ext(name) == e.ending && path.Dir(name) != "." {
		return &made{Reader: strings.NewReader("from fastapi import APIRouter\nrouter = APIRouter()\n"), name: path.Base(name)}, nil
	}
	return e.files.Open(name)
}

func (e *endless) ReadDir(name string) ([]fs.DirEntry, error) {
	e.opened.Add(1)
	var out []fs.DirEntry
	if name == "." {
		for file := range e.files {
			out = append(out, &made{name: file})
		}
		for i := range e.dirs {
			out = append(out, &made{name: fmt.Sprintf("p%04d", i), dir: true})
		}
		return out, nil
	}
	for i := range e.each {
		out = append(out, &made{name: fmt.Sprintf("m%d%s", i, e.ending)})
	}
	return out, nil
}

// made is one file or directory, as an entry and as what is open.
type made struct {
	*strings.Reader
	name string
	dir  bool
}

func (m *made) Name() string               { return m.name }
func (m *made) IsDir() bool                { return m.dir }
func (m *made) Info() (fs.FileInfo, error) { return m, nil }
func (m *made) Stat() (fs.FileInfo, error) { return m, nil }
func (m *made) Close() error               { return nil }
func (m *made) Read(b []byte) (int, error) {
	if m.Reader == nil {
		return 0, io.EOF
	}
	return m.Reader.Read(b)
}
func (m *made) ModTime() time.Time { return time.Time{} }
func (m *made) Sys() any           { return nil }
func (m *made) Size() int64        { return 0 }
func (m *made) Mode() fs.FileMode  { return m.Type() }
func (m *made) Type() fs.FileMode {
	if m.dir {
		return fs.ModeDir
	}
	return 0
}

// TestHundredThousandFiles: of that many Python files the first 20,000 are searched, each is opened once
// or twice, and the answer says so. Files of another kind cost nothing but their names.
func TestHundredThousandFiles(t *testing.T) {
	for ending, told := range map[string]bool{".py": true, ".json": false} {
		in := fastapiInput(t)
		tree := &endless{dirs: 500, each: 200, ending: ending, files: fstest.MapFS{"main.py": {Data: []byte(fastapiSource)}}}
		in.FS = tree
		svc, findings := detect.Detect(t.Context(), in)
		if svc.Framework != "fastapi" {
			t.Fatalf("%s: %v", ending, findings)
		}
		if text := fmt.Sprint(findings); strings.Contains(text, "only the first 20000 Python files") != told {
			t.Errorf("%s: %v", ending, findings)
		}
		limit := int64(tree.dirs) + 50
		if told {
			limit += 2 * int64(in.Services.Sources.MaxFiles)
		}
		if n := tree.opened.Load(); n > limit {
			t.Errorf("%s: %d opened, more than %d", ending, n, limit)
		}
	}
}
