package knowledge

import (
	"fmt"
	"slices"
	"time"

	version "github.com/aquasecurity/go-pep440-version"
)

// Outcome is what a proof of a row came to.
type Outcome string

// The outcomes. Proven: the sdist compiles with exactly the row's packages and not the same
// without, and the result loads with exactly linked and runtime and not without. NeedlessBuild
// and NeedlessRuntime: it works, but as well without what the row names. Failed: Reason says
// how. Timeout: it did not end in the time that a proof has.
const (
	Proven          Outcome = "proven"
	NeedlessBuild   Outcome = "needless-build"
	NeedlessRuntime Outcome = "needless-runtime"
	Failed          Outcome = "failed"
	Timeout         Outcome = "timeout"
)

// Outcomes are all of them, the best first.
var Outcomes = []Outcome{Proven, NeedlessBuild, NeedlessRuntime, Failed, Timeout}

// Proof is one run of `make prove-native` for a row. The tables are decided without it: it says
// how far a row can be trusted.
type Proof struct {
	// Release is the Debian release, "bookworm" or "trixie"; a row has at most one proof of each.
	Release string
	// Version is that of the sdist; empty when a failure left it unknown.
	Version string
	Date    time.Time
	Outcome Outcome
	// Reason is one line, empty exactly when Outcome is Proven.
	Reason string
}

func (r NativeRow) checkProofs() error {
	var releases []string
	for _, p := range r.Proof {
		switch {
		case !slices.Contains([]string{"bookworm", "trixie"}, p.Release):
			return fmt.Errorf("proof: release is %q, expected \"bookworm\" or \"trixie\"", p.Release)
		case slices.Contains(releases, p.Release):
			return fmt.Errorf("proof: %s occurs twice", p.Release)
		case !slices.Contains(Outcomes, p.Outcome):
			return fmt.Errorf("proof: outcome is %q, expected one of %s", p.Outcome, quoted(Outcomes))
		case p.Date.IsZero():
			return fmt.Errorf("proof: the date is missing")
		case (p.Reason == "") != (p.Outcome == Proven):
			return fmt.Errorf("proof: a reason stands with every outcome but %q", Proven)
		}
		if _, err := version.Parse(p.Version); err != nil && (p.Version != "" || p.Outcome == Proven) {
			return fmt.Errorf("proof: version is %q, expected a version (PEP 440)", p.Version)
		}
		releases = append(releases, p.Release)
	}
	return nil
}
