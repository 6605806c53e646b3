package form_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/terminal"
)

var update = flag.Bool("update", false, "write docs/session.svg again")

// TestSession records the session of the README, docs/session.svg, and holds that it is what uvdock does.
func TestSession(t *testing.T) {
	dir := project(t, "fastapi-packaged")
	s, err := terminal.Start(t.Context(), 88, 26, dir, []string{"PATH=" + filepath.Dir(binary)}, "/bin/sh", "-c", `printf '$ uvdock\n'; exec uvdock`)
	must(t, err)
	t.Cleanup(s.Close)
	var pictures []terminal.Picture
	for _, st := range []step{
		{"Which base image?", down + down},
		{"> alpine", enter},
		{"Which further files?", space},
		{"[x] compose.yaml", enter},
		{"Keep the answers", enter},
		{"Write Dockerfile, .dockerignore, compose.yaml, pyproject.toml?", pageDown},
		{"FROM builder AS dependencies", enter},
	} {
		must(t, s.Shows(st.shows))
		must(t, s.Shows("ctrl+c stop"))
		pictures = append(pictures, s.Picture())
		must(t, s.Type(st.keys))
	}
	if code, err := s.End(); err != nil || code != 0 {
		t.Fatalf("%d %v", code, err)
	}
	film := terminal.Film("uvdock shows what it found, asks for the base image and further files, shows the Dockerfile and writes it",
		append(pictures, s.Picture()))
	file := filepath.Join("..", "..", "docs", "session.svg")
	if *update {
		must(t, os.WriteFile(file, []byte(film), 0o644))
		return
	}
	was, err := os.ReadFile(file)
	must(t, err)
	if string(was) != film {
		t.Errorf("%s is not what uvdock does now; write it again with: make session", file)
	}
}
