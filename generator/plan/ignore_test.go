package plan_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/uvdock/uvdock/generator"
)

// TestIgnoreOfMembers: a member below docs/ or tests/ is not hidden, nor what the manifest of any
// tree of the closure names.
func TestIgnoreOfMembers(t *testing.T) {
	below := shop(tree{name: "root", dir: ".", source: "editable", tables: packaged})
	below.trees[0].dir, below.trees[0].requires = "docs/api", []string{"a", "root"}
	shipped := shop()
	shipped.trees[1].tables += "[tool.setuptools.package-data]\ncore = [\"*.so\"]\n"
	readme := shop(tree{name: "root", dir: ".", source: "editable", tables: packaged, project: "readme = \"docs/README.md\""})
	readme.files = map[string]string{"docs/README.md": ""}
	needed := workspace{trees: slices.Clone(readme.trees), locked: readme.locked, files: maps.Clone(readme.files)}
	needed.trees[0].requires = []string{"a", "root"}
	for _, c := range []struct {
		name, pattern string
		w             workspace
		hidden        bool
	}{
		{"docs of the member", "services/api/docs", shop(), true},
		{"docs of a library of the closure", "libs/core/docs", shop(), true},
		{"docs of another member, which is not copied", "libs/other/docs", shop(), false},
		{"docs of the root, which is not copied", "docs", shop(), false},
		{"the member is below docs", "docs", below, false},
		{"tests of the member below docs", "docs/api/tests", below, true},
		{"a library of the closure ships shared objects", "**/*.so", shipped, false},
		{"nobody ships shared objects", "**/*.so", shop(), true},
		{"the root's readme, and the root is in the closure", "docs", needed, false},
		{"tests of the root, which is in the closure", "tests", needed, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var lines []string
			for _, g := range must(t, c.w, generator.Options{Package: "api"}).Ignore {
				lines = append(lines, g.Patterns...)
			}
			if got := slices.Contains(lines, c.pattern); got != c.hidden {
				t.Errorf("%s is hidden: %t, want %t", c.pattern, got, c.hidden)
			}
		})
	}
}
