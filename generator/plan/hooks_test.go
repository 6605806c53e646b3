package plan_test

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
)

// TestHooks: a build that runs code of the project gets the whole workspace, and says why; one whose paths
// are written down gets these.
func TestHooks(t *testing.T) {
	backend := func(name, more string) string {
		return "[build-system]\nrequires = [\"x\"]\nbuild-backend = \"" + name + "\"\n" + more
	}
	for _, c := range []struct {
		name, tables, file string
		told               bool
		copies             string
		// text is that of the file.
		text string
	}{
		{"none", backend("hatchling.build", ""), "", false, "libs/core services/api", ""},
		{"a hook of hatch", backend("hatchling.build", "[tool.hatch.build.hooks.custom]\n"), "", true, ".", ""},
		{"of its wheels", backend("hatchling.build", "[tool.hatch.build.targets.wheel.hooks.custom]\npath = \"build.py\"\n"), "", true, ".", ""},
		{"of somebody else", backend("hatchling.build", "[tool.hatch.build.hooks.vcs]\nversion-file = \"v.py\"\n"), "", false, "libs/core services/api", ""},
		{"a script of Poetry", backend("poetry.core.masonry.api", "[tool.poetry.build]\nscript = \"build.py\"\n"), "", true, ".", ""},
		{"a back end in the tree", backend("own", "backend-path = [\"_build\"]\n"), "", true, ".", ""},
		{"a file of PDM", backend("pdm.backend", ""), "services/api/pdm_build.py", true, ".", ""},
		{"the file of another back end", backend("hatchling.build", ""), "services/api/pdm_build.py", false, "libs/core services/api", ""},
		{"bricks of Polylith", backend("hatchling.build", "[tool.polylith.bricks]\n\"../../bases/shop/api\" = \"shop/api\"\n"), "bases/shop/api/core.py", false, "bases/shop/api libs/core services/api", ""},
		{"a setup.py", backend("setuptools.build_meta", ""), "services/api/setup.py", false, "libs/core services/api", "setup()"},
		{"one that opens a file", backend("setuptools.build_meta", ""), "services/api/setup.py", false, "README.md libs/core services/api", "setup(long_description=open('../../README.md').read())"},
		{"one that computes it", backend("setuptools.build_meta:__legacy__", ""), "services/api/setup.py", true, ".", "root = Path(__file__).parent.parent"},
		{"without a back end", "[build-system]\nrequires = [\"setuptools\"]\n", "services/api/setup.py", true, ".", "open(os.path.join('..', 'x'))"},
		{"one that is not run", backend("hatchling.build", ""), "services/api/setup.py", false, "libs/core services/api", "root = Path(__file__).parent.parent"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := shop()
			w.trees[0].tables = c.tables
			w.files = map[string]string{"README.md": ""}
			if c.file != "" {
				w.files[c.file] = c.text
			}
			r, err := generator.Plan(t.Context(), w.fs(), ".", generator.Options{Package: "api", Frozen: true, Cmd: "python -m api"})
			if err != nil || r.Findings.HasErrors() {
				t.Fatal(r.Findings, err)
			}
			if got := strings.Join(copied(r.Plan), " "); got != c.copies {
				t.Errorf("copies %q, want %q", got, c.copies)
			}
			told := false
			for _, f := range r.Findings {
				told = told || f.Code == "build-hook" && strings.HasPrefix(f.Place().String(), "services/api/pyproject.toml:")
			}
			if told != c.told {
				t.Errorf("told %t: %v", told, r.Findings)
			}
		})
	}
}
