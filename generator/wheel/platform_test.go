package wheel

import (
	"strings"
	"testing"
)

func TestParseLibc(t *testing.T) {
	for _, s := range []string{"glibc-2.36", "musl-1.2", "glibc-2.5"} {
		l, err := ParseLibc(s)
		if err != nil || l.String() != s {
			t.Errorf("ParseLibc(%q) = %v, %v", s, l, err)
		}
	}
	for _, s := range []string{"", "glibc", "glibc-2", "glibc-2.x", "uclibc-1.0", "glibc-3.1", "musl-2.0", "glibc-2.36.1", "glibc--2.1", "glibc-+2.1", "glibc 2.36"} {
		if l, err := ParseLibc(s); err == nil {
			t.Errorf("ParseLibc(%q) = %v, want an error", s, l)
		}
	}
}

func TestParsePlatform(t *testing.T) {
	for in, want := range map[string]string{
		"linux/amd64": "x86_64", "linux/arm64": "aarch64", "linux/arm64/v8": "aarch64", "linux/arm/v7": "armv7l",
		"linux/ppc64le": "ppc64le", "linux/s390x": "s390x", "linux/riscv64": "riscv64", "linux/386": "i686",
	} {
		if got, err := ParsePlatform(in); err != nil || got != want {
			t.Errorf("ParsePlatform(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
	for in, want := range map[string]string{
		"amd64":         "did you mean linux/amd64?",
		"linux/x86_64":  "did you mean linux/amd64?",
		"aarch64":       "did you mean linux/arm64?",
		"linux/arm/v6":  "expected one of linux/amd64",
		"windows/amd64": "not supported",
		"":              "not supported",
	} {
		_, err := ParsePlatform(in)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParsePlatform(%q) = %v, want an error with %q", in, err, want)
		}
	}
}

func TestPythonString(t *testing.T) {
	if got := (Python{3, 13, true}).String(); got != "3.13t" {
		t.Error(got)
	}
	if got := (Python{3, 9, false}).String(); got != "3.9" {
		t.Error(got)
	}
}
