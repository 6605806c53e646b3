package differential

import (
	"regexp"
	"strings"
)

const noArtifact = "no-usable-artifact"

// classes tell the kinds of errors apart by uv's text; the first that fits counts.
func classes() [][2]string {
	return [][2]string{
		{"conflict", `are incompatible with the |[Cc]onflicting extras|incompatible with the declared conflicts`},
		{"missing-extra", `Extras? .* (is|are) not defined`},
		{"missing-group", `[Gg]roups? .* (is|are) not defined`},
		{noArtifact, "^Distribution .* can't be installed because"},
		{"python-mismatch", `Python requirement|does not satisfy Python`},
		{"unsupported-environment", `not compatible with the lockfile's supported environments`},
		{"missing-package", `^Package .* not found in workspace|Could not find root package|does not have a member`},
		{"missing-member", `Missing workspace member`},
		{"no-lockfile", `^Unable to find lockfile`},
		{"required-version", `^Required uv version`},
		{"invalid-lock", "Failed to parse `uv.lock`|unsupported schema"},
		{"no-pyproject", "^No `pyproject.toml` found"},
	}
}

// class is that of an error's message; unknown ones are named by their text.
func class(text string) string {
	for _, c := range classes() {
		if regexp.MustCompile(c[1]).MatchString(text) {
			return c[0]
		}
	}
	return "other: " + text
}

var (
	errorStart = regexp.MustCompile(`^\s*(error:|×)`)
	ornament   = regexp.MustCompile(`^(error:|×|├─▶|╰─▶|Caused by:|cause:)\s*`)
	refusal    = regexp.MustCompile("^Distribution `([^=` ]+)[^`]*` can't be installed")
)

// message is the error that uv wrote, on one line: warnings before it and ornaments are dropped.
func message(stderr string) string {
	var out []string
	for l := range strings.SplitSeq(stderr, "\n") {
		if len(out) == 0 && !errorStart.MatchString(l) {
			continue
		}
		if l = ornament.ReplaceAllString(strings.TrimSpace(l), ""); l != "" {
			out = append(out, l)
		}
	}
	if len(out) == 0 {
		return strings.TrimSpace(stderr)
	}
	return strings.Join(out, " ")
}

// refusedName is the package that an error says cannot be installed, empty for other errors.
func refusedName(text string) string {
	if m := refusal.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}
