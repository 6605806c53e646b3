package verify

import (
	"slices"
	"strings"
)

// explain finds the first known cause in the log of a build. ok is false when nothing is known.
func explain(causes []cause, log string) (found cause, ok bool) {
	for _, c := range causes {
		if matches := c.Match.FindAllStringSubmatch(log, -1); matches != nil {
			return c.fill(matches[:1]), true
		}
	}
	return cause{}, false
}

// explainLast finds the cause furthest down in what a container wrote: what came before was survived,
// or led to it. Of several on one line the first of the table counts. ok is false when nothing is known.
func explainLast(causes []cause, log string) (found cause, ok bool) {
	last := -1
	for _, c := range causes {
		places := c.Match.FindAllStringIndex(log, -1)
		if places == nil {
			continue
		}
		if line := strings.Count(log[:places[len(places)-1][1]], "\n"); line > last {
			matches := c.Match.FindAllStringSubmatch(log, -1)
			if !c.All {
				matches = matches[len(matches)-1:]
			}
			found, last = c.fill(matches), line
		}
	}
	return found, last >= 0
}

// outside is what a service that runs says it lacks; "" when that is nothing known.
func outside(causes []cause, log string) (found cause, ok bool) {
	return explainLast(slices.DeleteFunc(slices.Clone(causes), func(c cause) bool { return !c.Outside }), log)
}

// raised is the last line of a Python traceback, or of uv's chain of causes.
var raised = lazy(`(?m)(?:^|\s|╰─▶ )((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception)(?:: [^\n]+)?)$`)

// lastRaised is the error furthest down in a log of which nothing is known, to follow what failed; "" without one.
func lastRaised(log string) string {
	all := raised().FindAllStringSubmatch(log, -1)
	if all == nil {
		return ""
	}
	return ": " + shorten(all[len(all)-1][1], 160)
}

// fill puts what the groups of the matches hold into the words.
func (c cause) fill(matches [][]string) cause {
	var values []string
	for _, groups := range matches {
		value := strings.Join(slices.DeleteFunc(slices.Clone(groups[1:]), func(g string) bool { return g == "" }), ":")
		if !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	words := strings.NewReplacer("$1", strings.Join(values, ", "))
	return cause{
		Match: c.Match, All: c.All, Outside: c.Outside,
		Cause: strings.TrimRight(words.Replace(c.Cause), ": "), Fix: words.Replace(c.Fix),
	}
}
