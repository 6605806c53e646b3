package plan_test

import (
	"slices"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
)

// TestControl: a value that could begin a line, or that a reader cannot see, is refused wherever it
// comes from; what only looks odd is not.
func TestControl(t *testing.T) {
	// script is a packaged project whose console script has the name, in TOML.
	script := func(name string) fixture {
		return fixture{
			project: "[project.scripts]\n\"" + name + "\" = \"my_app:main\"",
			tables:  "[build-system]\nrequires = [\"uv_build\"]\nbuild-backend = \"uv_build\"\n",
			source:  "editable",
			files:   map[string]string{"src/my_app/__init__.py": "def main():\n    while True:\n        pass\n"},
		}
	}
	for _, c := range []struct {
		name    string
		f       fixture
		command []string
		refused bool
	}{
		{"a script's name", script(`serve`), nil, false},
		{"an odd name", script(`it's \"$x\" && 日本`), nil, false},
		{"a line break", script(`a\nRUN id`), nil, true},
		{"a carriage return", script(`a\rRUN id`), nil, true},
		{"a next line", script(`a\u0085RUN id`), nil, true},
		{"an escape", script(`a\u001b[2J`), nil, true},
		{"text that is turned around", script(`a\u202eb`), nil, true},
		{"a command line", fixture{}, []string{"uvdock", "generate", "--cmd", "x y"}, false},
		{"a line break in the command line", fixture{}, []string{"uvdock", "generate", "--cmd", "x\nRUN id"}, true},
		{"no UTF-8 in the command line", fixture{}, []string{"uvdock", "\xff"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := generator.Plan(t.Context(), c.f.fs(), ".", generator.Options{Command: c.command})
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.Contains(codes(r.Findings, diag.Error), "unsupported-value"); got != c.refused || got != (r.Plan == nil) {
				t.Errorf("refused: %t, want %t; %v", got, c.refused, r.Findings.Err())
			}
		})
	}
}
