package main

import (
	"fmt"
	"testing"

	"github.com/uvdock/uvdock/generator/knowledge"
)

func TestSample(t *testing.T) {
	var rows []knowledge.NativeRow
	for i := range 9 {
		row := knowledge.NativeRow{
			Name: fmt.Sprintf("row-%d", i), Rank: knowledge.Curated, Kind: knowledge.KindCompile,
			Toolchain: []knowledge.Toolchain{knowledge.C, knowledge.CXX, knowledge.Rust}[i%3],
			Proof:     []knowledge.Proof{{Release: "bookworm", Outcome: knowledge.Proven}},
		}
		if i == 4 {
			row.Proof[0].Outcome = knowledge.Failed
		}
		rows = append(rows, row)
	}
	// Five are left: 0, 3, 6 in C and 1, 7 in C++.
	seen := map[string]int{}
	for day := range 5 {
		today := sample(rows, "bookworm", 2, day)
		if len(today) != 2 || today[0].Name == today[1].Name {
			t.Fatalf("day %d: %v", day, today)
		}
		seen[today[0].Name]++
		seen[today[1].Name]++
	}
	for _, name := range []string{"row-0", "row-1", "row-3", "row-6", "row-7"} {
		if seen[name] != 2 {
			t.Errorf("%s had its turn %d times in ten", name, seen[name])
		}
	}
	if none := sample(rows, "trixie", 2, 5); len(none) != 0 {
		t.Errorf("a sample of what was not proven: %v", none)
	}
	if all := sample(rows, "bookworm", 100, 3); len(all) != 5 {
		t.Errorf("%d rows where there are five", len(all))
	}
}

// TestSampleOfTable holds that the table has something to take samples of.
func TestSampleOfTable(t *testing.T) {
	for _, c := range []struct {
		release string
		least   int
	}{{"bookworm", 110}, {"trixie", 75}} {
		if all := sample(loadTable(t).Rows, c.release, 1<<20, 0); len(all) < c.least {
			t.Errorf("%s: %d rows were proven, expected at least %d", c.release, len(all), c.least)
		}
	}
}
