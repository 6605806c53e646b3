package knowledge

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/profiles"
)

// TestSizes holds what a table of sizes must have to be of use.
func TestSizes(t *testing.T) {
	s, err := loadSizes(profiles.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Wheels) < 40 {
		t.Errorf("only %d wheels are measured", len(s.Wheels))
	}
	for kind, e := range s.Kinds {
		if e.Files < 1 || e.Files > 10 || e.Bytecode < 0 || e.Bytecode > 10 {
			t.Errorf("%s: %+v", kind, e)
		}
	}
	for _, release := range debianReleases {
		d, err := loadDebian(profiles.FS, release)
		if err != nil {
			t.Fatal(err)
		}
		if d.Kilobytes["libpq5"] < 100 || len(d.Needs["libpq5"]) == 0 {
			t.Errorf("%s: libpq5 of %d kB needs %v", release, d.Kilobytes["libpq5"], d.Needs["libpq5"])
		}
		for name, needs := range d.Needs {
			for _, need := range needs {
				if d.Kilobytes[need] < 0 || d.Kilobytes[name] < 0 {
					t.Errorf("%s: negative: %s, %s", release, name, need)
				}
			}
		}
	}
	for _, p := range []string{"slim-bookworm", "alpine", "distroless"} {
		if b, ok := s.Base(p, "3.99"); !ok || b.Image < 10e6 || b.Image > 1e9 {
			t.Errorf("%s: %+v %t", p, b, ok)
		}
	}
	if _, ok := s.Base("none", "3.13"); ok {
		t.Error("a profile that does not exist has a size")
	}
}

func TestSizesRefused(t *testing.T) {
	for _, c := range []struct{ file, from, to, want string }{
		{"base.toml", "schema = 1", "schema = 2", "size/base.toml: schema 2"},
		{"base.toml", `profile = "alpine"`, `profile = "alpin"`, "of a profile that does not exist"},
		{"base.toml", "image = 51_820_000", "image = -1", "incomplete"},
		{"base.toml", "environment = ", "surroundings = ", "unknown key"},
		{"wheels.toml", `name = "django"`, `name = "fastapi"`, `"fastapi" is incomplete, or there twice`},
		{"wheels.toml", `kind = "pure"`, `kind = "pur"`, "incomplete"},
		{"wheels.toml", "schema = 1", "schema = 0", "size/wheels.toml: schema 0"},
		{"debian-trixie.toml", `release = "trixie"`, `release = "sid"`, "size/debian-trixie.toml"},
		{"debian-trixie.toml", "[kilobytes]", "[kilobyte]", "unknown key"},
	} {
		fsys := fstest.MapFS{}
		files, _ := fs.Glob(profiles.FS, "size/*")
		for _, file := range files {
			text, err := fs.ReadFile(profiles.FS, file)
			if err != nil {
				t.Fatal(err)
			}
			if file == "size/"+c.file {
				if !strings.Contains(string(text), c.from) {
					t.Fatalf("%s has no %q", file, c.from)
				}
				text = []byte(strings.Replace(string(text), c.from, c.to, 1))
			}
			fsys[file] = &fstest.MapFile{Data: text}
		}
		_, err := loadSizes(fsys)
		if strings.HasPrefix(c.file, "debian") {
			_, err = loadDebian(fsys, "trixie")
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s with %s: %v, want %q", c.file, c.to, err, c.want)
		}
	}
}
