package pep508

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"
)

// Release is the release segment of a version: 3.12.1 is {3, 12, 1}. Missing segments count as
// zero, so {3, 12} and {3, 12, 0} are equal.
type Release []uint64

// ParseRelease reads the release segment of a PEP 440 version. Epoch, pre-release, post-release
// and local parts must be well formed and are dropped, as uv drops them.
func ParseRelease(version string) (Release, error) {
	if r, ok := plainRelease(version); ok {
		return r, nil
	}
	v, err := pep440.Parse(version)
	if err != nil {
		return nil, fmt.Errorf("%q is not a version of PEP 440", version)
	}
	base := v.BaseVersion()
	if _, after, found := strings.Cut(base, "!"); found {
		base = after
	}
	r, ok := plainRelease(base)
	if !ok {
		return nil, fmt.Errorf("%q has a release segment that is no number", version)
	}
	return r, nil
}

// plainRelease reads the common form, digits and dots alone.
func plainRelease(s string) (Release, bool) {
	if s == "" {
		return nil, false
	}
	r := make(Release, 0, 4)
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || part[0] == '+' {
			return nil, false
		}
		n, err := strconv.ParseUint(part, 10, 64)
		if err != nil {
			return nil, false
		}
		r = append(r, n)
	}
	return r, true
}

// Compare is -1, 0 or 1 as r is before, equal to or after o.
func (r Release) Compare(o Release) int {
	for i := range max(len(r), len(o)) {
		a, b := r.at(i), o.at(i)
		if a != b {
			if a < b {
				return -1
			}
			return 1
		}
	}
	return 0
}

// HasPrefix says whether the release begins with the segments of o: 3.12.1 with 3.12. It is
// what `== 3.12.*` asks.
func (r Release) HasPrefix(o Release) bool {
	for i, want := range o {
		if r.at(i) != want {
			return false
		}
	}
	return true
}

// Short is the first n segments, padded with zeros.
func (r Release) Short(n int) Release {
	out := make(Release, n)
	copy(out, r)
	return out
}

// String is the segments joined by dots.
func (r Release) String() string {
	parts := make([]string, len(r))
	for i, n := range r {
		parts[i] = strconv.FormatUint(n, 10)
	}
	return strings.Join(parts, ".")
}

func (r Release) at(i int) uint64 {
	if i < len(r) {
		return r[i]
	}
	return 0
}

// sortReleases sorts and removes equal releases.
func sortReleases(rs []Release) []Release {
	slices.SortFunc(rs, Release.Compare)
	return slices.CompactFunc(rs, func(a, b Release) bool { return a.Compare(b) == 0 })
}
