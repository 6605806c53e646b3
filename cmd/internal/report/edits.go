package report

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/uvdock/uvdock/generator/output"
)

// Edits prints what was edited in files of uvdock, a line an edit, with the region that is nearest.
func Edits(w io.Writer, style Style, changes []output.Change) {
	for _, c := range changes {
		for _, h := range c.Hunks() {
			what := counted(h.Count, "line") + " of your own"
			if h.Count == 0 {
				what = "lines are missing"
			}
			if h.Obstacle != "" && h.Count > 0 {
				what = h.Obstacle
			}
			if h.Region != "" {
				what += "; the nearest region is " + h.Region
			}
			fmt.Fprintf(w, "%s %s\n", style.Strong(fmt.Sprintf("%s:%d:", filepath.ToSlash(c.Path), h.Line)), what)
		}
	}
}

// Moved prints which lines went into which region.
func Moved(w io.Writer, style Style, c output.Change, moved []output.Hunk) {
	for _, h := range moved {
		fmt.Fprintf(w, "%s %s moved into region %s\n", style.Strong(fmt.Sprintf("%s:%d:", filepath.ToSlash(c.Path), h.Line)), counted(h.Count, "line"), h.Region)
	}
}
