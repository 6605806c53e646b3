package main

import (
	"slices"
	"testing"

	"github.com/uvdock/uvdock/generator/knowledge"
)

func TestDebianNames(t *testing.T) {
	table := knowledge.Native{
		Rows: []knowledge.NativeRow{
			{
				Debian: knowledge.NativePackages{Build: []string{"liba-dev", "gone-dev"}, Linked: []string{"liba1"}},
				Trixie: map[string]string{"liba1": "liba2", "gone-dev": ""},
			},
			{
				Suite: "trixie", Debian: knowledge.NativePackages{Runtime: []string{"libz9"}},
				Bookworm: map[string]string{"libz9": "libz8"},
			},
		},
		BuildRequirements: []knowledge.NativeRow{{Debian: knowledge.NativePackages{Build: []string{"cmake"}}}},
		Tools:             []knowledge.NativeRow{{Debian: knowledge.NativePackages{Build: []string{"gcc", "cmake"}}}},
	}
	for release, want := range map[string][]string{
		"bookworm": {"cmake", "gcc", "gone-dev", "liba-dev", "liba1", "libz8"},
		"trixie":   {"cmake", "gcc", "liba-dev", "liba2", "libz9"},
	} {
		if got := debianNames(table, release); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", release, got, want)
		}
	}
}

func TestMissing(t *testing.T) {
	const policy = `gcc:
  Installed: (none)
  Candidate: 4:12.2.0-3
  Version table:
     4:12.2.0-3 500
virtual:
  Installed: (none)
  Candidate: (none)
`
	if got := missing([]string{"absent", "gcc", "virtual"}, policy); !slices.Equal(got, []string{"absent", "virtual"}) {
		t.Errorf("%v", got)
	}
}
