package docs_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/region"
)

// TestRegions holds docs/regions.md to the places that there are.
func TestRegions(t *testing.T) {
	text, err := os.ReadFile("regions.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, p := range region.Places {
		fmt.Fprintf(&want, "| `%s` | %s | %s |\n", p.Name, p.Kind, p.About)
	}
	if !strings.Contains(string(text), "| --- | --- | --- |\n"+want.String()+"\n") {
		t.Errorf("regions.md must list the places as\n%s", want.String())
	}
}
