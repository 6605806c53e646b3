package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

// underGoGenerate says whether `go generate` started this process: generators say nothing there
// that nobody needs to act on. It sets these variables, says `go help generate`.
func underGoGenerate() bool {
	return os.Getenv("DOLLAR") == "$" && os.Getenv("GOFILE") != "" && os.Getenv("GOLINE") != ""
}

// told are the findings that are worth saying.
func (o generateOptions) told(list diag.List) diag.List {
	if !o.quiet {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(f diag.Finding) bool { return f.Severity == diag.Note })
}

// wrote names the files that were written or removed in one line; none where nothing was.
func (s streams) wrote(place location, base string, changes []output.Change) {
	var names []string
	for _, c := range changes {
		if c.Drift() {
			names = append(names, place.show(base, filepath.ToSlash(c.Path)))
		}
	}
	const limit = 4
	switch {
	case len(names) == 0:
		return
	case len(names) > limit+1:
		names = append(names[:limit], fmt.Sprintf("and %d more", len(names)-limit))
	}
	fmt.Fprintf(s.out, "uvdock: wrote %s\n", strings.Join(names, ", "))
}
