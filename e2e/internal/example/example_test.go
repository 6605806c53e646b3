package example

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestImages(t *testing.T) {
	for _, c := range []struct {
		name  string
		files string
		want  string // name:member of each image, or the end of the error
	}{
		{"a project", "shelf/uv.lock shelf/Dockerfile", "shelf:"},
		{"a workspace of one", "mono/uv.lock mono/backend/Dockerfile", "mono/backend:"},
		{"a workspace of two", "mono/uv.lock mono/services/b/Dockerfile mono/services/a/Dockerfile", "mono/services/a:a mono/services/b:b"},
		{"a project in the example", "parcel/service/uv.lock parcel/service/Dockerfile parcel/lib/pyproject.toml", "parcel/service:"},
		{"no Dockerfile", "shelf/uv.lock", "run uvdock generate there"},
		{"no example", "README.md", "expected directories with a uv.lock"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for file := range strings.FieldsSeq(c.files) {
				touch(t, filepath.Join(dir, file))
			}
			images, err := Images(dir)
			var got []string
			for _, i := range images {
				got = append(got, i.Name()+":"+i.Member)
			}
			if err != nil {
				got = []string{err.Error()}
			}
			if text := strings.Join(got, " "); !strings.HasSuffix(text, c.want) || (err == nil && text != c.want) {
				t.Errorf("got %q, want %q", text, c.want)
			}
		})
	}
}

func touch(t *testing.T, file string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
}
