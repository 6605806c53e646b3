package hostile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
)

// TestExamplesAreClean: BuildKit's rules that need no daemon find nothing in any example under any
// profile, experimental ones included. The other rules run with `docker build --check`.
func TestExamplesAreClean(t *testing.T) {
	manifests, err := filepath.Glob("../../examples/*/pyproject.toml")
	if err != nil || len(manifests) < 5 {
		t.Fatalf("expected at least five examples, found %d (%v)", len(manifests), err)
	}
	clean := 0
	for _, manifest := range manifests {
		dir := filepath.Dir(manifest)
		for _, profile := range profiles {
			t.Run(filepath.Base(dir)+"/"+profile, func(t *testing.T) {
				r, err := generator.Generate(t.Context(), os.DirFS(dir), ".", generator.Options{Profile: profile, Prefer: "speed"})
				if err != nil {
					t.Fatal(err)
				}
				if len(r.Files) == 0 {
					t.Skipf("the profile cannot carry the example: %v", r.Findings.Err())
				}
				if o := read(t, r.Files[0].Text); len(o.lints) > 0 {
					t.Errorf("%s\n%s", strings.Join(o.lints, "\n"), r.Files[0].Text)
				}
				clean++
			})
		}
	}
	if clean < 2*len(manifests) {
		t.Errorf("only %d Dockerfiles were read", clean)
	}
}

// TestRulesAreOn: the rules do find something where there is something.
func TestRulesAreOn(t *testing.T) {
	o := read(t, []byte("FROM scratch as App\nMAINTAINER nobody\n"))
	for _, rule := range []string{"StageNameCasing", "FromAsCasing", "MaintainerDeprecated"} {
		if !strings.Contains(strings.Join(o.lints, "\n"), rule) {
			t.Errorf("%s is not among %q", rule, o.lints)
		}
	}
}
