package pep508

import (
	"fmt"
	"strings"
	"testing"
)

func TestEquivalent(t *testing.T) {
	tests := []struct {
		a, b, python string
		want         Truth
	}{
		{"", "", "", True},
		{"", "os_name == 'a'", "", False},
		{"python_version > '3.8'", "python_full_version >= '3.9'", "", True},
		{"python_version <= '3.8'", "python_full_version < '3.9'", "", True},
		{"python_full_version <= '3.8'", "python_full_version < '3.9'", "", False},
		{"python_version == '3.8'", "python_full_version == '3.8.*'", "", True},
		{"python_version < '3.11'", "", ">=3.11", False},
		{"python_version >= '3.10'", "", ">=3.11", True},
		{"python_version < '3.11'", "python_version < '0'", ">=3.11", True},
		{"python_version < '4'", "", ">=3.11, <4", True},
		{"python_version in '3.11 3.12'", "python_full_version < '3.13'", ">=3.11", True},
		{"sys_platform == 'linux' or sys_platform == 'darwin'", "sys_platform == 'darwin' or sys_platform == 'linux'", "", True},
		{"sys_platform != 'win32'", "sys_platform == 'linux'", "", False},
		{"sys_platform in 'linux darwin'", "sys_platform == 'linux' or sys_platform == 'darwin'", "", False},
		{"os_name == 'a' and (extra == 'x' or extra == 'y')", "(os_name == 'a' and extra == 'x') or (os_name == 'a' and extra == 'y')", "", True},
		{"extra == 'x'", "extra != 'x'", "", False},
		{"extra == 'A.B'", "extra == 'a-b'", "", True},
		{"os_name ~= '1' and os_name == 'a'", "os_name == 'a'", "", True},
		{"platform_release >= '20' and platform_release >= '3'", "(platform_release >= '3' and sys_platform != 'darwin') or (platform_release >= '20' and sys_platform == 'darwin')", "", True},
		{"platform_release >= '20.0'", "(platform_release >= '20.0' and sys_platform != 'darwin') or (platform_release >= '20' and sys_platform == 'darwin')", "", True},
		{"platform_release == '20.*'", "(platform_release >= '20' and platform_release < '21' and sys_platform == 'darwin') or (platform_release == '20.*' and sys_platform != 'darwin')", "", True},
		{"platform_release >= '20.0'", "platform_release >= '20'", "", False},
		{"platform_system == 'Linux'", "sys_platform == 'linux'", "", True},
		{"platform_system != 'Windows'", "sys_platform != 'win32'", "", True},
		{"platform_system == 'Java'", "sys_platform == 'java'", "", False},
		{"os_name == 'nt' and sys_platform == 'linux'", "python_version < '0'", "", True},
		{"os_name == 'nt' and sys_platform == 'cygwin'", "python_version < '0'", "", False},
		{"platform_system == 'iOS' and sys_platform == 'darwin'", "python_version < '0'", "", True},
		{"platform_system == 'FreeBSD' and sys_platform == 'freebsd13'", "python_version < '0'", "", False},
		{"python_version == '3.12.1.*'", "python_version < '0'", "", True},
		{"platform_release > '20'", "platform_release >= '20'", "", False},
		{"sys_platform > 'a'", "python_version < '0'", "", True},
		{"'lin' in sys_platform and 'x' in sys_platform", "'x' in sys_platform", "", False},
		{"python_version >= '3.9' and python_version < '3.9'", "os_name == 'a' and os_name == 'b'", "", True},
	}
	for _, tt := range tests {
		python, err := ParseSpecifiers(tt.python)
		if err != nil {
			t.Fatal(err)
		}
		a, b := mustMarker(t, tt.a), mustMarker(t, tt.b)
		for range 2 {
			if got := Equivalent(a, b, python); got != tt.want {
				t.Errorf("Equivalent(%q, %q, %q) = %v, want %v", a, b, tt.python, got, tt.want)
			}
			a, b = b, a
		}
	}
}

func TestEquivalentGivesUp(t *testing.T) {
	var a, b []string
	for i := range 24 {
		a = append(a, fmt.Sprintf("(extra == 'a%d' and extra == 'b%d')", i, i))
		b = append(b, fmt.Sprintf("(extra == 'b%d' and extra == 'a%d')", i, 23-i))
	}
	got := Equivalent(mustMarker(t, strings.Join(a, " or ")), mustMarker(t, strings.Join(b, " or ")), nil)
	if got == True {
		t.Error("these differ, and True would hide it")
	}
}
