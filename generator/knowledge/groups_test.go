package knowledge

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/uvdock/uvdock/profiles"
)

func TestDevelopmentGroups(t *testing.T) {
	g, err := groups(profiles.FS)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"dev": true, "dev-tools": true, "test": true, "test-integration": true, "unit-tests": true, "lint": true, "docs": true, "typing": true,
		"server": false, "prod": false, "deploy": false, "latest": false, "contest": false, "devices": false, "worker": false, "documents": false, "types-of-cheese": false,
	} {
		if g.IsDevelopment(name) != want {
			t.Errorf("%s: development is %v", name, !want)
		}
	}
}

func TestDevelopmentGroupsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"schema = 1\ndevelopment = ['dev', '[']\n": "pattern",
		"schema = 1\ndevelopment = ['lint']\n":     "with dev",
		"schema = 2\ndevelopment = ['dev']\n":      "schema",
		"schema = 1\nproduction = ['dev']\n":       "unknown key",
	} {
		if _, err := groups(fstest.MapFS{"base/groups.toml": {Data: []byte(text)}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}
