package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/cmd/internal/verify"
	"github.com/uvdock/uvdock/generator/render"
)

// TestAsWritten: verify builds with the context that the header names, and only where uvdock
// wrote it.
func TestAsWritten(t *testing.T) {
	for _, c := range []struct {
		name, file, header string
		context            string
		named              string
	}{
		{"none named", "Dockerfile", "", ".", ""},
		{"a member", "services/api/Dockerfile", "docker build -f services/api/Dockerfile .", ".", ""},
		{"a directory above", "Dockerfile", "docker build -f Dockerfile ..", "..", ""},
		{"the member's directory", "services/api/Dockerfile", "docker build -f services/api/Dockerfile --build-context project_root=. services/api", "services/api", "project_root=."},
		{"two named", "Dockerfile", "docker build --build-context a=../a --build-context b=../b .", ".", "a=../a b=../b"},
		{"moved since", "elsewhere/Dockerfile", "docker build -f services/api/Dockerfile ..", "elsewhere", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := filepath.Join(t.TempDir(), "shop")
			file := filepath.Join(root, filepath.FromSlash(c.file))
			text := "# syntax=docker/dockerfile:1\n# Written by uvdock.\n"
			if c.header != "" {
				text += "#   " + c.header + "\n"
			}
			text = string(render.Stamp([]byte(text + "# uvdock:sha256:\n\nFROM scratch\n")))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			o := verify.Options{Context: filepath.Dir(file), Dockerfile: file}
			asWritten(&o)
			if want := filepath.Join(root, c.context); o.Context != want {
				t.Errorf("context %s, want %s", o.Context, want)
			}
			var want []string
			for pair := range strings.FieldsSeq(c.named) {
				name, dir, _ := strings.Cut(pair, "=")
				want = append(want, name+"="+filepath.Join(root, dir))
			}
			if !slices.Equal(o.BuildContexts, want) {
				t.Errorf("named contexts %q, want %q", o.BuildContexts, want)
			}
		})
	}
}
