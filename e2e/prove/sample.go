package main

import (
	"cmp"
	"slices"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// sample takes n of the rows that are proven on a release, others every day and all in turn: it
// looks for what a new version of a package has broken. Neighbours have the same toolchain, whose
// image takes longer than they do. Rust is left out, it takes minutes.
func sample(rows []knowledge.NativeRow, release string, n, day int) []knowledge.NativeRow {
	var candidates []knowledge.NativeRow
	for _, row := range rows {
		if provable(row) && row.Toolchain != knowledge.Rust && proven(row, release) {
			candidates = append(candidates, row)
		}
	}
	slices.SortStableFunc(candidates, func(a, b knowledge.NativeRow) int { return cmp.Compare(a.Toolchain, b.Toolchain) })
	var out []knowledge.NativeRow
	for i := range min(n, len(candidates)) {
		out = append(out, candidates[(day*n+i)%len(candidates)])
	}
	return out
}

func proven(row knowledge.NativeRow, release string) bool {
	return slices.ContainsFunc(row.Proof, func(p knowledge.Proof) bool {
		return p.Release == release && p.Outcome == knowledge.Proven
	})
}
