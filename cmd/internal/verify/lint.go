package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// lintResult is what BuildKit's own checks say about the Dockerfile.
type lintResult struct {
	// absent says why there is no result; empty when there is one.
	absent   string
	warnings []lintWarning
	// failure is why the checks could not judge the Dockerfile (a syntax error); empty else.
	failure string
	seconds float64
}

// lintWarning is one warning of the JSON that --call=check,format=json prints.
type lintWarning struct {
	RuleName string `json:"ruleName"`
	URL      string `json:"url"`
	Detail   string `json:"detail"`
	Location struct {
		Ranges []struct {
			Start struct {
				Line int `json:"line"`
			} `json:"start"`
		} `json:"ranges"`
	} `json:"location"`
}

// lint runs the checks. Exit code 1 with JSON on standard output means warnings.
// Source: https://docs.docker.com/build/checks/
func (s *session) lint(ctx context.Context) (lintResult, error) {
	s.say("checking the Dockerfile")
	if !s.hasBuildx(ctx) {
		return lintResult{absent: "docker has no buildx plugin here"}, ctx.Err()
	}
	var out, errs bytes.Buffer
	begin := time.Now()
	args := append([]string{"buildx", "build", "--call", "check,format=json"}, s.options.buildFlags()...)
	err := s.run(ctx, &out, &errs, args...)
	if _, failed := errors.AsType[*engineError](err); err != nil && !failed {
		return lintResult{}, err
	}
	result := readLint(out.Bytes(), errs.String(), err)
	result.seconds = time.Since(begin).Seconds()
	return result, nil
}

// readLint interprets the outcome of the checks.
func readLint(stdout []byte, stderr string, failed error) lintResult {
	var printed struct {
		Warnings []lintWarning `json:"warnings"`
	}
	if json.Unmarshal(stdout, &printed) == nil {
		return lintResult{warnings: printed.Warnings}
	}
	for _, lack := range []string{"unknown flag", "unsupported request frontend", "not supported", "unknown method", "invalid call"} {
		if strings.Contains(stderr, lack) {
			return lintResult{absent: "this builder has no --check (buildx 0.15 and Dockerfile frontend 1.8 have it)"}
		}
	}
	if failed != nil {
		return lintResult{failure: lastLines(stderr, 8)}
	}
	return lintResult{absent: "the builder printed no JSON for --check"}
}

func judgeLint(ev *evidence) verdict {
	l := ev.lint
	switch {
	case l.absent != "":
		return skips(l.absent)
	case l.failure != "" && !ev.build.ok:
		return skips("the Dockerfile could not be read; see build")
	case l.failure != "":
		return verdict{status: Broken, got: "the checks failed", detail: l.failure, fix: "run docker build --check " + ev.options.Context, seconds: l.seconds}
	case len(l.warnings) == 0:
		return verdict{status: OK, got: "no warning", seconds: l.seconds}
	}
	var lines []string
	for _, w := range l.warnings {
		lines = append(lines, w.String())
	}
	return verdict{
		status: Broken, got: plural(len(lines), "warning"), detail: strings.Join(lines, "\n"),
		fix: "each rule has a page with the better form: " + l.warnings[0].URL, seconds: l.seconds,
	}
}

// String is "line 3: RuleName: detail".
func (w lintWarning) String() string {
	text := w.RuleName + ": " + w.Detail
	if len(w.Location.Ranges) > 0 {
		return fmt.Sprintf("line %d: %s", w.Location.Ranges[0].Start.Line, text)
	}
	return text
}

// plural is "1 warning", "2 warnings".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
