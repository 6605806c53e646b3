package main

import (
	"fmt"
	"strings"
	"time"
)

// What uvdock may take on the largest lock.
const (
	mostOfUV   = 0.5      // of uv's wall time
	mostMemory = 64 << 20 // bytes
)

func (r row) ratio() float64 { return float64(r.uvdock.wall) / float64(r.uv.wall) }

// table gives the rows as Markdown.
func table(rows []row) string {
	var b strings.Builder
	b.WriteString("| project | uv.lock | uvdock packages | uv export --frozen | of uv's time | uvdock peak | uv peak |\n")
	b.WriteString("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %d kB | %s | %s | %.0f %% | %s | %s |\n", r.project, r.lock/1000,
			milliseconds(r.uvdock.wall), milliseconds(r.uv.wall), 100*r.ratio(), megabytes(r.uvdock.peak), megabytes(r.uv.peak))
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
		if r.uvdock.peak > mostMemory {
			broken = append(broken, fmt.Sprintf("%s: a peak of %s, at most %s", r.project, megabytes(r.uvdock.peak), megabytes(mostMemory)))
		}
	}
	if len(broken) > 0 {
		return fmt.Errorf("too slow or too large:\n%s", strings.Join(broken, "\n"))
	}
	return nil
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}
func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/(1<<20)) }
