package pep508

import (
	"reflect"
	"strings"
	"testing"
)

func TestParseRequirement(t *testing.T) {
	for in, want := range map[string]string{
		"requests": "requests",
		" Flask [ Async_Io , async-io ] >= 2 , < 4 ":         "Flask[async-io]>=2, <4",
		"uvicorn[standard]>=0.30; python_version >= '3.9'":   "uvicorn[standard]>=0.30; python_version >= '3.9'",
		"pip @ https://example.org/pip.whl ; os_name == 'a'": "pip @ https://example.org/pip.whl ; os_name == 'a'",
		"pip@https://example.org/a;b.whl":                    "pip @ https://example.org/a;b.whl",
		"a(>=1)":                                             "a>=1",
		"a[]":                                                "a",
		"a;os_name~='1'":                                     "a",
		"torch==2.8.0+cpu":                                   "torch==2.8.0+cpu",
	} {
		got, err := ParseRequirement(in)
		if err != nil || got.String() != want {
			t.Errorf("ParseRequirement(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
}

func TestRequirementErrors(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "expected a package name",
		"-a":                              "expected a package name",
		"a b":                             "has no operator",
		"a[b":                             "expected , or ]",
		"a[b c]":                          "expected , or ]",
		"a[$]":                            "name of an extra",
		"a @":                             "expected a URL",
		"a @ ; os_name=='b'":              "expected a URL",
		"a @ https://e.org; os_name=='b'": "expected a space before",
		"a (>=1":                          "expected ) to close",
		"a>=1 ; foo":                      "column 8",
		"a @ https://e.org b":             "expected ; and a marker",
	} {
		_, err := ParseRequirement(in)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseRequirement(%q) = %v, want an error with %q", in, err, want)
		}
	}
}

func FuzzRequirement(f *testing.F) {
	for _, s := range []string{
		"uvicorn[standard]>=0.30; python_version >= '3.9'", "pip @ https://example.org/pip.whl ; os_name == 'a'",
		"a(>=1,<2)", "a[]", "Flask [ Async ] ~= 2.0",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRequirement(text)
		if err != nil {
			return
		}
		again, err := ParseRequirement(r.String())
		if err != nil {
			t.Fatalf("%q printed as %q: %v", text, r, err)
		}
		if again.String() != r.String() || !reflect.DeepEqual(again.Extras, r.Extras) {
			t.Fatalf("%q printed as %q, then as %q", text, r, again)
		}
	})
}
