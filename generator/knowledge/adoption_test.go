package knowledge

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/profiles"
)

// TestAdoptionImages: what base images of Dockerfiles by hand come near to.
func TestAdoptionImages(t *testing.T) {
	a, err := loadAdoption(profiles.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, tag, profile, python, uv string }{
		{"python", "3.12-slim-bookworm", "slim-bookworm", "3.12", ""},
		{"python", "3.13.1-slim-trixie", "slim-trixie", "3.13.1", ""},
		{"python", "3.12-slim", "slim-trixie", "3.12", ""},
		{"python", "3.12", "slim-trixie", "3.12", ""},
		{"python", "latest", "slim-trixie", "", ""},
		{"python", "3.11-alpine3.20", "alpine", "3.11", ""},
		{"python", "alpine", "alpine", "", ""},
		{"python", "3.10-bullseye", "slim-bookworm", "3.10", ""},
		{"ghcr.io/astral-sh/uv", "python3.12-bookworm-slim", "slim-bookworm", "3.12", ""},
		{"ghcr.io/astral-sh/uv", "0.9.2-python3.13-trixie-slim", "slim-trixie", "3.13", "0.9.2"},
		{"ghcr.io/astral-sh/uv", "0.9-alpine", "alpine", "", "0.9"},
		{"ghcr.io/astral-sh/uv", "debian-slim", "slim-trixie", "", ""},
		{"ghcr.io/astral-sh/uv", "0.9.2", "", "", "0.9.2"},
		{"debian", "bookworm-slim", "slim-bookworm", "", ""},
		{"gcr.io/distroless/cc-debian13", "nonroot", "distroless", "", ""},
	} {
		row, python, uv, ok := a.ImageOf(c.name, c.tag)
		if !ok || row.Profile != c.profile || python != c.python || uv != c.uv {
			t.Errorf("%s:%s: found %t, profile %q, Python %q, uv %q", c.name, c.tag, ok, row.Profile, python, uv)
		}
	}
	for name, windows := range map[string]bool{"mcr.microsoft.com/windows/servercore": true, "node": false} {
		if row, _, _, _ := a.ImageOf(name, "ltsc2022"); row.Windows != windows {
			t.Errorf("%s: windows %t", name, row.Windows)
		}
	}
	tables, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range a.Images {
		if _, known := tables.Profile(row.Profile); row.Profile != "" && !known {
			t.Errorf("%s:%s leads to profile %q, which there is not", row.Name, row.Tag, row.Profile)
		}
	}
}

// TestAdoptionRefused: what is wrong with a table is an error that names the file.
func TestAdoptionRefused(t *testing.T) {
	const head = "schema = 1\nchecked = 2026-11-21\nsource = \"x\"\n"
	good := map[string]string{
		"images":    head + "[[image]]\nname = 'python'\ntag = '.*'\nwhy = 'x'\n",
		"variables": head + "[[variable]]\nnames = ['A']\nwhy = 'x'\n",
		"packages":  head + "[[package]]\nuse = 'base'\nnames = ['a']\nwhy = 'x'\n",
		"commands":  head + "[[command]]\npattern = 'a'\nwhy = 'x'\n",
	}
	load := func(change, text string) error {
		fsys := fstest.MapFS{}
		for name, s := range good {
			if name == change {
				s = text
			}
			fsys["adopt/"+name+".toml"] = &fstest.MapFile{Data: []byte(s)}
		}
		_, err := loadAdoption(fsys)
		return err
	}
	if err := load("", ""); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, text string }{
		{"images", head + "[[image]]\nname = '('\ntag = '.*'\nwhy = 'x'\n"},
		{"images", head + "[[image]]\nname = 'a'\ntag = '.*'\n"},
		{"images", strings.Replace(good["images"], "schema = 1", "schema = 2", 1)},
		{"variables", head + "[[variable]]\nnames = ['[']\nwhy = 'x'\n"},
		{"variables", head + "[[variable]]\nnames = ['A']\nwhy = 'x'\nunknown = 1\n"},
		{"packages", head + "[[package]]\nuse = 'other'\nnames = ['a']\nwhy = 'x'\n"},
		{"commands", head + "[[command]]\npattern = 'a('\nwhy = 'x'\n"},
		{"commands", head + "[[command]]\npattern = 'a'\n"},
	} {
		if err := load(c.file, c.text); err == nil || !strings.Contains(err.Error(), "adopt/"+c.file+".toml") {
			t.Errorf("%s: %v\n%s", c.file, err, c.text)
		}
	}
}
