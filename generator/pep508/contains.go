package pep508

import (
	"fmt"

	pep440 "github.com/aquasecurity/go-pep440-version"
)

// Contains says whether a version satisfies all clauses by the full rules of PEP 440: epochs,
// pre-releases, post-releases and local versions count. Pre-releases are admitted.
func (ss Specifiers) Contains(version string) (bool, error) {
	v, err := pep440.Parse(version)
	if err != nil {
		return false, fmt.Errorf("%q is not a version of PEP 440", version)
	}
	release, err := ParseRelease(version)
	if err != nil {
		return false, err
	}
	for _, s := range ss {
		if !s.contains(v, release) {
			return false, nil
		}
	}
	return true, nil
}

// Admits says whether a release satisfies all clauses when both sides are reduced to their
// release segments. So uv compares requires-python: 3.15.0rc1 counts as 3.15.0.
func (ss Specifiers) Admits(r Release) bool {
	for _, s := range ss {
		if !s.Admits(r) {
			return false
		}
	}
	return true
}

// Admits is Specifiers.Admits for one clause.
func (s Specifier) Admits(r Release) bool {
	c := r.Compare(s.release)
	switch s.Op {
	case "==", "===":
		if s.Star {
			return r.HasPrefix(s.release)
		}
		return c == 0
	case "!=":
		if s.Star {
			return !r.HasPrefix(s.release)
		}
		return c != 0
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	case ">=":
		return c >= 0
	}
	return c >= 0 && r.HasPrefix(s.release[:len(s.release)-1]) // ~=
}

func (s Specifier) contains(v pep440.Version, r Release) bool {
	switch s.Op {
	case "==":
		return s.equal(v, r)
	case "!=":
		return !s.equal(v, r)
	case "===":
		return v.String() == s.full().String()
	case "<":
		return v.LessThan(s.full()) && !s.beforeOnlyAsPreRelease(v, r)
	case ">":
		return v.GreaterThan(s.full()) && !s.afterOnlyAsPostRelease(v, r)
	case "<=":
		return public(v).LessThanOrEqual(s.full())
	case ">=":
		return public(v).GreaterThanOrEqual(s.full())
	}
	return public(v).GreaterThanOrEqual(s.full()) && epochOf(v) == s.epoch &&
		r.HasPrefix(s.release[:len(s.release)-1]) // ~=
}

// equal ignores a local part that the clause does not name.
func (s Specifier) equal(v pep440.Version, r Release) bool {
	if s.Star {
		return epochOf(v) == s.epoch && r.HasPrefix(s.release)
	}
	if s.full().Local() == "" {
		v = public(v)
	}
	return v.Equal(s.full())
}

// beforeOnlyAsPreRelease: <3.1 does not match 3.1.dev0 (PEP 440, exclusive ordered comparison).
func (s Specifier) beforeOnlyAsPreRelease(v pep440.Version, r Release) bool {
	return v.IsPreRelease() && !s.full().IsPreRelease() && s.sameBase(v, r)
}

// afterOnlyAsPostRelease: >3.1 matches neither 3.1.post0 nor 3.1+local.
func (s Specifier) afterOnlyAsPostRelease(v pep440.Version, r Release) bool {
	if !s.sameBase(v, r) {
		return false
	}
	return v.IsPostRelease() && !s.full().IsPostRelease() || v.Local() != ""
}

func (s Specifier) sameBase(v pep440.Version, r Release) bool {
	return epochOf(v) == s.epoch && r.Compare(s.release) == 0
}

// public is the version without its local part.
func public(v pep440.Version) pep440.Version {
	if v.Local() == "" {
		return v
	}
	p, err := pep440.Parse(v.Public())
	if err != nil {
		return v // Public of a parsed version parses
	}
	return p
}
