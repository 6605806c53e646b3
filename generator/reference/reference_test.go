package reference_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/reference"
)

var digest = "@sha256:" + strings.Repeat("5", 64)

func image(t *testing.T, text string) reference.Image {
	t.Helper()
	i, ok := reference.Parse(text)
	if !ok || i.String() != text {
		t.Fatalf("%s is read as %+v, %t", text, i, ok)
	}
	return i
}

func TestParse(t *testing.T) {
	i := image(t, "registry.example:5000/astral-sh/uv:0.13.8"+digest)
	if i.Name != "registry.example:5000/astral-sh/uv" || i.Tag != "0.13.8" || i.Digest != digest[1:] {
		t.Errorf("%+v", i)
	}
	for _, text := range []string{
		"python", "python@sha256:" + strings.Repeat("5", 64), "Python:3.13", "python:", "python:3.13@sha256:5", "python:3.13@sha512:" + strings.Repeat("5", 64),
		"registry.example:5000/uv", "python:3.13 AS x", "python:$TAG", "python:3.13\n", "-python:3", "python:3.13@sha256:" + strings.Repeat("A", 64),
	} {
		if i, ok := reference.Parse(text); ok {
			t.Errorf("%q is read as %+v", text, i)
		}
	}
}

func TestRefinesAndNewer(t *testing.T) {
	for _, c := range []struct {
		found, planned string
		refines, newer bool
	}{
		{"python:3.13-slim-bookworm", "python:3.13-slim-bookworm", true, true},
		{"python:3.13.5-slim-bookworm", "python:3.13-slim-bookworm", true, true},
		{"python:3.13-slim-bookworm", "python:3.13.5-slim-bookworm", false, false},
		{"python:3.13.6-slim-bookworm", "python:3.13.5-slim-bookworm", false, true},
		{"python:3.14-slim-bookworm", "python:3.13-slim-bookworm", false, true},
		{"python:3.130-slim-bookworm", "python:3.13-slim-bookworm", false, true},
		{"python:3.13-slim-trixie", "python:3.13-slim-bookworm", false, false},
		{"python:3.13-alpine3.25", "python:3.13-alpine3.24", false, true},
		{"python:3.13.1-alpine3.24", "python:3.13-alpine3.24", true, true},
		{"pypy:3.13-slim-bookworm", "python:3.13-slim-bookworm", false, false},
		{"ghcr.io/astral-sh/uv:0.13.10", "ghcr.io/astral-sh/uv:0.13.9", false, true},
		{"ghcr.io/astral-sh/uv:0.13.7", "ghcr.io/astral-sh/uv:0.13.8", false, false},
		{"ghcr.io/astral-sh/uv:1.0.0", "ghcr.io/astral-sh/uv:0.13.8", false, true},
		{"ghcr.io/astral-sh/uv:latest", "ghcr.io/astral-sh/uv:0.13.8", false, false},
		{"ghcr.io/astral-sh/uv:99999999999999999999999.1.1", "ghcr.io/astral-sh/uv:0.13.8", false, true},
		{"docker/dockerfile:1.7", "docker/dockerfile:1", true, true},
		{"docker/dockerfile:2", "docker/dockerfile:1", false, true},
	} {
		found, planned := image(t, c.found), image(t, c.planned)
		if found.Refines(planned) != c.refines || found.Newer(planned) != c.newer {
			t.Errorf("%s beside %s: refines %t, newer %t", c.found, c.planned, found.Refines(planned), found.Newer(planned))
		}
	}
}

const file = `# syntax=docker/dockerfile:1
FROM ghcr.io/astral-sh/uv:0.13.8 AS uv
FROM python:3.13-slim-bookworm AS python-base
FROM python-base AS builder
COPY --from=uv /uv /usr/local/bin/
RUN pip install x==1.2.3
`

// TestCanonical holds what an update may change without the file counting as edited, and what not.
func TestCanonical(t *testing.T) {
	want := string(reference.Canonical([]byte(file)))
	for _, c := range []struct {
		old, text string
		same      bool
	}{
		{"uv:0.13.8", "uv:0.14.0", true},
		{"uv:0.13.8", "uv:0.13.8" + digest, true},
		{"python:3.13-slim", "python:3.13.1-slim", true},
		{"dockerfile:1", "dockerfile:1" + digest, true},
		{"uv:0.13.8", "uv:latest", false},
		{"uv:0.13.8", "uv:0.13.8-alpine", false},
		{"uv:0.13.8", "uv:0.13.8@sha256:55", false},
		{"ghcr.io", "registry.example", false},
		{"slim-bookworm", "slim-trixie", false},
		{"AS uv", "AS uv2", false},
		{"AS uv", "as uv", false},
		{"FROM python:", "FROM  python:", false},
		{"FROM python:", "FROM --platform=linux/arm64 python:", false},
		{"x==1.2.3", "x==1.2.4", false},
		{"COPY --from=uv", "COPY --from=uv:1", false},
	} {
		text := strings.Replace(file, c.old, c.text, 1)
		if same := string(reference.Canonical([]byte(text))) == want; same != c.same || text == file {
			t.Errorf("%s for %s: the same %t", c.text, c.old, same)
		}
	}
	if windows := strings.ReplaceAll(file, "\n", "\r\n"); string(reference.Canonical([]byte(windows))) != strings.ReplaceAll(want, "\n", "\r\n") {
		t.Error("line ends of Windows change more than line ends")
	}
}

func TestFound(t *testing.T) {
	found := reference.Found([]byte(file))
	if len(found) != 3 || found["uv"].Line != 2 || found["python-base"].Tag != "3.13-slim-bookworm" || found[reference.Syntax].Name != "docker/dockerfile" {
		t.Errorf("%+v", found)
	}
	if twice := reference.Found([]byte(file + "FROM ghcr.io/astral-sh/uv:0.1.1 AS uv\nFROM ghcr.io/astral-sh/uv:0.1.2 AS uv\n")); len(twice) != 2 {
		t.Errorf("a stage that is there three times: %+v", twice)
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add([]byte(file))
	f.Add([]byte("FROM a:1 AS b\r\r\n# syntax=x:1"))
	f.Fuzz(func(t *testing.T, text []byte) {
		once := reference.Canonical(text)
		if !bytes.Equal(reference.Canonical(once), once) {
			t.Errorf("%q becomes %q", text, once)
		}
		if strings.Count(string(once), "\n") != strings.Count(string(text), "\n") {
			t.Errorf("%q has other lines than %q", once, text)
		}
		reference.Found(text)
	})
}
