package output

import (
	"path/filepath"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Diff is the unified diff from what is on disk to what was rendered; empty when nothing
// differs. Paths are slash-separated, prefixed a/ and b/ as git does.
func Diff(changes []Change) string {
	var b strings.Builder
	for _, c := range changes {
		if !c.Drift() {
			continue
		}
		name := filepath.ToSlash(c.Path)
		from := "a/" + name
		if c.State == Create {
			from = "/dev/null"
		}
		to := "b/" + name
		if c.Remove {
			to = "/dev/null"
		}
		b.WriteString(udiff.Unified(from, to, string(unix(c.Old)), string(unix(c.New))))
	}
	return b.String()
}
