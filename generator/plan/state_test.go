package plan_test

import (
	"reflect"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/plan"
)

// TestState: what is installed says which directories must outlive the container.
func TestState(t *testing.T) {
	for name, want := range map[string][]plan.State{
		"torch":    {{Name: "home", Dir: "/home/nonroot", Why: "what is downloaded is kept: torch in ~/.cache/torch"}},
		"torchist": nil,
	} {
		p, findings := planned(t, fixture{requires: []string{name}, packages: wheel(name, public)}, generator.Options{Profile: "slim-bookworm"})
		if findings.HasErrors() || !reflect.DeepEqual(p.Runtime.State, want) {
			t.Errorf("%s: %+v %v, want %+v", name, p.Runtime.State, findings.Err(), want)
		}
	}
}
