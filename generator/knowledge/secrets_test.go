package knowledge_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// TestSecretValues: what is a secret is known by its form, or by its name and length.
func TestSecretValues(t *testing.T) {
	tables, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	s := tables.Secrets
	patterns := []knowledge.Pattern{s.Variable, s.Harmless}
	for _, v := range s.Values {
		if v.What == "" {
			t.Errorf("%s has no name", v.Match)
		}
		patterns = append(patterns, v.Match)
	}
	for _, p := range patterns {
		if _, err := regexp.Compile(string(p)); err != nil || p == "" {
			t.Errorf("%q: %v", p, err)
		}
	}
	for _, c := range []struct{ name, value, want string }{
		{"SECRET_KEY", "build-only", ""},
		{"SECRET_KEY", "django-insecure-8s7df98s7df98s7df98s7df", ""},
		{"SECRET_KEY", "8s7df98s7df98s7df98s7df", "by its name"},
		{"API_TOKEN", "short", ""},
		{"STATIC_URL", "https://static.example/8s7df98s7df98s7df", ""},
		{"ANYTHING", "ghp_" + strings.Repeat("a", 36), "GitHub"},
		{"DATABASE_URL", "postgresql://shop:hunter2@db/shop", "password in a URL"},
		{"DATABASE_URL", "sqlite://:memory:", ""},
		{"KEY", "-----BEGIN PRIVATE KEY-----", "private key"},
	} {
		if got := s.ValueOf(c.name, c.value); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s=%s: %q, want %q", c.name, c.value, got, c.want)
		}
	}
}
