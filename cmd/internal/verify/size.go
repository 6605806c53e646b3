package verify

import (
	"fmt"
	"slices"
	"strings"
)

// judgeSize states sizes; it promises nothing and is never broken.
func judgeSize(ev *evidence) verdict {
	total, layers := ev.image.layers()
	v := holds(fmt.Sprintf("%s in %s", megabytes(total), plural(len(layers), "layer")))
	byBuild := slices.Clone(layers)
	slices.SortStableFunc(byBuild, func(a, b Layer) int { return int(b.Size - a.Size) })
	var lines []string
	for _, l := range byBuild {
		lines = append(lines, fmt.Sprintf("%10s  %s", megabytes(l.Size), shorten(l.CreatedBy, 80)))
	}
	v.detail = strings.Join(lines, "\n")
	return v
}

// megabytes is a size in units of 1000 bytes, as docker prints it.
func megabytes(n int64) string {
	if n < 1000*1000 {
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
