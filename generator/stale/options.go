package stale

import "strings"

// option is a setting that changes a resolution and that the lock records.
type option struct{ key, locked, normal string }

// options are those with words for values; normal is what uv takes when they are absent.
var options = []option{
	{"resolution", "resolution-mode", "highest"},
	{"prerelease", "prerelease-mode", "if-necessary-or-explicit"},
	{"fork-strategy", "fork-strategy", "requires-python"},
}

// options compares [options] of the lock with the settings.
func (c *checker) options() {
	settings := &c.project.Settings
	for _, o := range options {
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

// excludeNewer compares exclude-newer. A date is compared where both are exact moments, a span
// not at all but for its presence: the lock writes it in another form.
func (c *checker) excludeNewer() {
	settings := &c.project.Settings
	want, wanted := settings.Text("exclude-newer")
	have, had := c.lock.Options["exclude-newer"]
	_, span := c.lock.Options["exclude-newer-span"]
	switch {
	case wanted && !had && !span:
		c.report(settings.Place("exclude-newer"), "`exclude-newer` is `%s`, but uv.lock was made without it", want)
	case !wanted && (had || span):
		c.report(settings.Place("exclude-newer"), "uv.lock was made with `exclude-newer`, which is not in the settings")
	case wanted && had && !span && strings.HasSuffix(want, "Z") && strings.HasSuffix(have, "Z") && want != have:
		c.report(settings.Place("exclude-newer"), "`exclude-newer` is `%s`, but uv.lock was made with `%s`", want, have)
	}
}
