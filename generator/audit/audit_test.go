package audit_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
)

// story is an example whose files on disk are changed.
type story struct {
	name    string
	example string
	// member, context and dir say how the image is asked for.
	member, context, dir string
	// changes are edits: "FILE" with "old -> new", or with the whole text behind "=".
	changes map[string]string
	today   time.Time
	// want are the findings, as "CODE FILE:LINE part of the message".
	want []string
}

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// load copies an example below the directory "repo" of a file system in memory.
func load(t *testing.T, example string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{"repo/.git/HEAD": {Data: []byte("ref: refs/heads/main\n")}}
	tree := os.DirFS(path.Join("../../examples", example))
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(tree, name)
		out[path.Join("repo", name)] = &fstest.MapFile{Data: text, Mode: 0o644}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (s story) audit(t *testing.T) diag.List {
	t.Helper()
	fsys := load(t, s.example)
	for name, change := range s.changes {
		full := path.Join("repo", name)
		if text, whole := strings.CutPrefix(change, "="); whole {
			fsys[full] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
			continue
		}
		old, text, _ := strings.Cut(change, " -> ")
		if !strings.Contains(string(fsys[full].Data), old) {
			t.Fatalf("%s has no %q", name, old)
		}
		fsys[full].Data = []byte(strings.ReplaceAll(string(fsys[full].Data), old, text))
	}
	r, err := generator.Generate(t.Context(), fsys, path.Join("repo", s.dir), generator.Options{Package: s.member, Context: s.context, Frozen: true})
	if err != nil {
		t.Fatal(err)
	}
	if r.Plan == nil {
		t.Fatal(r.Findings)
	}
	return r.Audit(s.today)
}

const packaged = "fastapi-packaged"

func TestAudit(t *testing.T) {
	for _, s := range []story{
		{name: "as generated", example: packaged, today: day("2026-11-21")},
		{name: "a member", example: "workspace", member: "api", today: day("2026-11-21")},
		{name: "no Dockerfile", example: packaged, changes: map[string]string{"Dockerfile": "="}},

		{
			name: "uv outside required-version", example: packaged,
			changes: map[string]string{"Dockerfile": "uv:0.13.8 -> uv:0.12.23", "uv.toml": "=required-version = \">=0.13\"\n"},
			want:    []string{`dockerfile-uv Dockerfile:8 uv 0.12.23, which required-version ">=0.13" in uv.toml:1:1`},
		},
		{
			name: "uv older than the lock", example: packaged,
			changes: map[string]string{"Dockerfile": "uv:0.13.8 -> uv:0.9.2"},
			want:    []string{"dockerfile-uv Dockerfile:8 revision 5, which uv 0.12.22"},
		},
		{
			name: "uv that floats", example: packaged,
			changes: map[string]string{"Dockerfile": "uv:0.13.8 -> uv:0.9"},
		},
		{
			name: "uv by COPY --from with a digest and a base", example: packaged,
			changes: map[string]string{"Dockerfile": "=FROM python:3.13-slim-bookworm\nCOPY --link --from=mirror.example/astral-sh/uv:0.9.2-python3.13-alpine@sha256:00 /uv /bin/\n"},
			want:    []string{"dockerfile-uv Dockerfile:2"},
		},
		{
			name: "uv by a mount", example: packaged,
			changes: map[string]string{"Dockerfile": "=FROM python:3.13-slim-bookworm\nRUN --mount=type=bind,from=ghcr.io/astral-sh/uv:0.9.2,source=/uv,target=/bin/uv \\\n    uv sync\n"},
			want:    []string{"dockerfile-uv Dockerfile:2"},
		},

		{
			name: "Python against requires-python", example: packaged,
			changes: map[string]string{"Dockerfile": "python:3.13-slim -> python:3.9-slim"},
			want:    []string{`dockerfile-python Dockerfile:11 Python 3.9, which requires-python ">=`},
		},
		{
			name: "Python against the version file", example: packaged,
			changes: map[string]string{"Dockerfile": "python:3.13-slim -> python:3.14-slim"},
			want:    []string{`dockerfile-python Dockerfile:11 Python 3.14, and .python-version:1:1 asks for 3.13`},
		},
		{
			name: "a patch of the Python that is asked for", example: packaged,
			changes: map[string]string{"Dockerfile": "python:3.13-slim -> python:3.13.5-slim"},
		},
		{
			name: "a patch that requires-python leaves out", example: packaged,
			changes: map[string]string{"Dockerfile": "python:3.13-slim -> python:3.13.1-slim", "uv.lock": `requires-python = ">=3.11" -> requires-python = ">=3.13.2"`},
			want:    []string{`dockerfile-python Dockerfile:11 Python 3.13.1, which requires-python ">=3.13.2"`},
		},
		{
			name: "arguments, CRLF, a byte order mark", example: packaged,
			changes: map[string]string{"Dockerfile": "=\xef\xbb\xbfARG PY=3.9\r\nARG OTHER\r\nFROM --platform=$BUILDPLATFORM python:${PY}-slim AS base\r\nFROM base\r\nFROM python:${OTHER}-slim\r\n"},
			want:    []string{"dockerfile-python Dockerfile:3 Python 3.9"},
		},
		{
			name: "an argument with a default where it is used", example: packaged,
			changes: map[string]string{"Dockerfile": "=FROM python:${PY:-3.9}-slim\n"},
			want:    []string{"dockerfile-python Dockerfile:1 Python 3.9"},
		},
		{
			name: "what looks like FROM and is none", example: packaged,
			changes: map[string]string{"Dockerfile": "=# escape=`\nFROM python:3.13-slim AS a\nRUN <<EOF\nFROM python:3.9\nEOF\nRUN echo `\nFROM python:3.9\nRUN cat <<-\"A\" 3<<B $((1 << C)) <<D\n\tA\nFROM python:3.9\nB\nFROM python:3.9\nD\n# FROM python:3.9\nCOPY --from=a /x /x\nFROM python\nFROM\n"},
		},
		{
			name: "Python by uv", example: packaged,
			changes: map[string]string{"Dockerfile": "=FROM debian:trixie-slim\nRUN --mount=type=cache,target=/c \\\n    uv python install 3.9 \\\n    && true\n"},
			want:    []string{"dockerfile-python Dockerfile:2 Python 3.9"},
		},

		{
			name: "the last day of a support", example: packaged, today: day("2028-06-30"),
			want: []string{"support-ends Dockerfile:11 Debian bookworm ends on 2028-06-30, in 0 days"},
		},
		{
			name: "the day after", example: packaged, today: day("2028-07-01").Add(23 * time.Hour),
			want: []string{"support-ends Dockerfile:11 Debian bookworm ended on 2028-06-30"},
		},
		{name: "91 days before", example: packaged, today: day("2028-06-30").AddDate(0, 0, -91)},
		{
			name: "90 days before", example: packaged, today: day("2028-06-30").AddDate(0, 0, -90),
			want: []string{"support-ends Dockerfile:11 in 90 days"},
		},
		{name: "no day", example: packaged, changes: map[string]string{"Dockerfile": "=FROM python:3.12-slim-bookworm\n", ".python-version": "=3.12\n"}},
		{
			name: "Python and base", example: packaged, today: day("2029-01-01"),
			changes: map[string]string{"Dockerfile": "=FROM docker.io/library/python:3.12.4-alpine3.24@sha256:00\n", ".python-version": "=3.12\n"},
			want:    []string{"support-ends Dockerfile:1 Alpine 3.24 ended", "support-ends Dockerfile:1 Python 3.12 ended"},
		},
		{
			name: "a distroless image is not its Debian", example: packaged, today: day("2028-09-01"),
			changes: map[string]string{"Dockerfile": "=FROM debian:trixie-slim AS b\nRUN uv python install 3.13\nFROM gcr.io/distroless/cc-debian13:nonroot\n"},
			want:    []string{"support-ends Dockerfile:3 ended on 2028-08-09"},
		},
		{name: "a base that is not known", example: packaged, today: day("2040-01-01"), changes: map[string]string{"Dockerfile": "=FROM quay.example/base:bookwormish\n"}},
	} {
		t.Run(s.name, func(t *testing.T) { s.check(t) })
	}
}

func TestIgnores(t *testing.T) {
	for _, s := range []story{
		{
			name: "a manifest", example: packaged, changes: map[string]string{".dockerignore": "=# mine\n\n*.lock\n"},
			want: []string{`hidden-input .dockerignore:3 "*.lock" hides uv.lock, which the lock stage reads`},
		},
		{name: "taken back", example: packaged, changes: map[string]string{".dockerignore": "=*\n!uv.lock\n!pyproject.toml\n!src\n!README.md\n"}},
		{
			name: "the last line that hides", example: packaged, changes: map[string]string{".dockerignore": "=uv.lock\n!uv.lock\nuv*\nuv.lock\n"},
			want: []string{`hidden-input .dockerignore:3 "uv*" hides uv.lock`},
		},
		{
			name: "CRLF, a byte order mark, a slash", example: packaged, changes: map[string]string{".dockerignore": "=\xef\xbb\xbf/uv.lock\r\n"},
			want: []string{`hidden-input .dockerignore:1 "uv.lock" hides uv.lock`},
		},
		{name: "the file beside the Dockerfile wins", example: packaged, changes: map[string]string{".dockerignore": "=uv.lock\n", "Dockerfile.dockerignore": "=docs\n"}},
		{
			name: "and hides", example: packaged, changes: map[string]string{"Dockerfile.dockerignore": "=pyproject.toml\n"},
			want: []string{`hidden-input Dockerfile.dockerignore:1 "pyproject.toml" hides pyproject.toml`},
		},
		{
			name: "all sources", example: packaged, changes: map[string]string{".dockerignore": "=**/*.py\n"},
			want: []string{"hidden-input .dockerignore of . no Python source"},
		},
		{
			name: "the directory of the package", example: packaged, changes: map[string]string{".dockerignore": "=src\n"},
			want: []string{"hidden-input .dockerignore of src no Python source"},
		},
		{
			name: "what the back end reads", example: packaged, changes: map[string]string{".dockerignore": "=*.md\n"},
			want: []string{`hidden-input .dockerignore:1 "*.md" hides README.md, which is read when . is built`},
		},
		{
			name: "a pattern that is none", example: packaged, changes: map[string]string{".dockerignore": "=docs\nsrc/[\n"},
			want: []string{"invalid-dockerignore .dockerignore line 2"},
		},
		{
			name: "a lone exclamation mark", example: packaged, changes: map[string]string{".dockerignore": "=!\n"},
			want: []string{"invalid-dockerignore .dockerignore line 1"},
		},

		{
			name: "a whole directory", example: "workspace", member: "api", changes: map[string]string{"services/api/Dockerfile.dockerignore": "=libs/core\n"},
			want: []string{
				`hidden-input services/api/Dockerfile.dockerignore:1 hides libs/core/pyproject.toml, which the lock`,
				`hidden-input services/api/Dockerfile.dockerignore:1 hides libs/core, which the project`,
			},
		},
		{name: "a directory of which files are taken back", example: "workspace", member: "api", changes: map[string]string{"services/api/Dockerfile.dockerignore": "=libs/core\n!libs/core/**\n"}},
		{
			name: "the manifest of another member", example: "workspace", member: "api", changes: map[string]string{"services/api/Dockerfile.dockerignore": "=tools\n"},
			want: []string{`hidden-input services/api/Dockerfile.dockerignore:1 hides tools/admin/pyproject.toml`},
		},
		{
			name: "in a named context", example: "workspace", member: "api", context: "member", changes: map[string]string{".dockerignore": "=uv.lock\n"},
			want: []string{`hidden-input .dockerignore:1 "uv.lock" hides uv.lock`},
		},
		{
			name: "in a context above", example: "path-dependency", dir: "service", changes: map[string]string{"service/Dockerfile.dockerignore": "=service/uv.lock\nuv.lock\n"},
			want: []string{`hidden-input Dockerfile.dockerignore:1 "service/uv.lock" hides uv.lock`},
		},
		{
			name: "a script", example: "script", changes: map[string]string{".dockerignore": "=*.py\n"},
			want: []string{"hidden-input .dockerignore of . no Python source"},
		},
	} {
		t.Run(s.name, func(t *testing.T) { s.check(t) })
	}
}

// check compares the findings; those of one place may be in any order.
func (s story) check(t *testing.T) {
	t.Helper()
	var rest []string
	want := slices.Clone(s.want)
	for _, f := range s.audit(t) {
		at := slices.IndexFunc(want, func(w string) bool {
			code, more, _ := strings.Cut(w, " ")
			place, part, _ := strings.Cut(more, " ")
			return f.Code == code && f.Place().String() == place && strings.Contains(f.Message, part)
		})
		if at < 0 {
			rest = append(rest, f.Code+" "+f.String())
			continue
		}
		want = slices.Delete(want, at, at+1)
	}
	if len(rest)+len(want) > 0 {
		t.Errorf("not found:\n\t%s\nfound:\n\t%s", strings.Join(want, "\n\t"), strings.Join(rest, "\n\t"))
	}
}

// TestManyHidden: of many paths that are hidden the first are named and the others counted.
func TestManyHidden(t *testing.T) {
	text, err := os.ReadFile("../../examples/workspace/uv.lock")
	if err != nil {
		t.Fatal(err)
	}
	lock := string(text)
	s := story{example: "workspace", member: "api", changes: map[string]string{"services/api/Dockerfile.dockerignore": "=*\n"}}
	for _, letter := range "abcdefgh" {
		name := "z" + string(letter)
		s.changes["libs/"+name+"/pyproject.toml"] = fmt.Sprintf("=[project]\nname = %q\nversion = \"1\"\n", name)
		lock = strings.Replace(lock, "members = [\n", fmt.Sprintf("members = [\n    %q,\n", name), 1)
		lock += fmt.Sprintf("\n[[package]]\nname = %q\nversion = \"1\"\nsource = { virtual = %q }\n", name, "libs/"+name)
	}
	s.changes["uv.lock"] = "=" + lock
	found := s.audit(t)
	if n := len(found); n != 11 || !strings.HasPrefix(found[n-1].Message, "7 more files and directories") {
		t.Errorf("%d: %v", n, found)
	}
}

// TestLongFiles: files that no person writes. Were the work to grow with the square of their length,
// they would take hours and meet the time limit of go test; how long they take is no matter of a test.
func TestLongFiles(t *testing.T) {
	for name, text := range map[string]string{
		"a long line":       "RUN a" + strings.Repeat(" --b", 1<<20),
		"continued":         "RUN a" + strings.Repeat(" \\\nb", 1<<19),
		"here-documents":    "RUN" + strings.Repeat(" <<A", 1<<18) + "\n",
		"many stages":       strings.Repeat("FROM python:3.13-slim\n", 1<<16),
		"no end of options": "RUN" + strings.Repeat(" --mount=from=a", 1<<17) + "\n",
		"too long":          "FROM python:3.9\n" + strings.Repeat("#", 4<<20),
	} {
		t.Run(name, func(t *testing.T) {
			s := story{example: packaged, changes: map[string]string{"Dockerfile": "=" + text}}
			if found := s.audit(t); len(found) > 0 {
				t.Error(found)
			}
		})
	}
	s := story{example: packaged, changes: map[string]string{".dockerignore": "=" + strings.Repeat("u*\n", 20_000)}}
	if found := s.audit(t); len(found) != 1 {
		t.Errorf("%.500v", found)
	}
	s.changes[".dockerignore"] += strings.Repeat("u*\n", 20_000)
	if found := s.audit(t); found != nil {
		t.Errorf("%.500v", found)
	}
}
