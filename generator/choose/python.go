package choose

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/internal/lazy"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/wheel"
)

// version is a Python as it was asked for.
type version struct {
	// Text is what image tags say: 3.13, 3.13.5, 3.13t.
	Text  string
	Wheel wheel.Python
	// Patch is -1 where only the minor is known.
	Patch int
}

var versionText = lazy.Regexp(`^3\.(0|[1-9]\d?)(?:\.(0|[1-9]\d{0,2}))?(t?)$`)

// parseVersion reads 3.13, 3.13.5 and 3.13t.
func parseVersion(text string) (version, bool) {
	m := versionText().FindStringSubmatch(text)
	if m == nil {
		return version{}, false
	}
	v := version{Text: text, Wheel: wheel.Python{Major: 3, FreeThreaded: m[3] == "t"}, Patch: -1}
	v.Wheel.Minor, _ = strconv.Atoi(m[1])
	if m[2] != "" {
		v.Patch, _ = strconv.Atoi(m[2])
	}
	return v, true
}

// minorText is "3.13".
func (v version) minorText() string { return "3." + strconv.Itoa(v.Wheel.Minor) }

// python decides the Python of a profile: --python, else .python-version, else the newest minor
// that requires-python admits and for which the lock compiles the fewest packages.
func (c *Chooser) python(profile knowledge.Profile) (version, Reason, diag.List) {
	if c.request.Python != "" {
		v, ok := parseVersion(c.request.Python)
		if !ok {
			return v, Reason{}, diag.List{diag.Errorf("usage", diag.Place{}, "--python %q is no version of CPython 3", c.request.Python).
				WithFix("write it as 3.13, 3.13.5 or 3.13t")}
		}
		return v, Reason{v.Text, "--python", "asked for"}, c.usable(profile, v, diag.Place{})
	}
	if r := c.project.PythonRequest; r != nil && r.Minor >= 0 {
		v := version{Text: "3." + strconv.Itoa(r.Minor), Wheel: wheel.Python{Major: 3, Minor: r.Minor, FreeThreaded: r.FreeThreaded}, Patch: -1}
		why := "the version that the project is developed with"
		if r.Patch >= 0 {
			why += fmt.Sprintf("; the image tag takes patches as they come, where the file says %s", r.Text)
		}
		if r.FreeThreaded {
			v.Text += "t"
		}
		return v, Reason{v.Text, r.Place.String(), why}, c.usable(profile, v, r.Place)
	}
	return c.best(profile)
}

// usable checks that the profile has an image of the version.
func (c *Chooser) usable(profile knowledge.Profile, v version, at diag.Place) diag.List {
	if c.request.AllPlatforms {
		return nil // about the lock, no image is asked for
	}
	if only, ok := c.project.OnlyMinor(); ok && only != v.Wheel.Minor && !c.request.Frozen {
		return diag.List{diag.Errorf("python-mismatch", cmp.Or(at, c.requiresPythonPlace()),
			"no pyproject.toml states requires-python, so the lock is current for Python 3.%d alone, with which it was made, and not for %s", only, v.Text).
			WithFix("state requires-python = %q below [project] and run `uv lock`, or use Python 3.%d", c.project.RequiresPython, only)}
	}
	if v.Wheel.FreeThreaded && !profile.ManagedPython {
		return diag.List{diag.Errorf("python-unavailable", at, "there is no image of the free-threaded Python %s for profile %s", v.Text, profile.Name).
			WithFix("use --profile distroless, which takes uv's own builds")}
	}
	if c.request.Libc == "" && !slices.Contains(profile.Pythons, v.minorText()) {
		return diag.List{diag.Errorf("python-unavailable", at, "there is no image of Python %s for profile %s", v.Text, profile.Name).
			WithFix("use one of %s (--python)", strings.Join(profile.Pythons, ", "))}
	}
	return nil
}

// best tries the Pythons that requires-python admits, newest first, and takes the one with the
// fewest packages that cannot be installed, then the fewest that are compiled. A version whose
// support has ended is taken only if nothing else is admitted.
func (c *Chooser) best(profile knowledge.Profile) (version, Reason, diag.List) {
	admitted := c.admitted(profile)
	if len(admitted) == 0 {
		return version{}, Reason{}, diag.List{diag.Errorf("python-unavailable", c.requiresPythonPlace(),
			"%s admits none of the Pythons that profile %s has: %s", c.bounds(), profile.Name, strings.Join(profile.Pythons, ", ")).
			WithFix("widen requires-python and run `uv lock`, or choose another profile")}
	}
	var chosen version
	var least score
	var others []string
	for i, v := range admitted {
		targets, findings := c.resolve(profile, v)
		if findings.HasErrors() {
			return v, Reason{}, findings
		}
		candidate := Candidate{Targets: targets}
		s := score{candidate.faults(), len(candidate.refusals()), len(candidate.Compiled())}
		if s == (score{}) {
			// Nothing older can be better.
			chosen = v
			break
		}
		if s.faults > 0 {
			others = append(others, v.Text+" is ruled out")
		} else {
			others = append(others, fmt.Sprintf("%s compiles %d and cannot install %d", v.Text, s.compiled, s.refused))
		}
		if i == 0 || s.less(least) {
			chosen, least = v, s
		}
	}
	why := "the newest that " + c.bounds() + " admits"
	if len(others) > 0 {
		why += " and for which the lock compiles the fewest packages: " + strings.Join(others, ", ")
	}
	return chosen, Reason{chosen.Text, c.requiresPythonPlace().String(), why}, nil
}

// score says how a Python fares: errors that no other profile mends, packages that cannot be
// installed, packages that are compiled. Less is better, in this order.
type score struct{ faults, refused, compiled int }

func (s score) less(o score) bool {
	return cmp.Or(cmp.Compare(s.faults, o.faults), cmp.Compare(s.refused, o.refused), cmp.Compare(s.compiled, o.compiled)) < 0
}

// faults counts the errors of the targets that are not about artifacts: a group that wants
// another Python, environments that the lock does not cover.
func (c Candidate) faults() int {
	n := 0
	for _, t := range c.Targets {
		n += len(withoutRefusals(t.Findings).Errors())
	}
	return n
}

// bounds words what limits the Python: requires-python, and a range in .python-version.
func (c *Chooser) bounds() string {
	text := fmt.Sprintf("requires-python %q", c.project.RequiresPython)
	if only, ok := c.project.OnlyMinor(); ok {
		text = fmt.Sprintf("the lock, which without requires-python is current for Python 3.%d alone,", only)
	}
	if r := c.project.PythonRequest; r != nil && r.Specifiers != "" {
		text += fmt.Sprintf(" with %s (%q)", r.Place.File, r.Specifiers)
	}
	return text
}

// requiresPythonPlace is where the project says which Pythons it supports.
func (c *Chooser) requiresPythonPlace() diag.Place {
	return c.project.Current.Place("project", "requires-python")
}

// admitted are the Pythons of a profile that requires-python admits, newest first. Those that
// not every profile has, and those whose support has ended, are taken only if no other is
// left: the same project gets the same Python whichever profile it chooses.
func (c *Chooser) admitted(profile knowledge.Profile) []version {
	ranges := []string{c.project.RequiresPython}
	if only, ok := c.project.OnlyMinor(); ok {
		ranges = append(ranges, fmt.Sprintf("==3.%d.*", only))
	}
	if r := c.project.PythonRequest; r != nil {
		ranges = append(ranges, r.Specifiers)
	}
	var current, ended []version
	for _, minor := range slices.Backward(profile.Pythons) {
		v, ok := parseVersion(minor)
		if !ok || !admits(ranges, v.Wheel.Minor) {
			continue
		}
		if c.ended(minor, profile.Checked) || !c.everywhere(minor) {
			ended = append(ended, v)
			continue
		}
		current = append(current, v)
	}
	if len(current)+len(ended) == 0 && c.request.AllPlatforms {
		// No image has it, but the lock says what it says.
		for minor := newestMinor; minor >= oldestMinor; minor-- {
			if v, _ := parseVersion("3." + strconv.Itoa(minor)); admits(ranges, minor) {
				ended = append(ended, v)
			}
		}
	}
	if len(current) == 0 {
		return ended
	}
	return current
}

// The minors of CPython 3 that a question about a lock may concern: uv installs for 3.7 and later.
const oldestMinor, newestMinor = 7, 15

// admits says whether any patch of the minor is within all of the ranges. A range that is
// empty, or does not parse, says nothing: reading the project has reported it.
func admits(ranges []string, minor int) bool {
	var all []pep508.Specifiers
	for _, text := range ranges {
		if specifiers, err := pep508.ParseSpecifiers(text); err == nil {
			all = append(all, specifiers)
		}
	}
	for patch := uint64(0); patch <= 40; patch++ {
		version := pep508.Release{3, uint64(minor), patch}
		if !slices.ContainsFunc(all, func(s pep508.Specifiers) bool { return !s.Admits(version) }) {
			return true
		}
	}
	return false
}

// everywhere says whether every profile has images of the minor.
func (c *Chooser) everywhere(minor string) bool {
	return !slices.ContainsFunc(c.tables.Profiles, func(p knowledge.Profile) bool { return !slices.Contains(p.Pythons, minor) })
}

// ended says whether the support of a minor had ended when the profile's facts were checked.
// The tables' own date counts, not the clock: the same input gives the same file on any day.
func (c *Chooser) ended(minor string, asOf time.Time) bool {
	i := slices.IndexFunc(c.tables.Pythons, func(p knowledge.PythonRelease) bool { return p.Minor == minor })
	return i >= 0 && c.tables.Pythons[i].Ends.Before(asOf)
}
