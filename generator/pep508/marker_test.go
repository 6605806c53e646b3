package pep508

import (
	"strings"
	"testing"
)

func mustMarker(t *testing.T, text string) Marker {
	t.Helper()
	m, err := ParseMarker(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func mustRelease(t *testing.T, text string) Release {
	t.Helper()
	r, err := ParseRelease(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPrint(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "  ": "",
		"sys_platform == \"linux\"":                              "sys_platform == 'linux'",
		"'linux' == sys.platform":                                "sys_platform == 'linux'",
		"'3.8' <= python_version":                                "python_version >= '3.8'",
		"'linux' in sys_platform":                                "'linux' in sys_platform",
		"'linux' not  in sys_platform":                           "'linux' not in sys_platform",
		"sys_platform in 'linux darwin'":                         "sys_platform in 'linux darwin'",
		"python_implementation=='CPython'":                       "platform_python_implementation == 'CPython'",
		"extra == 'A_b'":                                         "extra == 'a-b'",
		"'x' != extra":                                           "extra != 'x'",
		`os_name == "it's"`:                                      `os_name == "it's"`,
		"os.name=='a'or os_name=='b'":                            "os_name == 'a' or os_name == 'b'",
		"((os_name == 'a'))":                                     "os_name == 'a'",
		"os_name == 'a' and (os_name == 'b' or os_name == 'c')":  "os_name == 'a' and (os_name == 'b' or os_name == 'c')",
		"os_name == 'a' or os_name == 'b' and os_name == 'c'":    "os_name == 'a' or (os_name == 'b' and os_name == 'c')",
		"(os_name == 'a' and os_name == 'b') and os_name == 'c'": "os_name == 'a' and os_name == 'b' and os_name == 'c'",
		"os_name == 'a' and 'x' == 'y'":                          "os_name == 'a'",
		"os_name ~= '1.0'":                                       "",
		"os_name == sys_platform":                                "",
		"python_version in '3.9, 3.10'":                          "",
		"python_version > 'three' or os_name == 'a'":             "os_name == 'a'",
		"'3.8.*' == python_version":                              "",
		"extra in 'a b'":                                         "",
	} {
		if got := mustMarker(t, in).String(); got != want {
			t.Errorf("ParseMarker(%q) prints %q, want %q", in, got, want)
		}
	}
}

func TestMarkerErrors(t *testing.T) {
	for in, want := range map[string]string{
		"python_version === '3.8'":  "expected one of == !=",
		"sys_platform == linux":     "marker name such as sys_platform, found \"linux\"",
		"sys_platform = 'x'":        "expected one of",
		"sys_platform == 'x":        "to close the text",
		"(os_name == 'a'":           "expected ) for the ( at column 1",
		"os_name == 'a' os_name":    "expected and, or",
		"os_name == 'a' and":        "found the end",
		"os_name not on 'a'":        "expected one of",
		"os_name":                   "found the end",
		"os_name == 'a')":           "or the end of the marker",
		"implementation == 'a'":     "marker name",
		strings.Repeat("(", 100000): "nest deeper",
	} {
		_, err := ParseMarker(in)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseMarker(%.40q) = %v, want an error with %q", in, err, want)
		}
	}
}

// TestEvaluate holds the comparisons of spec/uvlock.md section 3.1 on CPython 3.12.1, x86_64.
func TestEvaluate(t *testing.T) {
	env := Linux(mustRelease(t, "3.12.1"), "x86_64")
	for in, want := range map[string]Truth{
		"":                                                        True,
		"python_full_version < '3.12.1'":                          False,
		"python_full_version <= '3.12'":                           False,
		"python_version <= '3.12'":                                True,
		"python_version > '3.12'":                                 False,
		"python_version == '3.12'":                                True,
		"python_version == '3.12.1'":                              False,
		"python_version == '3.12.0'":                              True,
		"python_version < '3.12.8'":                               True,
		"python_full_version == '3.12.*'":                         True,
		"python_full_version == '3.12.1rc1'":                      True,
		"python_full_version ~= '3.9'":                            True,
		"python_full_version ~= '3.9.0'":                          False,
		"python_full_version in '3.9 3.12.1'":                     True,
		"python_version in '3.9 3.12'":                            True,
		"python_version not in '3.1 3.11'":                        True,
		"python_version < '0'":                                    False,
		"implementation_version >= '3.12'":                        True,
		"sys_platform == 'Linux'":                                 False,
		"'linux' in sys_platform":                                 True,
		"sys_platform in 'linux darwin'":                          True,
		"'lin' not in sys_platform":                               False,
		"sys_platform < 'm'":                                      False,
		"sys_platform > 'a'":                                      False,
		"sys_platform >= 'linux'":                                 True,
		"sys_platform <= 'm'":                                     False,
		"platform_machine == 'AMD64'":                             False,
		"platform_machine == 'x86_64'":                            True,
		"implementation_name == 'CPython'":                        False,
		"implementation_name == 'cpython'":                        True,
		"platform_python_implementation != 'PyPy'":                True,
		"platform_release >= '20.0'":                              Unknown,
		"platform_release >= '20.0' and sys_platform == 'darwin'": False,
		"platform_release >= '20.0' or os_name == 'posix'":        True,
		"platform_version == '' or os_name == 'nt'":               Unknown,
		"extra == 'on'":                                           True,
		"extra == 'off'":                                          False,
		"extra != 'off'":                                          True,
		"extra == 'maybe'":                                        Unknown,
		"extra != 'maybe'":                                        Unknown,
		"extra == '!'":                                            False,
		"extra != '!'":                                            False,
	} {
		extras := func(name string) Truth {
			switch name {
			case "on":
				return True
			case "maybe":
				return Unknown
			}
			return False
		}
		if got := mustMarker(t, in).Evaluate(&env, extras); got != want {
			t.Errorf("%q is %v, want %v", in, got, want)
		}
	}
	env.PlatformRelease = Text{Known: true}
	if got := mustMarker(t, "platform_release >= '20.0'").Evaluate(&env, nil); got != False {
		t.Errorf("with a known, empty release: %v", got)
	}
	env.PlatformRelease = Text{Value: "6.1.0", Known: true}
	if got := mustMarker(t, "platform_release >= '20.0'").Evaluate(&env, nil); got != True {
		t.Errorf("6.1.0 comes after 20.0 as a text: %v", got)
	}
}

func TestUses(t *testing.T) {
	m := mustMarker(t, "os_name == 'a' and (extra == 'x' or python_version > '3')")
	if !m.Uses(Extra) || !m.Uses(SysPlatform, PythonVersion) || m.Uses(PlatformRelease) {
		t.Error("Uses is wrong")
	}
	if n := len(m.Clauses()); n != 3 {
		t.Errorf("%d clauses, want 3", n)
	}
}

func FuzzMarker(f *testing.F) {
	for _, s := range []string{
		"sys_platform == 'linux' and (python_full_version < '3.11' or extra == 'extra-3-a-b-c')",
		"'3.8' <= python_version", "'a' not in os.name", "os_name ~= '1'", "python_version in '3.9 3.10'",
		"((os_name == \"it's\"))", "extra == '!' or implementation_version != '3.*'",
	} {
		f.Add(s)
	}
	env := Linux(Release{3, 12, 1}, "x86_64")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMarker(text)
		if err != nil {
			return
		}
		again, err := ParseMarker(m.String())
		if err != nil {
			t.Fatalf("%q printed as %q: %v", text, m, err)
		}
		if again.String() != m.String() {
			t.Fatalf("%q printed as %q, then as %q", text, m, again)
		}
		if a, b := m.Evaluate(&env, nil), again.Evaluate(&env, nil); a != b {
			t.Fatalf("%q is %v, its print %v", text, a, b)
		}
		if Equivalent(m, again, nil) == False {
			t.Fatalf("%q is not equivalent to its print %q", text, again)
		}
	})
}
