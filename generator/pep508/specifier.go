package pep508

import (
	"fmt"
	"slices"
	"strings"

	pep440 "github.com/aquasecurity/go-pep440-version"
)

// Specifier is one version clause of PEP 440, such as >=3.12 or ==1.*.
type Specifier struct {
	// Op is one of == != < <= > >= ~= ===.
	Op string
	// Version is as written, without ".*". Star says whether ".*" followed; only with == and !=.
	Version string
	Star    bool

	release Release
	epoch   string
	// parsed is nil for a version of numbers and dots in their shortest form. Nearly all are,
	// and need no parser of PEP 440: the version is made when somebody asks.
	parsed *pep440.Version
}

// full is the version by the rules of PEP 440.
func (s Specifier) full() pep440.Version {
	if s.parsed == nil {
		return pep440.MustParse(s.Version)
	}
	return *s.parsed
}

// Specifiers are clauses that must all hold, in the order written. Empty admits everything.
type Specifiers []Specifier

// The operators, longest first so that === is not read as ==.
func operators() []string { return []string{"===", "==", "!=", "<=", ">=", "~=", "<", ">"} }

// ParseSpecifiers reads clauses separated by commas. Blank text gives none.
func ParseSpecifiers(text string) (Specifiers, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	var out Specifiers
	for part := range strings.SplitSeq(text, ",") {
		s, err := ParseSpecifier(part)
		if err != nil {
			return nil, fmt.Errorf("version specifier %q: %w", text, err)
		}
		out = append(out, s)
	}
	return out, nil
}

// ParseSpecifier reads one clause.
func ParseSpecifier(text string) (Specifier, error) {
	text = strings.TrimSpace(text)
	for _, op := range operators() {
		if rest, ok := strings.CutPrefix(text, op); ok {
			return newSpecifier(op, strings.TrimSpace(rest))
		}
	}
	if text == "" {
		return Specifier{}, fmt.Errorf("a clause is empty, expected an operator and a version such as >=3.12")
	}
	return Specifier{}, fmt.Errorf("%q has no operator, expected one of == != <= >= < > ~= ===", text)
}

// newSpecifier checks what PEP 440 allows for the operator.
func newSpecifier(op, version string) (Specifier, error) {
	s := Specifier{Op: op, Version: version}
	if v, ok := strings.CutSuffix(version, ".*"); ok {
		if op != "==" && op != "!=" {
			return Specifier{}, fmt.Errorf("%s%s: .* goes with == and != only", op, version)
		}
		s.Version, s.Star = v, true
	}
	var err error
	local := false
	if isPlain(s.Version) {
		s.epoch = "0"
	} else {
		parsed, err := pep440.Parse(s.Version)
		if err != nil {
			return Specifier{}, fmt.Errorf("%q is not a version of PEP 440", version)
		}
		s.parsed, s.epoch, local = &parsed, epochOf(parsed), parsed.Local() != ""
	}
	if s.release, err = ParseRelease(s.Version); err != nil {
		return Specifier{}, err
	}
	switch {
	case local && (s.Star || !slices.Contains([]string{"==", "!=", "==="}, op)):
		return Specifier{}, fmt.Errorf("%s%s: a local version goes with == and != only", op, version)
	case op == "~=" && len(s.release) < 2:
		return Specifier{}, fmt.Errorf("~=%s needs at least two segments, such as ~=%s.0", version, version)
	}
	return s, nil
}

// isPlain says whether a version is numbers without leading zeros, joined by dots.
func isPlain(version string) bool {
	if len(version) > 64 {
		return false
	}
	for part := range strings.SplitSeq(version, ".") {
		if part == "" || len(part) > 1 && part[0] == '0' || strings.Trim(part, "0123456789") != "" {
			return false
		}
	}
	return true
}

func epochOf(v pep440.Version) string {
	epoch, _, found := strings.Cut(v.BaseVersion(), "!")
	if !found {
		return "0"
	}
	return epoch
}

// String is the clauses joined by ", ".
func (ss Specifiers) String() string {
	parts := make([]string, len(ss))
	for i, s := range ss {
		parts[i] = s.String()
	}
	return strings.Join(parts, ", ")
}

// String is the operator and the version.
func (s Specifier) String() string {
	if s.Star {
		return s.Op + s.Version + ".*"
	}
	return s.Op + s.Version
}

// Equal says whether both hold the same clauses, in any order, with equal versions.
func (ss Specifiers) Equal(o Specifiers) bool {
	same := func(a, b Specifier) bool { return a.String() == b.String() }
	return slices.EqualFunc(ss, o, same) || slices.Equal(ss.canonical(), o.canonical())
}

func (ss Specifiers) canonical() []string {
	out := make([]string, len(ss))
	for i, s := range ss {
		v := s.Version
		if s.parsed != nil {
			v = s.parsed.String()
		}
		if !s.Star && s.Op != "~=" {
			v = s.canonicalVersion()
		}
		out[i] = s.Op + v
		if s.Star {
			out[i] += ".*"
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// canonicalVersion drops trailing zeros of the release: 1.0 and 1 are equal.
func (s Specifier) canonicalVersion() string {
	base, rest := s.Version, ""
	if s.parsed != nil {
		base = s.parsed.BaseVersion()
		rest = strings.TrimPrefix(s.parsed.String(), base)
	}
	for strings.HasSuffix(base, ".0") {
		base = strings.TrimSuffix(base, ".0")
	}
	return base + rest
}
