package knowledge

import (
	"fmt"
	"slices"

	version "github.com/aquasecurity/go-pep440-version"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

var (
	// PEP 503, the result of the normalisation.
	normalisedName = lazy.Regexp(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	besideName     = lazy.Regexp(`^[a-z0-9]+(-[a-z0-9]+)*(\[[a-z0-9]+(-[a-z0-9]+)*\])?$`)
	// Debian Policy, section 5.6.1: the names of source and binary packages.
	debianName = lazy.Regexp(`^[a-z0-9][a-z0-9+.-]+$`)
	// Alpine's APKBUILD: letters, digits and these signs; no sign in front.
	alpineName = lazy.Regexp(`^[A-Za-z0-9][A-Za-z0-9+._-]*$`)
)

// ValidDebianPackage says whether a text can be the name of a Debian package.
// Rule: https://www.debian.org/doc/debian-policy/ch-controlfields.html#source
func ValidDebianPackage(name string) bool { return debianName().MatchString(name) }

// ValidAlpinePackage says whether a text can be the name of an Alpine package.
func ValidAlpinePackage(name string) bool { return alpineName().MatchString(name) }

// Check says what is wrong with a row, in words that name the row and the key; nil when it is
// sound. It is for rows of any origin, the user's included.
func (r NativeRow) Check() error {
	named := normalisedName().MatchString(r.Name)
	if r.Rank == Tool {
		named = slices.Contains(toolNames, r.Name)
	}
	if !named {
		return fmt.Errorf("row %q: the name is not normalised: lower case letters, digits and single hyphens", r.Name)
	}
	for _, check := range []func() error{r.checkWords, r.checkConditions, r.checkPackages, r.checkProofs} {
		if err := check(); err != nil {
			return fmt.Errorf("row %q: %w", r.Name, err)
		}
	}
	return nil
}

func (r NativeRow) checkWords() error {
	kinds := []string{"compile", "runtime", "both", "none"}
	distroless := []string{"libraries", "programs", "none"}
	confidence := []string{"proved", "archive", "reported", "recalled"}
	if r.Rank == Derived || r.Rank == Override {
		kinds, distroless, confidence = append(kinds, ""), append(distroless, ""), append(confidence, "")
	}
	for _, word := range []struct {
		key, value string
		allowed    []string
	}{
		{"kind", string(r.Kind), kinds},
		{"toolchain", string(r.Toolchain), []string{"", "c", "c++", "rust", "go", "none"}},
		{"need", r.Need, []string{"", "feature"}},
		{"suite", r.Suite, []string{"", "bookworm", "trixie"}},
		{"distroless", r.Distroless, distroless},
		{"confidence", r.Confidence, confidence},
	} {
		if !slices.Contains(word.allowed, word.value) {
			return fmt.Errorf("%s is %q, expected one of %s", word.key, word.value, quoted(word.allowed))
		}
	}
	return nil
}

func (r NativeRow) checkConditions() error {
	for _, name := range r.Unless {
		if !normalisedName().MatchString(name) {
			return fmt.Errorf("unless names %q, which is not normalised", name)
		}
		if name == r.Name {
			return fmt.Errorf("unless names the row itself")
		}
	}
	for _, name := range r.Beside {
		if !besideName().MatchString(name) {
			return fmt.Errorf("beside names %q, expected a normalised name, perhaps with one extra as in %q", name, "a[b]")
		}
	}
	if r.Below == "" {
		return nil
	}
	if _, err := version.Parse(r.Below); err != nil {
		return fmt.Errorf("below is %q, expected a version (PEP 440)", r.Below)
	}
	return nil
}

func (r NativeRow) checkPackages() error {
	for _, list := range []struct {
		key   string
		names []string
		valid func(string) bool
	}{
		{"debian.build", r.Debian.Build, ValidDebianPackage},
		{"debian.linked", r.Debian.Linked, ValidDebianPackage},
		{"debian.runtime", r.Debian.Runtime, ValidDebianPackage},
		{"alpine.build", r.Alpine.Build, ValidAlpinePackage},
		{"alpine.linked", r.Alpine.Linked, ValidAlpinePackage},
		{"alpine.runtime", r.Alpine.Runtime, ValidAlpinePackage},
	} {
		for _, name := range list.names {
			if !list.valid(name) {
				return fmt.Errorf("%s: %q cannot be the name of a package", list.key, name)
			}
		}
	}
	return r.checkRenames()
}

func (r NativeRow) checkRenames() error {
	if r.Suite == "trixie" && len(r.Trixie) > 0 || r.Suite != "trixie" && len(r.Bookworm) > 0 {
		return fmt.Errorf("it renames packages of its own release")
	}
	all := slices.Concat(r.Debian.Build, r.Debian.Linked, r.Debian.Runtime)
	for _, renames := range []map[string]string{r.Trixie, r.Bookworm} {
		for old, name := range renames {
			if !slices.Contains(all, old) {
				return fmt.Errorf("it renames %q, which debian does not name", old)
			}
			if name != "" && !ValidDebianPackage(name) {
				return fmt.Errorf("%q cannot be the name of a package", name)
			}
		}
	}
	return nil
}
