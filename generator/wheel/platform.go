package wheel

import (
	"fmt"
	"strconv"
	"strings"
)

// The families of C libraries that Linux wheels know.
const (
	Glibc = "glibc"
	Musl  = "musl"
)

// ParseLibc reads a C library such as glibc-2.36 or musl-1.2.
func ParseLibc(text string) (Libc, error) {
	bad := fmt.Errorf("%q is not a C library, expected glibc-2.36, glibc-2.41, musl-1.2 or the like", text)
	family, version, found := strings.Cut(text, "-")
	if !found || family != Glibc && family != Musl {
		return Libc{}, bad
	}
	major, minor, found := strings.Cut(version, ".")
	a, errA := strconv.ParseUint(major, 10, 16)
	b, errB := strconv.ParseUint(minor, 10, 16)
	if !found || errA != nil || errB != nil || major[0] == '+' {
		return Libc{}, bad
	}
	// A wheel tag has no other major version than 2 for glibc and 1 for musl.
	if family == Glibc && a != 2 || family == Musl && a != 1 {
		return Libc{}, fmt.Errorf("%s has no version %s, expected glibc 2.x or musl 1.x", family, version)
	}
	return Libc{Family: family, Major: int(a), Minor: int(b)}, nil
}

// String is what ParseLibc reads: glibc-2.36.
func (l Libc) String() string { return fmt.Sprintf("%s-%d.%d", l.Family, l.Major, l.Minor) }

// String is the version as python names it: 3.13, or 3.13t for the free-threaded build.
func (p Python) String() string {
	s := fmt.Sprintf("%d.%d", p.Major, p.Minor)
	if p.FreeThreaded {
		s += "t"
	}
	return s
}

// architectures pairs Docker's platform names with those of uname -m, in the order in which
// they are offered in messages.
func architectures() [][2]string {
	return [][2]string{
		{"linux/amd64", "x86_64"},
		{"linux/arm64", "aarch64"},
		{"linux/arm/v7", "armv7l"},
		{"linux/ppc64le", "ppc64le"},
		{"linux/s390x", "s390x"},
		{"linux/riscv64", "riscv64"},
		{"linux/386", "i686"},
	}
}

// ParsePlatform gives the machine (uname -m) of a Docker platform: x86_64 for linux/amd64.
func ParsePlatform(platform string) (arch string, err error) {
	var known []string
	for _, a := range architectures() {
		known = append(known, a[0])
		if platform == a[0] || platform == "linux/arm64/v8" && a[0] == "linux/arm64" {
			return a[1], nil
		}
		name := strings.TrimPrefix(a[0], "linux/")
		if platform == a[1] || platform == name || platform == "linux/"+a[1] {
			return "", fmt.Errorf("platform %q is not a name that Docker uses, did you mean %s?", platform, a[0])
		}
	}
	return "", fmt.Errorf("platform %q is not supported, expected one of %s", platform, strings.Join(known, ", "))
}

// oldestManylinux is the oldest glibc 2.x for which a manylinux tag exists on the machine; ok
// is false where there is none at all.
func oldestManylinux(arch string) (minor int, ok bool) {
	switch arch {
	case "x86_64", "i686":
		return 5, true
	case "aarch64", "armv7l", "ppc64", "ppc64le", "s390x":
		return 17, true
	case "riscv64":
		return 31, true
	case "loongarch64":
		return 36, true
	}
	return 0, false
}

// platformTags is the platform tags of a target, best first.
func platformTags(p Platform) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)+"_"+p.Arch) }
	if p.Libc.Family == Musl {
		for m := p.Libc.Minor; m >= 0; m-- {
			add("musllinux_%d_%d", p.Libc.Major, m)
		}
	} else if oldest, ok := oldestManylinux(p.Arch); ok {
		legacy := map[int]string{17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}
		for m := p.Libc.Minor; m >= oldest; m-- {
			add("manylinux_%d_%d", p.Libc.Major, m)
			if old, ok := legacy[m]; ok {
				add("%s", old)
			}
		}
	}
	add("linux")
	return out
}
