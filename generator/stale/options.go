package stale

import (
	"strconv"
	"strings"
	"time"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// option is a setting that changes a resolution and that the lock records.
type option struct{ key, locked, normal string }

// options compares [options] of the lock with the settings. Of those with words for values,
// normal is what uv takes when they are absent.
func (c *checker) options() {
	settings := &c.project.Settings
	for _, o := range []option{
		{"resolution", "resolution-mode", "highest"},
		{"prerelease", "prerelease-mode", "if-necessary-or-explicit"},
		{"fork-strategy", "fork-strategy", "requires-python"},
	} {
		want, found := settings.Text(o.key)
		if !found {
			want = o.normal
		}
		have, found := c.lock.Options[o.locked]
		if !found {
			have = o.normal
		}
		if want != have {
			c.report(settings.Place(o.key), "`%s` is `%s`, but uv.lock was made with `%s`", o.key, want, have)
		}
	}
	c.excludeNewer()
}

// excludeNewer compares exclude-newer: its presence, and its value where both say the same
// exact moment or span.
func (c *checker) excludeNewer() {
	settings := &c.project.Settings
	at := settings.Place("exclude-newer")
	want, wanted := settings.Text("exclude-newer")
	moment, had := c.lock.Options["exclude-newer"]
	span, isSpan := c.lock.Options["exclude-newer-span"]
	have := moment
	if isSpan {
		have = span
	}
	switch {
	case wanted && !had && !isSpan:
		c.report(at, "`exclude-newer` is `%s`, but uv.lock was made without it", want)
	case !wanted && (had || isSpan):
		c.report(at, "uv.lock was made with `exclude-newer`, which is not in the settings")
	case wanted && differ(want, have, isSpan):
		c.report(at, "`exclude-newer` is `%s`, but uv.lock was made with `%s`", want, have)
	}
}

// differ says whether two values of exclude-newer are known to differ. A date without a time
// depends on the clock of who made the lock, so it is not compared.
func differ(want, have string, isSpan bool) bool {
	if isSpan {
		a, okA := days(want)
		b, okB := days(have)
		return okA && okB && a != b
	}
	a, errA := time.Parse(time.RFC3339, want)
	b, errB := time.Parse(time.RFC3339, have)
	return errA == nil && errB == nil && !a.Equal(b)
}

// spanForm is a span of whole days or weeks, as in "7 days", "P7D" and "2w".
var spanForm = lazy.Regexp(`^(?:p?(\d{1,6}) ?(?:d|days?)|p?(\d{1,6}) ?(?:w|wks?|weeks?))$`)

// days reads a span of days or weeks; false for any other.
func days(text string) (int, bool) {
	m := spanForm().FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		return 0, false
	}
	if m[1] != "" {
		n, err := strconv.Atoi(m[1])
		return n, err == nil
	}
	n, err := strconv.Atoi(m[2])
	return 7 * n, err == nil
}
