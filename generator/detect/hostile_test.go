package detect_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/uvdock/uvdock/generator/detect"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/project"
)

const fastapiSource = "from fastapi import FastAPI\napp = FastAPI()\n"

// fastapiInput is a project with FastAPI and uvicorn over a file system.
func fastapiInput(tb testing.TB) detect.Input {
	tb.Helper()
	tables, err := knowledge.Default()
	if err != nil {
		tb.Fatal(err)
	}
	services, err := tables.Services()
	if err != nil {
		tb.Fatal(err)
	}
	return detect.Input{
		Dir: ".", Services: services, Pyproject: &project.Pyproject{File: "pyproject.toml", Name: "demo"},
		Closure: map[string]string{"fastapi": "0.115.0", "uvicorn": "0.34.0"},
	}
}

func TestEncodingsAndSizes(t *testing.T) {
	tests := []struct {
		name, source, command, finding string
	}{
		{"carriage returns", strings.ReplaceAll(fastapiSource, "\n", "\r\n"), "uvicorn main:app", ""},
		{"byte order mark", "\ufeff" + fastapiSource, "uvicorn main:app", ""},
		{"declared latin-1", "# coding: latin-1\n# \xe9\n" + fastapiSource, "uvicorn main:app", ""},
		{"undeclared latin-1", "# \xe9\n" + fastapiSource, "", "not UTF-8"},
		{"null bytes", fastapiSource + "\x00", "", "null bytes"},
		{"too large", fastapiSource + strings.Repeat("#\n", 1<<20), "", "larger than"},
		{"empty", "", "python main.py", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := fastapiInput(t)
			in.FS = fstest.MapFS{"main.py": {Data: []byte(tt.source)}}
			svc, findings := detect.Detect(t.Context(), in)
			command := strings.Join(svc.Command.Words(), " ")
			if command = strings.TrimSpace(command); !strings.HasPrefix(command, tt.command) || tt.command == "" && command != "" {
				t.Errorf("command %q, want %q", command, tt.command)
			}
			if text := fmt.Sprint(findings); !strings.Contains(text, tt.finding) {
				t.Errorf("findings %s lack %q", text, tt.finding)
			}
		})
	}
}

// TestSymlinks: neither a file nor a directory outside of the project is read through a link.
func TestSymlinks(t *testing.T) {
	outside, inside := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "main.py"), []byte(fastapiSource), 0o644); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"main.py": filepath.Join(outside, "main.py"), "pkg": outside} {
		if err := os.Symlink(to, filepath.Join(inside, from)); err != nil {
			t.Skip(err)
		}
	}
	in := fastapiInput(t)
	in.FS = os.DirFS(inside)
	if svc, _ := detect.Detect(t.Context(), in); svc.Framework != "" {
		t.Errorf("started %v, which lies outside", svc.Command)
	}
}

// TestMemberDirectory: a workspace member is searched alone, and places are relative to the
// lock root.
func TestMemberDirectory(t *testing.T) {
	in := fastapiInput(t)
	in.FS = fstest.MapFS{
		"main.py":                {Data: []byte(fastapiSource)},
		"members/api/service.py": {Data: []byte(fastapiSource)},
	}
	in.Dir = "members/api"
	in.Pyproject.File = "members/api/pyproject.toml"
	svc, findings := detect.Detect(t.Context(), in)
	if got := svc.Command.Args; len(got) == 0 || got[0] != "service:app" {
		t.Fatalf("got %v, %v", svc.Command, findings)
	}
	if at := svc.Evidence[0].Place.String(); at != "members/api/service.py:2" {
		t.Errorf("the evidence is at %s", at)
	}
}

func TestTooManyFiles(t *testing.T) {
	in := fastapiInput(t)
	in.Services.Sources.MaxFiles = 3
	fsys := fstest.MapFS{}
	for i := range 10 {
		fsys[fmt.Sprintf("m%d.py", i)] = &fstest.MapFile{Data: []byte("x = 1\n")}
	}
	in.FS = fsys
	if _, findings := detect.Detect(t.Context(), in); !strings.Contains(fmt.Sprint(findings), "only the first 3") {
		t.Errorf("got %v", findings)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in := fastapiInput(t)
	in.FS = fstest.MapFS{"main.py": {Data: []byte(fastapiSource)}}
	if svc, findings := detect.Detect(ctx, in); svc.Framework != "" || !findings.HasErrors() {
		t.Errorf("got %v, %v", svc, findings)
	}
}

// TestRepeats: the answer is the same every time, maps or not.
func TestRepeats(t *testing.T) {
	in := fastapiInput(t)
	fsys := fstest.MapFS{}
	for i := range 12 {
		fsys[fmt.Sprintf("s%d.py", i)] = &fstest.MapFile{Data: []byte(fastapiSource + "b = FastAPI()\nc = b\n")}
	}
	in.FS = fsys
	_, first := detect.Detect(t.Context(), in)
	for range 20 {
		if _, again := detect.Detect(t.Context(), in); fmt.Sprint(again) != fmt.Sprint(first) {
			t.Fatalf("got %v, then %v", first, again)
		}
	}
}

// BenchmarkLargeTree searches 20,000 files, of which 200 mention the framework.
func BenchmarkLargeTree(b *testing.B) {
	dir := b.TempDir()
	filler := strings.Repeat("def f(x):\n    return [x, {'a': 1}]\n\n\n", 100)
	for i := range 20000 {
		sub := filepath.Join(dir, fmt.Sprintf("p%d", i/200))
		if i%200 == 0 {
			if err := os.Mkdir(sub, 0o755); err != nil {
				b.Fatal(err)
			}
		}
		source := filler
		if i%100 == 0 {
			source = "from fastapi import APIRouter\n" + filler
		}
		if err := os.WriteFile(filepath.Join(sub, fmt.Sprintf("m%d.py", i)), []byte(source), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "main.py"), []byte(fastapiSource), 0o644); err != nil {
		b.Fatal(err)
	}
	in := fastapiInput(b)
	in.FS = os.DirFS(dir)
	var stats runtime.MemStats
	for b.Loop() {
		if svc, findings := detect.Detect(b.Context(), in); svc.Framework != "fastapi" {
			b.Fatal(findings)
		}
	}
	runtime.ReadMemStats(&stats)
	b.ReportMetric(float64(stats.Sys)/1e6, "MB-from-system")
}

// TestListsOfLists: lists that are put together of one another, many times over, take no time.
func TestListsOfLists(t *testing.T) {
	text := "STATIC_ROOT = 'static'\nL0 = ['django.contrib.staticfiles']\n"
	for i := 1; i < 19; i++ {
		before := "L" + fmt.Sprint(i-1)
		text += "L" + fmt.Sprint(i) + " = " + strings.Repeat(before+" + ", 9) + before + "\n"
	}
	in := fastapiInput(t)
	in.Closure = map[string]string{"django": "5.2.1", "gunicorn": "23.0.0"}
	in.FS = fstest.MapFS{
		"shop/settings.py": {Data: []byte(text + "INSTALLED_APPS = L18\n")},
		"shop/wsgi.py": {Data: []byte("import os\nfrom django.core.wsgi import get_wsgi_application\n" +
			"os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\napplication = get_wsgi_application()\n")},
	}
	start := time.Now()
	svc, findings := detect.Detect(t.Context(), in)
	if took := time.Since(start); findings.HasErrors() || !svc.CollectStatic || took > 5*time.Second {
		t.Errorf("%s after %v: %v", svc.Framework, took, findings)
	}
}
