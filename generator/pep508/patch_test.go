package pep508

import (
	"slices"
	"testing"
)

func TestTurns(t *testing.T) {
	minor := Release{3, 11}
	for in, want := range map[string][]uint64{
		"":                               nil,
		"python_version < '3.11'":        nil,
		"python_full_version < '3.12.3'": nil,
		"python_full_version < '3.11.3'": {3, 4},
		"python_full_version < '3.11'":   {0, 1},
		"python_full_version in '3.11.2 3.11.5' and implementation_version > '3.11.9'": {2, 3, 5, 6, 9, 10},
	} {
		if got := mustMarker(t, in).Turns(minor); !slices.Equal(got, want) {
			t.Errorf("turns of %q are %v, want %v", in, got, want)
		}
	}
	ss, err := ParseSpecifiers(">=3.11.14, <3.12")
	if err != nil {
		t.Fatal(err)
	}
	if got := ss.Turns(minor); !slices.Equal(got, []uint64{14, 15}) {
		t.Error(got)
	}
}
