package choose_test

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/choose"
)

// TestFindingsOnce: what holds on both platforms is said once and names both.
func TestFindingsOnce(t *testing.T) {
	fsys := files(">=3.12", "", "source: sdist cp312-cp312-win_amd64", "half: cp312-abi3-manylinux_2_17_x86_64 sdist")
	candidate, _, findings := pick(t, fsys, choose.Request{Profile: "slim-bookworm", Python: "3.12"})
	if findings.HasErrors() || len(candidate.Targets) != 2 {
		t.Fatal(len(candidate.Targets), findings)
	}
	got := map[string]int{}
	for _, f := range candidate.Findings {
		if f.Code == "compiles" {
			name, _, _ := strings.Cut(f.Message, " ")
			_, on, _ := strings.Cut(f.Message, " on ")
			on, _, _ = strings.Cut(on, " and is built")
			got[name+" on "+on]++
		}
	}
	for _, want := range []string{"source on linux/amd64 and linux/arm64", "half on linux/arm64"} {
		if got[want] != 1 || len(got) != 2 {
			t.Errorf("%q is said %d times: %v", want, got[want], got)
		}
	}
}
