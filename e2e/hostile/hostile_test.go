package hostile

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/render"
)

var profiles = []string{"slim-bookworm", "slim-trixie", "alpine", "distroless"}

// seeds are values that would become something else in TOML, JSON, Python, a shell, a template or
// a Dockerfile if they were not carried with care.
var seeds = []string{
	"a\nRUN id", "a\r\nRUN id", "\nRUN id", "a\\\nRUN id", "a \\", "a\\", `\`, "a\u0085RUN id", "a\u2028RUN id", "a\vb", "a\x00b", "a\x1bb", "a\xffb",
	`a"b`, `"]` + "\nRUN id", `"], "b`, "a'b", "'; id; '", "a''b", "a`id`b", "$HOME", "${HOME:-x}", "$(id)", "$$", "%s%n", "a && id", "a || id", "a; id", "a | id", "a & id",
	"a > b", "a < b", "<<EOF", "<<'EOF'", "a <<-EOF", "# check=skip=all", "#", "syntax=evil", "{{.Python}}", "{{", "}}", "{{define \"x\"}}", "a,b", "a,target=/", "a=b", "a:b", "a b",
	" a", "a ", "\ta", "-a", "--force", "--mount=type=bind", "..", "../a", "/a", "a/../../b", ".", "./a", "~", "*", "**/*", "?", "[a]", "!a", "é", "名前", "🐍", "\u202ea", "\ufeffa", "AS evil",
	"FROM scratch", "scratch AS x", "a AS b", "0.13.8 AS uv", "0.13.8@sha256:0", "latest", "0.13.8-alpine", "A.B_c-d", "a..b", "a--b", strings.Repeat("a", 3000), strings.Repeat("'", 100),
}

// FuzzValues puts a value into one field of a project, renders the project, and lets BuildKit read
// the Dockerfile: it must do what that of a benign project does, or have been refused with a
// finding.
func FuzzValues(f *testing.F) {
	for i, s := range seeds {
		for which := range fields {
			f.Add(uint8(which), uint8(i), s)
		}
	}
	f.Fuzz(func(t *testing.T, which, profile uint8, value string) {
		v, f := benign, fields[int(which)%len(fields)]
		f.set(&v, value)
		for i, s := range shapes {
			everywhere := v.uv != benign.uv || v.output != benign.output
			if s.like(v, benign) && (!everywhere || i > 0) {
				continue // the shape has no such value
			}
			try(t, s, profiles[int(profile)%len(profiles)], v, f.name)
		}
	})
}

// TestCarried holds that care is not refusal: values that look odd and mean no harm come through,
// and so FuzzValues compares Dockerfiles and not refusals.
func TestCarried(t *testing.T) {
	odd := []string{`\`, `a"b`, "it's", "$HOME", "$(id)", "a && id", "{{.Python}}", "a b", "<<EOF", "# x", "名前", "-x", "*"}
	for _, c := range []struct {
		field  string
		shape  int
		values []string
	}{
		{"project name", 0, []string{"A.B_c-d", "x1", "a--b", "latest"}},
		{"project name", 1, []string{"A.B_c-d", "x1", "a--b", "latest"}},
		{"word of --cmd", 0, odd},
		{"word of --cmd", 2, odd},
		{"--output", 0, odd},
		{"index name", 1, odd},
		{"group name", 1, []string{"A.B_c-d", "prod"}},
		{"path of a dependency", 1, []string{"a/b.c/d_e", "-a", "名前", "a+b@c"}},
		{"module", 1, []string{"shop_x", "名前"}},
		{"script name", 1, []string{"serve-it", "serve.it"}},
		{"settings module", 3, []string{"config.settings", "config.other"}},
		{"variable", 3, []string{"KEY_2"}},
		{"--health-path", 0, []string{"/h?a=b&c=%20", "/~x/y-z"}},
		{"--uv-version", 0, []string{"0.12.24", "0.13.0rc1"}},
	} {
		t.Run(c.field+" of a "+shapes[c.shape].name, func(t *testing.T) {
			i := slices.IndexFunc(fields, func(f field) bool { return f.name == c.field })
			for n, value := range c.values {
				v := benign
				fields[i].set(&v, value)
				if !try(t, shapes[c.shape], profiles[n%len(profiles)], v, c.field) {
					t.Errorf("%q is refused", value)
				}
			}
		})
	}
}

// try renders a project and compares. It says whether a Dockerfile came of it.
func try(t *testing.T, s shape, profile string, v values, field string) bool {
	t.Helper()
	text := generate(t, s, profile, v)
	if text == nil {
		return false
	}
	got, want := read(t, text), expected(t, s, profile)
	if d := difference(got, want); d != "" {
		t.Fatalf("%s, %s, %s: %s\n%s", s.name, profile, field, d, text)
	}
	if len(got.lints) > 0 {
		t.Fatalf("%s, %s, %s: %s\n%s", s.name, profile, field, strings.Join(got.lints, "\n"), text)
	}
	if strings.Contains(s.options(v).Cmd, "[") && !slices.Contains(got.command, v.arg) {
		t.Fatalf("%s, %s: the command %q does not hold the word %q", s.name, profile, got.command, v.arg)
	}
	return true
}

// generate is the Dockerfile, nil where the project was refused. Refused is with an error among
// the findings, and never by an error of the program.
func generate(t *testing.T, s shape, profile string, v values) []byte {
	t.Helper()
	o := s.options(v)
	o.Profile, o.UVVersion, o.Output = profile, v.uv, v.output
	o.Command = []string{"uvdock", "generate", "--cmd", o.Cmd, "--health-path", o.HealthPath, "--output", o.Output}
	r, err := generator.Generate(t.Context(), s.project(v), ".", o)
	if err != nil {
		t.Fatalf("%s, %s: an error and no finding: %v", s.name, profile, err)
	}
	if len(r.Files) == 0 {
		if !r.Findings.HasErrors() {
			t.Fatalf("%s, %s: neither files nor an error", s.name, profile)
		}
		return nil
	}
	ignored(t, r.Files[1])
	return r.Files[0].Text
}

// ignored holds that the .dockerignore has no line that a value could have made.
func ignored(t *testing.T, f render.File) {
	t.Helper()
	for line := range strings.Lines(string(f.Text)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "!") || strings.Contains(line, "RUN id") && !strings.HasPrefix(line, "#") {
			t.Fatalf("%s holds the line %q", f.Path, line)
		}
	}
}

var (
	expectedMu   sync.Mutex
	expectations = map[string]outline{}
)

// expected is the outline of the benign project of the shape.
func expected(t *testing.T, s shape, profile string) outline {
	t.Helper()
	expectedMu.Lock()
	defer expectedMu.Unlock()
	key := s.name + " " + profile
	o, ok := expectations[key]
	if !ok {
		text := generate(t, s, profile, benign)
		if text == nil {
			t.Fatalf("%s, %s: the benign project is refused", s.name, profile)
		}
		o = read(t, text)
		expectations[key] = o
	}
	return o
}
