package generator_test

import (
	"os"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
)

// TestBuildEnv: a value stands quoted before the build and collectstatic, and nowhere else.
func TestBuildEnv(t *testing.T) {
	odd := `it's $HOME "x" \ && rm <<EOF # {{.}}`
	for dir, command := range map[string]string{"fastapi-packaged": "uv pip install ", "django": "/opt/venv/bin/python manage.py collectstatic "} {
		r, err := generator.Generate(t.Context(), os.DirFS("../examples/"+dir), ".", generator.Options{BuildEnv: []string{"ODD=" + odd, "EMPTY="}})
		if err != nil || r.Findings.HasErrors() {
			t.Fatal(r.Findings, err)
		}
		text := string(r.Files[0].Text)
		if want := `ODD='it'\''s $HOME "x" \ && rm <<EOF # {{.}}' EMPTY='' ` + command; strings.Count(text, want) != 1 || strings.Count(text, "EMPTY") != 1 {
			t.Errorf("%s is not in, or more than that:\n%s", want, text)
		}
	}
}

// TestBadBuildEnv: what is wrong, or a secret, or of no use, is said.
func TestBadBuildEnv(t *testing.T) {
	for _, c := range []struct {
		env  []string
		want string
	}{
		{[]string{"hunter2"}, "error usage: --build-env has no =; give a name and a value"},
		{[]string{"A-B=1"}, `error usage: --build-env "A-B" is no name of a variable`},
		{[]string{"1A=1"}, `error usage: --build-env "1A" is no name`},
		{[]string{"=1"}, `error usage: --build-env "" is no name`},
		{[]string{"PATH=/x"}, "error usage: --build-env PATH: the build sets it itself"},
		{[]string{"UV_INDEX=x"}, "error usage: --build-env UV_INDEX: the build sets it itself"},
		{[]string{"A=1", "A=2"}, "error usage: --build-env A is there twice"},
		{[]string{"A=a\nb"}, "error unsupported-value: "},
		{[]string{"A=1"}, "warning build-env-unused: --build-env A has no effect"},
		{[]string{"TOKEN=0123456789abcdef"}, "warning build-env-secret: the value of --build-env TOKEN looks like a secret"},
	} {
		r, err := generator.Plan(t.Context(), two("shop"), ".", generator.Options{Package: "shop", Frozen: true, BuildEnv: c.env})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range r.Findings {
			got = append(got, string(f.Severity)+" "+f.Code+": "+f.String())
		}
		if text := strings.Join(got, "\n"); !strings.Contains(text, c.want) || strings.Contains(text, "hunter2") {
			t.Errorf("%q: %s, want %s", c.env, text, c.want)
		}
	}
}
