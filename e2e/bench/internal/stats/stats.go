// Package stats holds the few numbers that a benchmark reports.
package stats

import (
	"cmp"
	"slices"
)

// Median gives the middle value, the mean of the two in the middle when their number is even, and zero
// for no values. The order of values stays as it is.
func Median[T ~int64 | ~float64](values []T) T {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.SortedFunc(slices.Values(values), cmp.Compare[T])
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}
