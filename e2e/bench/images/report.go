package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/uvdock/uvdock/e2e/bench/internal/stats"
	"github.com/uvdock/uvdock/e2e/internal/oci"
)

// pushLimit is what a source edit or a version bump may push, in bytes of compressed layers.
const pushLimit = 10_000

// table gives the results as Markdown: sizes of the last run, medians of everything else.
func table(results []result) string {
	var b strings.Builder
	b.WriteString("| image | compressed | unpacked | cold build | source edit | pushed | version bump | pushed | start to first 200 |\n")
	b.WriteString("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, r := range results {
		if r.Error != "" {
			fmt.Fprintf(&b, "| %s | failed | | | | | | | |\n", r.Name)
			continue
		}
		size := oci.Total(r.Layers)
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", r.Name,
			megabytes(size.Compressed), megabytes(size.Unpacked), seconds(stats.Median(r.Cold)),
			seconds(took(r.Edit)), bytesText(pushed(r.Edit)), seconds(took(r.Bump)), bytesText(pushed(r.Bump)),
			seconds(stats.Median(r.Start)))
	}
	return b.String()
}

// A claim is something that must hold of uvdock's images, with what was measured.
type claim struct {
	Text  string
	Holds bool
}

// judge compares each of uvdock's images with the recipes on the same base. Times stand in the table alone:
// on a busy machine their noise is larger than what they tell.
func judge(results []result) []claim {
	var claims []claim
	for _, r := range results {
		if r.Kind != "uvdock" {
			continue
		}
		if r.Error != "" {
			claims = append(claims, claim{r.Name + " builds and starts", false})
			continue
		}
		for _, other := range results {
			if !strings.HasPrefix(other.Kind, "recipe") || other.Base != r.Base || other.Error != "" {
				continue
			}
			claims = append(claims, sizeClaim(r, other))
		}
		for _, change := range []struct {
			what  string
			bytes int64
		}{{"a source edit", pushed(r.Edit)}, {"a version bump", pushed(r.Bump)}} {
			claims = append(claims, claim{fmt.Sprintf("%s: %s pushes %s, under %s", r.Name, change.what, bytesText(change.bytes), bytesText(pushLimit)), change.bytes < pushLimit})
		}
	}
	return claims
}

// sizeClaim holds an image to a recipe on the same base. Sizes stand in bytes: what divides the image
// from a recipe that installs the same files can be kilobytes.
func sizeClaim(mine, other result) claim {
	size, limit := oci.Total(mine.Layers).Compressed, oci.Total(other.Layers).Compressed
	return claim{fmt.Sprintf("%s (%d bytes) is no larger than %s (%d bytes)", mine.Name, size, other.Name, limit), size <= limit}
}

func claimList(claims []claim) string {
	var b strings.Builder
	for _, c := range claims {
		fmt.Fprintf(&b, "- %s: %s\n", map[bool]string{true: "holds", false: "BROKEN"}[c.Holds], c.Text)
	}
	return b.String()
}

func countBroken(claims []claim) (n int) {
	for _, c := range claims {
		if !c.Holds {
			n++
		}
	}
	return n
}

func took(rebuilds []rebuild) time.Duration {
	var times []time.Duration
	for _, r := range rebuilds {
		times = append(times, r.Took)
	}
	return stats.Median(times)
}

// pushed is the most that any of the rebuilds would send to a registry.
func pushed(rebuilds []rebuild) (most int64) {
	for _, r := range rebuilds {
		most = max(most, oci.Total(r.Pushed).Compressed)
	}
	return most
}

func megabytes(n int64) string       { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }
func bytesText(n int64) string {
	if n < 1e6 {
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return megabytes(n)
}
