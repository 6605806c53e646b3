package pep508

import (
	"strings"
	"testing"
)

func TestContains(t *testing.T) {
	tests := []struct {
		spec, version string
		want          bool
	}{
		{"", "1", true},
		{">=0.12,<0.13", "0.12.5", true},
		{">=0.12,<0.13", "0.13.8", false},
		{"==0.11.25", "0.11.25", true},
		{"~=0.10", "0.10.3", true},
		{"~=0.10", "0.13.8", true},
		{"~=0.10.0", "0.13.8", false},
		{"~=2.2.post3", "2.3", true},
		{"==1.0", "1.0+cpu", true},
		{"==1.0+cpu", "1.0", false},
		{"!=1.0", "1.0+cpu", false},
		{"==1.0.0.*", "1", true},
		{"==1.1.*", "1.1a1", true},
		{"!=1.1.*", "1.2", true},
		{"<3.1", "3.1.dev0", false},
		{"<3.1", "3.0.dev0", true},
		{"<3.1rc1", "3.1.dev0", true},
		{">3.1", "3.1.post1", false},
		{">3.1", "3.1+local", false},
		{">3.1", "3.2.post1", true},
		{">3.1.post0", "3.1.post1", true},
		{">=1!0", "2024.1", false},
		{"==1!2.*", "2.1", false},
		{"===1.0", "1.0", true},
		{"<=2.0", "2.0+x", true},
		{">=1.0a1", "1.0.dev1", false},
		{">=1.0.dev1", "1.0a1", true},
	}
	for _, tt := range tests {
		ss, err := ParseSpecifiers(tt.spec)
		if err != nil {
			t.Errorf("ParseSpecifiers(%q): %v", tt.spec, err)
			continue
		}
		got, err := ss.Contains(tt.version)
		if err != nil || got != tt.want {
			t.Errorf("%q contains %q = %v, %v, want %v", tt.spec, tt.version, got, err, tt.want)
		}
	}
}

func TestAdmits(t *testing.T) {
	tests := []struct {
		spec, version string
		want          bool
	}{
		{">=3.15", "3.15.0rc1", true},
		{">=3.13.14, <3.14", "3.13.13", false},
		{">=3.13.14, <3.14", "3.13.14", true},
		{">=3.13.0rc1", "3.13.0", true},
		{"<3.13", "3.13.0a1", false},
		{"~=3.9", "3.14.2", true},
		{"~=3.9.1", "3.10.0", false},
		{"!=3.9.*", "3.9.7", false},
		{"!=3.9.7", "3.9.8", true},
		{"==3.12.0.*", "3.12", true},
		{">3.11", "3.11.1", true},
		{"<=3.11", "3.11.1", false},
		{"===3.11", "3.11.0", true},
	}
	for _, tt := range tests {
		ss, err := ParseSpecifiers(tt.spec)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ParseRelease(tt.version)
		if err != nil {
			t.Fatal(err)
		}
		if got := ss.Admits(r); got != tt.want {
			t.Errorf("%q admits %q = %v, want %v", tt.spec, tt.version, got, tt.want)
		}
	}
}

func TestSpecifierErrors(t *testing.T) {
	for in, want := range map[string]string{
		"3.12":                   "has no operator",
		">=3.9,":                 "empty",
		">=x":                    "not a version",
		">=3.*":                  ".* goes with",
		"~=3":                    "at least two segments",
		">=1.0+cpu":              "local version",
		"=>3":                    "has no operator",
		">= 3 < 4":               "not a version",
		"==99999999999999999999": "not a version",
	} {
		_, err := ParseSpecifiers(in)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseSpecifiers(%q) = %v, want an error with %q", in, err, want)
		}
	}
}

func TestSpecifiersEqual(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{">=3.9,<4", "<4.0, >=3.9.0", true},
		{"==1.0.*", "==1.*", false},
		{"~=1.0", "~=1.0.0", false},
		{">=1", ">1", false},
		{">=1.0-rc.1", ">=1.0rc1", true},
	}
	for _, tt := range tests {
		a, errA := ParseSpecifiers(tt.a)
		b, errB := ParseSpecifiers(tt.b)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if got := a.Equal(b); got != tt.want {
			t.Errorf("%q equal %q = %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func FuzzSpecifiers(f *testing.F) {
	for _, s := range []string{">=3.12", "==1.*,!=1.2", "~=2.2.post3", "===1.0", " < 3.1rc1 ", "==1!2.0+cpu"} {
		f.Add(s, "1.2.3")
	}
	f.Fuzz(func(t *testing.T, text, version string) {
		ss, err := ParseSpecifiers(text)
		if err != nil {
			return
		}
		again, err := ParseSpecifiers(ss.String())
		if err != nil || again.String() != ss.String() || !again.Equal(ss) {
			t.Fatalf("%q printed as %q, which reads as %q (%v)", text, ss, again, err)
		}
		if _, err := ss.Contains(version); err == nil {
			r, err := ParseRelease(version)
			if err != nil {
				t.Fatalf("Contains knows %q, ParseRelease does not: %v", version, err)
			}
			ss.Admits(r)
		}
	})
}
