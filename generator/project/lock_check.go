package project

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	version "github.com/aquasecurity/go-pep440-version"

	"github.com/uvdock/uvdock/generator/pep508"
)

// check verifies what uv verifies when it loads a lock, links every edge to its package, and
// builds the index by name. It stops at the first fault, as uv does: the lock is of no use.
// Rules: uv, crates/uv-resolver/src/lock/mod.rs, Lock::new and PackageWire::unwire.
func (l *Lock) check() *lockFault {
	if l.Version != 1 {
		return l.versionFault()
	}
	if l.RequiresPython == "" {
		return &lockFault{1, "missing field `requires-python`"}
	}
	if parseSpecifiers(l.RequiresPython) != nil {
		return &lockFault{1, fmt.Sprintf("`requires-python` is %q, which is no list of version specifiers", shorten(l.RequiresPython))}
	}
	for _, set := range l.Conflicts {
		if len(set) < 2 {
			return &lockFault{1, "each set of `conflicts` must have at least two entries"}
		}
	}
	sound, fault := soundPackages(l.Packages)
	ids := make(map[packageID]struct{}, sound)
	for _, p := range l.Packages[:sound] {
		id := packageID{p.Name, p.Version, p.Source}
		if _, twice := ids[id]; twice {
			return &lockFault{p.Line, fmt.Sprintf("package `%s` is in the lock twice with the same version and source", p.title())}
		}
		ids[id] = struct{}{}
	}
	if fault != nil {
		return fault
	}
	l.index()
	if fault := l.link(); fault != nil {
		return fault
	}
	return l.checkMarkers()
}

// soundPackages checks each package by itself, the halves of a long list side by side. It
// returns how many are sound before the first fault, and that fault.
func soundPackages(packages []*Package) (int, *lockFault) {
	if len(packages) < 200 {
		for i, p := range packages {
			if fault := p.check(); fault != nil {
				return i, fault
			}
		}
		return len(packages), nil
	}
	half := len(packages) / 2
	var more int
	var later *lockFault
	var wait sync.WaitGroup
	wait.Go(func() { more, later = soundPackages(packages[half:]) })
	n, fault := soundPackages(packages[:half])
	wait.Wait()
	if fault != nil {
		return n, fault
	}
	return half + more, later
}

// packageID is what makes a package of a lock unique.
type packageID struct {
	name, version string
	source        Source
}

// lockFault is what is wrong with a lock that is valid TOML, and the line of it.
type lockFault struct {
	line    int
	message string
}

// versionFault is the fault of a schema that is not known, in uv's words.
func (l *Lock) versionFault() *lockFault {
	if l.Version < 0 {
		return &lockFault{1, "missing field `version`"}
	}
	return &lockFault{1, fmt.Sprintf("the lockfile at `uv.lock` uses an unsupported schema version (v%d, but only v1 is supported)", l.Version)}
}

// title is name==version, or the name alone.
func (p *Package) title() string {
	if p.Version == "" {
		return p.Name
	}
	return p.Name + "==" + p.Version
}

// check verifies one package by itself.
func (p *Package) check() *lockFault {
	switch {
	case p.Name == "":
		return &lockFault{p.Line, "missing field `name` of a package"}
	case p.Source.Kind == "":
		return &lockFault{p.Line, fmt.Sprintf("missing field `source` of package `%s`", p.Name)}
	case p.Version == "" && !p.Source.Tree():
		return &lockFault{p.Line, fmt.Sprintf("missing field `version` of package `%s`, which is not a local directory", p.Name)}
	case !pep508.ValidName(p.Name):
		return &lockFault{p.Line, fmt.Sprintf("%q is not a valid package name", shorten(p.Name))}
	case p.Version != "" && !isVersion(p.Version):
		return &lockFault{p.Line, fmt.Sprintf("version %q of package `%s` is none of PEP 440", shorten(p.Version), p.Name)}
	case p.Source.Kind == Git && p.Source.Commit == "":
		return &lockFault{p.Line, fmt.Sprintf("git source of package `%s` has no commit: `%s`", p.Name, shorten(p.Source.Location))}
	}
	if p.Sdist != nil {
		if fault := p.checkHash(p.Sdist); fault != nil {
			return fault
		}
	}
	for i := range p.Wheels {
		if fault := p.checkWheel(&p.Wheels[i]); fault != nil {
			return fault
		}
	}
	return nil
}

// isVersion says whether a text is a version of PEP 440, as far as its release goes.
func isVersion(text string) bool {
	_, err := pep508.ParseRelease(text)
	return err == nil
}

// checkWheel verifies hash and file name of a wheel.
func (p *Package) checkWheel(w *File) *lockFault {
	if fault := p.checkHash(w); fault != nil {
		return fault
	}
	stem, found := strings.CutSuffix(w.Name, ".whl")
	if parts := strings.Count(stem, "-") + 1; !found || parts < 5 || parts > 7 {
		return &lockFault{w.Line, fmt.Sprintf("%q of `%s` is no file name of a wheel", shorten(w.Name), p.title())}
	}
	switch needs := p.Source.Kind == URL || p.Source.Kind == Path; {
	case needs && w.Hash == "":
		return &lockFault{w.Line, fmt.Sprintf("wheel of `%s` has no hash, which a %s source needs", p.title(), p.Source.Kind)}
	case p.Source.Tree() && w.Hash != "":
		return &lockFault{w.Line, fmt.Sprintf("wheel of `%s` has a hash, which a %s source cannot have", p.title(), p.Source.Kind)}
	}
	_, rest, _ := strings.Cut(stem, "-")
	wheel, _, _ := strings.Cut(rest, "-")
	if p.Version == "" || sameVersion(wheel, p.Version) {
		return nil
	}
	return &lockFault{w.Line, fmt.Sprintf("package `%s` has wheel `%s` with inconsistent version (%s), which indicates a malformed wheel", p.title(), shorten(w.Name), shorten(wheel))}
}

// sameVersion compares the version of a wheel's name with that of the package, but for the
// local part of the wheel.
func sameVersion(wheel, locked string) bool {
	wheel = strings.ReplaceAll(wheel, "_", "+")
	if wheel == locked {
		return true
	}
	a, errA := version.Parse(wheel)
	b, errB := version.Parse(locked)
	if errA != nil || errB != nil {
		return false
	}
	public, err := version.Parse(a.Public())
	return a.Equal(b) || err == nil && public.Equal(b)
}

// hashLength is the length of a digest in hex, -1 for an algorithm that uv does not know.
func hashLength(algorithm string) int {
	switch algorithm {
	case "md5":
		return 32
	case "sha256", "blake2b":
		return 64
	case "sha384":
		return 96
	case "sha512":
		return 128
	}
	return -1
}

// checkHash verifies that a hash is one of a known algorithm and of its length.
func (p *Package) checkHash(f *File) *lockFault {
	if f.Hash == "" {
		return nil
	}
	algorithm, digest, found := strings.Cut(f.Hash, ":")
	want := hashLength(algorithm)
	if !found || want < 0 {
		return &lockFault{f.Line, fmt.Sprintf("hash of `%s` is %q, which is not of the form sha256:...", p.title(), shorten(f.Hash))}
	}
	if len(digest) != want {
		return &lockFault{f.Line, fmt.Sprintf("invalid hash digest length of `%s`: %s has %d characters, not %d", p.title(), algorithm, want, len(digest))}
	}
	if !isHex(digest) {
		return &lockFault{f.Line, fmt.Sprintf("hash of `%s` is %q, which is not hexadecimal", p.title(), shorten(f.Hash))}
	}
	return nil
}

// isHex says whether a text is hexadecimal digits.
func isHex(text string) bool {
	for i := range len(text) {
		if !hexDigit[text[i]] {
			return false
		}
	}
	return true
}

// hexDigit is a table because a lock has tens of thousands of hashes.
var hexDigit = func() (table [256]bool) {
	for _, c := range "0123456789abcdefABCDEF" {
		table[c] = true
	}
	return table
}()

// index builds ByName. Packages of one name stand together in every lock that uv wrote, and
// then share the memory of Packages.
func (l *Lock) index() {
	l.ByName = make(map[string][]*Package, len(l.Packages))
	for start := 0; start < len(l.Packages); {
		name := l.Packages[start].Name
		end := start + 1
		for end < len(l.Packages) && l.Packages[end].Name == name {
			end++
		}
		group := l.Packages[start:end:end]
		if known := l.ByName[name]; known != nil {
			group = slices.Concat(known, group)
		}
		l.ByName[name] = group
		start = end
	}
}
