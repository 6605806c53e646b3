package resolve

import (
	"slices"
	"testing"

	"github.com/uvdock/uvdock/generator/diag"
)

// TestMergeFindings: what targets share is said once, in order; what differs stays apart.
func TestMergeFindings(t *testing.T) {
	at := diag.Place{File: "uv.lock", Line: 3, Column: 1}
	of := func(platform string, messages ...string) Result {
		r := Result{Target: Target{Platform: platform}}
		for _, m := range messages {
			r.Findings = append(r.Findings, diag.Notef("compiles", at, "%s", m).WithFix("not %s", platform))
		}
		return r
	}
	for _, tt := range []struct {
		name    string
		results []Result
		want    []string
	}{
		{"none", nil, nil},
		{"nothing to say", []Result{of("linux/amd64"), of("linux/arm64")}, nil},
		{"one target", []Result{of("linux/amd64", "a on linux/amd64", "b")}, []string{"a on linux/amd64; not linux/amd64", "b; not linux/amd64"}},
		{
			"the same but for the platform",
			[]Result{of("linux/amd64", "a on linux/amd64"), of("linux/arm64", "a on linux/arm64")},
			[]string{"a on linux/amd64 and linux/arm64; not linux/amd64 and linux/arm64"},
		},
		{
			"three, one of which has its own",
			[]Result{of("linux/arm64", "a on linux/arm64"), of("linux/arm/v7", "c", "a on linux/arm/v7"), of("linux/amd64", "a on linux/amd64")},
			[]string{"a on linux/arm64, linux/arm/v7 and linux/amd64; not linux/arm64, linux/arm/v7 and linux/amd64", "c; not linux/arm/v7"},
		},
		{
			"different sizes",
			[]Result{of("linux/amd64", "5 MB on linux/amd64"), of("linux/arm64", "4 MB on linux/arm64")},
			[]string{"5 MB on linux/amd64; not linux/amd64", "4 MB on linux/arm64; not linux/arm64"},
		},
		{"a target twice", []Result{of("linux/amd64", "a on linux/amd64"), of("linux/amd64", "a on linux/amd64")}, []string{"a on linux/amd64; not linux/amd64"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range MergeFindings(tt.results) {
				if f.Place() != at || f.Code != "compiles" || f.Severity != diag.Note {
					t.Errorf("%+v lost something", f)
				}
				got = append(got, f.Message+"; "+f.Fix)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
