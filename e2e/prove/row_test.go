package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/knowledge"
)

func loadTable(t *testing.T) knowledge.Native {
	t.Helper()
	tables, err := knowledge.Load(os.DirFS("../../profiles"))
	if err != nil {
		t.Fatal(err)
	}
	return tables.Native
}

// TestClaim holds that a proof is about what uvdock installs, not about the row read again.
func TestClaim(t *testing.T) {
	table := knowledge.Native{
		Rows: []knowledge.NativeRow{
			{
				Name: "feature", Kind: knowledge.KindBoth, Toolchain: knowledge.C, Rank: knowledge.Curated,
				Below: "2.0", Need: "feature", Import: "import feature",
				Debian: knowledge.NativePackages{Build: []string{"liba-dev"}, Linked: []string{"liba1"}, Runtime: []string{"tool"}},
				Trixie: map[string]string{"liba1": "liba1t64"},
			},
			{
				Name: "lost", Kind: knowledge.KindCompile, Toolchain: knowledge.C, Rank: knowledge.Curated,
				Debian: knowledge.NativePackages{Build: []string{"libb-dev"}},
				Trixie: map[string]string{"libb-dev": ""},
			},
			{
				Name: "user", Kind: knowledge.KindCompile, Toolchain: knowledge.C, Rank: knowledge.Curated, Beside: []string{"feature"},
				Debian: knowledge.NativePackages{Build: []string{"libc-dev"}, Linked: []string{"libc1"}},
			},
		},
		Tools: []knowledge.NativeRow{{Name: "c", Debian: knowledge.NativePackages{Build: []string{"gcc", "libc6-dev"}}}},
	}
	c := claimOf(table, table.Rows[0], "trixie")
	if c.spec != "feature<2.0" || c.gone != "" ||
		!slices.Equal(c.toolchain, []string{"gcc", "libc6-dev"}) ||
		!slices.Equal(c.build, []string{"liba-dev"}) || !slices.Equal(c.runtime, []string{"liba1t64", "tool"}) {
		t.Errorf("%+v", c)
	}
	c = claimOf(table, table.Rows[2], "bookworm")
	if !slices.Equal(c.build, []string{"libc-dev"}) || !slices.Equal(c.besideBuild, []string{"liba-dev"}) ||
		!slices.Equal(c.runtime, []string{"libc1"}) || !slices.Equal(c.besideRuntime, []string{"liba1", "tool"}) {
		t.Errorf("%+v", c)
	}
	if c := claimOf(table, table.Rows[1], "bookworm"); c.gone != "" || !slices.Equal(c.build, []string{"libb-dev"}) {
		t.Errorf("%+v", c)
	}
	if c := claimOf(table, table.Rows[1], "trixie"); !strings.Contains(c.gone, "libb-dev") {
		t.Errorf("%+v", c)
	}
}

func TestFind(t *testing.T) {
	table := knowledge.Native{Rows: []knowledge.NativeRow{
		{Name: "a", Kind: knowledge.KindCompile, Rank: knowledge.Curated},
		{Name: "a", Rank: knowledge.Derived},
		{Name: "b", Kind: knowledge.KindRuntime, Rank: knowledge.Curated},
		{Name: "c", Kind: knowledge.KindBoth, Rank: knowledge.Curated},
	}}
	rows, err := find(table, []string{"c", "a"})
	if err != nil || len(rows) != 2 || rows[0].Name != "c" || rows[1].Name != "a" {
		t.Errorf("%v, %v", rows, err)
	}
	for _, name := range []string{"b", "d"} {
		if _, err := find(table, []string{name}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
