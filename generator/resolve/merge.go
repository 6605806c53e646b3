package resolve

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// anyPlatform stands for the platform of a result while findings are compared; no text of a
// project holds it.
const anyPlatform = "\x00platform\x00"

// MergeFindings is what several targets of one run have to say, each finding once: those that
// differ only in the platform they name become one that names all of these, as in "on
// linux/amd64 and linux/arm64". The order is that of the first mention; nil when there are none.
//
// A finding of a Result names no platform but that of its target, and it names that one as
// Docker writes it.
func MergeFindings(results []Result) diag.List {
	var merged diag.List
	said := map[diag.Finding][]string{}
	for _, r := range results {
		for _, f := range r.Findings {
			f = withPlatform(f, r.Target.Platform, anyPlatform)
			if said[f] == nil {
				merged = append(merged, f)
			}
			if !slices.Contains(said[f], r.Target.Platform) {
				said[f] = append(said[f], r.Target.Platform)
			}
		}
	}
	for i, f := range merged {
		merged[i] = withPlatform(f, anyPlatform, enumerate(said[f]))
	}
	return merged
}

// withPlatform changes what stands for the platform in the texts of a finding.
func withPlatform(f diag.Finding, from, to string) diag.Finding {
	if from != "" {
		f.Message, f.Fix = strings.ReplaceAll(f.Message, from, to), strings.ReplaceAll(f.Fix, from, to)
	}
	return f
}

// enumerate is "a", "a and b", "a, b and c".
func enumerate(list []string) string {
	last := len(list) - 1
	if last < 1 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:last], ", ") + " and " + list[last]
}
