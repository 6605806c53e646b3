package diag

import "slices"

// Alike are the known words that a mistyped one may mean, in the order of the known: those within
// two edits, and never by replacing more than half of it. Words are ASCII.
func Alike(word string, known []string) []string {
	const edits = 2
	var out []string
	for _, k := range known {
		if d := distance(word, k); d <= edits && 2*d <= len(word) {
			out = append(out, k)
		}
	}
	return out
}

// distance counts the edits (insert, delete, replace, swap two neighbours) between two ASCII words.
// Source: https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance, optimal string alignment.
func distance(a, b string) int {
	var before []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j+1]+1, next[j]+1, row[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = slices.Clone(row), next
	}
	return row[len(b)]
}
