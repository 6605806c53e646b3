package hostile

import (
	"os"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/e2e/internal/example"
	"github.com/uvdock/uvdock/generator"
)

// TestExamplesAreClean: BuildKit's rules that need no daemon find nothing in any example under any
// profile, experimental ones included. The other rules run with `docker build --check`.
func TestExamplesAreClean(t *testing.T) {
	images, err := example.Images("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	clean := 0
	for _, image := range images {
		for _, profile := range profiles {
			t.Run(image.Name()+"/"+profile, func(t *testing.T) {
				r, err := generator.Generate(t.Context(), os.DirFS("../../examples"), image.Project,
					generator.Options{Package: image.Member, Profile: profile, Prefer: "speed"})
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
	if clean < 2*len(images) {
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
