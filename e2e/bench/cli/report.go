package main

import (
	"fmt"
	"strings"

	"github.com/uvdock/uvdock/e2e/bench/internal/process"
)

// What uvdock may take on the largest lock.
const (
	mostOfUV   = 0.5      // of uv's wall time
	mostMemory = 64 << 20 // bytes
)

func (r row) ratio() float64 { return float64(r.uvdock.Wall) / float64(r.uv.Wall) }

// table gives the rows as Markdown.
func table(rows []row) string {
	var b strings.Builder
	b.WriteString("| project | uv.lock | uvdock packages | uv export --frozen | of uv's time | uvdock peak | uv peak |\n")
	b.WriteString("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %d kB | %s | %s | %.0f %% | %s | %s |\n", r.project, r.lock/1000,
			process.Milliseconds(r.uvdock.Wall), process.Milliseconds(r.uv.Wall), 100*r.ratio(), process.Megabytes(r.uvdock.Peak), process.Megabytes(r.uv.Peak))
	}
	return b.String()
}

// judge gives an error that names each project on which uvdock takes more than it may.
func judge(rows []row) error {
	var broken []string
	for _, r := range rows {
		if r.ratio() > mostOfUV {
			broken = append(broken, fmt.Sprintf("%s: %.0f %% of uv's time, at most %.0f %%", r.project, 100*r.ratio(), 100*mostOfUV))
		}
		if r.uvdock.Peak > mostMemory {
			broken = append(broken, fmt.Sprintf("%s: a peak of %s, at most %s", r.project, process.Megabytes(r.uvdock.Peak), process.Megabytes(mostMemory)))
		}
	}
	if len(broken) > 0 {
		return fmt.Errorf("too slow or too large:\n%s", strings.Join(broken, "\n"))
	}
	return nil
}
