package config_test

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/config"
)

// TestParse reads values as variables of the environment have them.
func TestParse(t *testing.T) {
	for _, c := range []struct {
		key, text string
		want      any
		err       string
	}{
		{"port", "8080", 8080, ""},
		{"port", "80a", nil, "is \"80a\", and must be a whole number"},
		{"port", "99999", nil, "is 99999; give a number from 1 to 65535"},
		{"gpu", "true", true, ""},
		{"gpu", "0", false, ""},
		{"gpu", "on", nil, "is \"on\", and must be true or false"},
		{"profile", "alpine", "alpine", ""},
		{"profile", "alpin", nil, "cannot be \"alpin\"; did you mean alpine? Use auto"},
		{"extra", "a, b,,c ", []string{"a", "b", "c"}, ""},
		{"cmd", "python -m a,b", "python -m a,b", ""},
	} {
		o, _ := config.Find(c.key)
		got, err := o.Parse(c.text)
		if !reflect.DeepEqual(got, c.want) || (err == nil) != (c.err == "") || err != nil && !strings.HasPrefix(err.Error(), c.err) {
			t.Errorf("%s %q: %v, %v; want %v, %s", c.key, c.text, got, err, c.want, c.err)
		}
	}
}

func TestUnknownVariables(t *testing.T) {
	got := config.UnknownVariables([]string{"PATH=/bin", "UVDOCK_PORT=1", "UVDOCK_HEALTHPATH=/x", "UVDOCK_FROZEN=1", "UVDOCK_CASH=x=y", "UVDOCK_CACHE=/x", "UVDOCK_GPU_=", "UVDOCK_CORPUS=/x", "UVDOCKX=1"})
	var text []string
	for _, f := range got {
		text = append(text, string(f.Severity)+" "+f.String())
	}
	want := `warning UVDOCK_CASH is set in the environment, and means nothing; docs/configuration.md lists the variables; unset it
warning UVDOCK_FROZEN is set in the environment, and means nothing; give --frozen instead: accepting a lock that is not current is a matter of each run
warning UVDOCK_HEALTHPATH is set in the environment, and means nothing; did you mean UVDOCK_HEALTH_PATH?`
	if strings.Join(text, "\n") != want {
		t.Error(strings.Join(text, "\n"))
	}
}

// TestPipelineVariables: what the GitHub action and the pipelines of --ci set is nothing that uvdock
// would warn of.
func TestPipelineVariables(t *testing.T) {
	for _, file := range []string{"action.yml", "templates/github.tmpl", "templates/gitlab.tmpl"} {
		text, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range regexp.MustCompile(`\b[A-Z]+_[A-Z_]+\b`).FindAllString(string(text), -1) {
			if found := config.UnknownVariables([]string{name + "=x"}); len(found) > 0 {
				t.Errorf("%s: %v", file, found)
			}
		}
	}
}
