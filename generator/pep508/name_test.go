package pep508

import "testing"

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "requests": "requests", "Flask": "flask", "ruamel.yaml": "ruamel-yaml",
		"A__b-.C": "a-b-c", "typing_extensions": "typing-extensions", "a--b": "a-b", "x-": "x-", "a_": "a-",
	} {
		if got := Normalize(in); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestValidName(t *testing.T) {
	for in, want := range map[string]bool{
		"a": true, "A.b_c-9": true, "": false, "-a": false, "a.": false, "a b": false, "é": false, "a$": false,
	} {
		if got := ValidName(in); got != want {
			t.Errorf("ValidName(%q) = %v, want %v", in, got, want)
		}
	}
}
