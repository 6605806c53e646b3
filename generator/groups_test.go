package generator_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/resolve"
)

// groupsOf is a member's manifest with groups, of which some are defaults, and its lock table.
func groupsOf(defaults string) (manifest, table string) {
	manifest = "\n[dependency-groups]\nlint = [\"a\"]\nserver = [\"a\"]\nunit-tests = [\"a\"]\n"
	if defaults != "" {
		manifest += "\n[tool.uv]\ndefault-groups = " + defaults + "\n"
	}
	group := func(name string) string { return name + " = [{ name = \"a\" }]\n" }
	asked := func(name string) string { return name + " = [{ name = \"a\" }]\n" }
	table = "\n[package.dev-dependencies]\n" + group("lint") + group("server") + group("unit-tests") +
		"\n[package.metadata]\n\n[package.metadata.requires-dev]\n" + asked("lint") + asked("server") + asked("unit-tests")
	return manifest, table
}

// TestDevelopmentGroups: default groups whose names say development stay out, by the flags that uv
// understands; whatever is named is taken.
func TestDevelopmentGroups(t *testing.T) {
	tests := []struct {
		name, defaults string
		selection      resolve.Selection
		want, leftOut  string
	}{
		{"no defaults", "", resolve.Selection{}, "", ""},
		{"lint among them", `["lint", "server"]`, resolve.Selection{}, "--no-group lint", "lint"},
		{"all", `"all"`, resolve.Selection{}, "--no-group lint --no-group unit-tests", "lint unit-tests"},
		{"named", `["lint", "server"]`, resolve.Selection{Groups: []string{"Lint"}}, "--group lint", ""},
		{"left out by hand", `["lint", "server"]`, resolve.Selection{NoGroups: []string{"lint"}}, "--no-group lint", ""},
		{"uv's own", `["lint"]`, resolve.Selection{Dev: true}, "", ""},
		{"none", `["lint"]`, resolve.Selection{NoDefaultGroups: true}, "--no-default-groups", ""},
		{"only one", `["lint"]`, resolve.Selection{OnlyGroups: []string{"server"}}, "--only-group server", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			manifest, table := groupsOf(tt.defaults)
			w := members{rooted: true, root: manifest, starts: []string{"root"}, groups: map[string]string{"root": table}}
			fsys := w.fs()
			text := strings.Replace(string(fsys["pyproject.toml"].Data), "\n[tool.uv.workspace]\nmembers = [\"\"]\n", "", 1)
			fsys["pyproject.toml"].Data = []byte(text)
			fsys["uv.lock"].Data = []byte(strings.Replace(string(fsys["uv.lock"].Data), "[manifest]\nmembers = [\"root\"]\n", "", 1))
			r, err := generator.Generate(t.Context(), fsys, ".", generator.Options{Selection: tt.selection})
			if err != nil || told(r) != "" {
				t.Fatal(err, told(r))
			}
			if got := strings.Join(r.LeftOut, " "); got != tt.leftOut {
				t.Errorf("left out %q, want %q", got, tt.leftOut)
			}
			var line string
			for l := range strings.Lines(string(r.Files[0].Text)) {
				if strings.Contains(l, "uv sync") {
					line = strings.TrimSpace(l)
				}
			}
			_, flags, _ := strings.Cut(line, "uv sync ")
			_, flags, _ = strings.Cut(flags, " ") // --frozen, or --locked where a setting reaches the lock
			flags, _, _ = strings.Cut(flags, "--check")
			if got := strings.TrimSpace(flags); got != tt.want {
				t.Errorf("uv sync is told %q, want %q", got, tt.want)
			}
		})
	}
}

// TestDevelopmentGroupsOfMember: of a member the wanted groups are named, because the root may not
// even have the ones that stay out.
func TestDevelopmentGroupsOfMember(t *testing.T) {
	manifest, table := groupsOf(`["lint", "server"]`)
	w := members{names: []string{"api"}, starts: []string{"api"}, more: map[string]string{"api": manifest}, groups: map[string]string{"api": table}}
	r, err := generator.Plan(t.Context(), w.fs(), "api", generator.Options{})
	if err != nil || told(r) != "" {
		t.Fatal(err, told(r))
	}
	if !r.Selection.NoDefaultGroups || !slices.Equal(r.Selection.Groups, []string{"server"}) || !slices.Equal(r.LeftOut, []string{"lint"}) {
		t.Errorf("selection %+v, left out %v", r.Selection, r.LeftOut)
	}
}

// TestDevelopmentGroupsOfTheLock: an answer about the lock takes the default groups as uv does, and
// says that an image does not; with flags of uv's own meaning there is nothing to say.
func TestDevelopmentGroupsOfTheLock(t *testing.T) {
	manifest, table := groupsOf(`["lint", "server"]`)
	fsys := members{rooted: true, root: manifest, starts: []string{"root"}, groups: map[string]string{"root": table}}.fs()
	for _, tt := range []struct {
		selection resolve.Selection
		told      bool
	}{
		{resolve.Selection{}, true},
		{resolve.Selection{NoDev: true}, false},
		{resolve.Selection{Dev: true}, false},
		{resolve.Selection{NoGroups: []string{"lint"}}, false},
	} {
		r, err := generator.Packages(t.Context(), fsys, ".", generator.Options{Selection: tt.selection})
		if err != nil || told(r) != "" {
			t.Fatal(err, told(r))
		}
		if len(r.Selection.NoGroups) != len(tt.selection.NoGroups) {
			t.Errorf("%+v became %+v", tt.selection, r.Selection)
		}
		got := slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Code == "development-groups" })
		if got != tt.told {
			t.Errorf("%+v: %v", tt.selection, r.Findings)
		}
	}
}
