package plan_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
)

// vast is a file system in which some files are larger than they are.
type vast struct {
	fstest.MapFS
	sizes map[string]int64
}

func (v vast) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := v.MapFS.ReadDir(name)
	for i, e := range entries {
		if size, ok := v.sizes[strings.TrimPrefix(name+"/"+e.Name(), "./")]; ok {
			entries[i] = fs.FileInfoToDirEntry(vastInfo{e.Name(), size})
		}
	}
	return entries, err
}

type vastInfo struct {
	name string
	size int64
}

func (v vastInfo) Name() string     { return v.name }
func (v vastInfo) Size() int64      { return v.size }
func (vastInfo) Mode() fs.FileMode  { return 0o644 }
func (vastInfo) ModTime() time.Time { return time.Time{} }
func (vastInfo) IsDir() bool        { return false }
func (vastInfo) Sys() any           { return nil }

// TestData: data of 50 MB and more stays out of the context and is mounted; what is smaller, what
// is code, what is shipped as package data and what is hidden anyway is left alone.
func TestData(t *testing.T) {
	for _, c := range []struct {
		name, file, tables string
		size               int64
		pattern, mount     string
	}{
		{"weights", "models/llama.gguf", "", 4_100_000_000, "models/llama.gguf", "models -> /app/models"},
		{"weights at the top", "net.onnx", "", 60_000_000, "net.onnx", "net.onnx -> /app/net.onnx"},
		{"an unknown ending below models", "models/a/vocabulary", "", 60_000_000, "models/a/vocabulary", "models/a -> /app/models/a"},
		{"a name with a bracket", "models/a[1].pt", "", 60_000_000, `models/a\[1].pt`, "models -> /app/models"},
		{"small weights", "models/small.onnx", "", 49_999_999, "", ""},
		{"large, but no data", "static/film.mp4", "", 90_000_000, "", ""},
		{"code below models", "models/tables.py", "", 90_000_000, "", ""},
		{"package data", "models/net.onnx", "[tool.setuptools.package-data]\napp = [\"*.onnx\"]\n", 60_000_000, "", ""},
		{"in an environment", ".venv/models/net.onnx", "", 60_000_000, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := fixture{tables: c.tables, files: map[string]string{c.file: ""}}.fs()
			r, err := generator.Plan(t.Context(), vast{files, map[string]int64{c.file: c.size}}, ".", generator.Options{Cmd: "python main.py"})
			if err != nil || r.Plan == nil {
				t.Fatal(err, r.Findings.Err())
			}
			last := r.Plan.Ignore[len(r.Plan.Ignore)-1].Patterns
			if got := slices.Contains(last, c.pattern); got != (c.pattern != "") {
				t.Errorf("ignored: %q, want %q", last, c.pattern)
			}
			mount := ""
			for _, d := range r.Plan.Runtime.Data {
				mount += d.Host + " -> " + d.Dir
			}
			if mount != c.mount {
				t.Errorf("mounted: %q, want %q", mount, c.mount)
			}
			if got := slices.Contains(codes(r.Findings, diag.Warning), "heavy-file"); got != (c.pattern != "") {
				t.Errorf("%v", r.Findings)
			}
		})
	}
}
