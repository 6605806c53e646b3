package ci

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/plan"
)

func pins(t *testing.T) knowledge.CI {
	t.Helper()
	tables, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	c, err := tables.CI()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// hostile are texts that mean something to a shell, to YAML, to GitHub or to JSON.
var hostile = []string{"${{ secrets.TOKEN }}", "$(touch x)", "`touch x`", "'; touch x; '", `"}]`, "a: b # c", "- x", "ä\u2028😀", "</script>", `\u0041`, "*&!%@"}

func input(t *testing.T, system, text string) Input {
	t.Helper()
	p := &plan.Plan{
		Command: []string{"uvdock", "generate", "--cmd", text}, Output: text + "/Dockerfile", Platforms: []string{"linux/amd64"},
		Context: plan.Context{Dir: ".", Repository: ".", Named: []plan.NamedContext{{Name: "lib", Dir: "../" + text}}},
	}
	return Input{
		System: system, Command: p.Command, Check: []string{"uvdock", "check", "--cmd", text},
		Images: []plan.Image{{Name: text, Plan: p}}, Pins: pins(t),
	}
}

// TestASCII holds that what a workflow reads back is the text, and that nothing in it is more than text.
func TestASCII(t *testing.T) {
	for _, text := range hostile {
		line, err := ascii(described{Name: text, Flags: []string{text}})
		if err != nil || strings.ContainsFunc(line, func(r rune) bool { return r > 0x7e || r < 0x20 || r == '$' }) {
			t.Errorf("%q is %s, %v", text, line, err)
		}
		var back described
		if err := json.Unmarshal([]byte(line), &back); err != nil || back.Name != text || back.Flags[0] != text {
			t.Errorf("%q comes back as %+v, %v", text, back, err)
		}
	}
}

// TestHostileValues holds that a value of a project is on no line but those that carry it quoted.
func TestHostileValues(t *testing.T) {
	for _, system := range []string{GitHub, GitLab} {
		plain, _, err := Render(input(t, system, "x"))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range hostile {
			file, findings, err := Render(input(t, system, text))
			if err != nil {
				t.Errorf("%s, %q: %v", system, text, err)
			}
			if refused := strings.Contains(text, "\u2028"); findings.HasErrors() != refused {
				t.Errorf("%s, %q: %v", system, text, findings)
			}
			if findings.HasErrors() {
				continue
			}
			want, got := strings.Split(string(plain.Text), "\n"), strings.Split(string(file.Text), "\n")
			if len(want) != len(got) {
				t.Fatalf("%s, %q: %d lines instead of %d:\n%s", system, text, len(got), len(want), file.Text)
			}
			for i := range got {
				line := strings.TrimSpace(got[i])
				if got[i] == want[i] || strings.HasPrefix(line, "#") || strings.HasPrefix(line, `{"name":`) || strings.HasPrefix(line, "uvdock build ") {
					continue
				}
				_, value, _ := strings.Cut(line, " ")
				value = strings.TrimPrefix(value, "run: ")
				if !strings.HasPrefix(value, `"`) || !strings.HasSuffix(value, `"`) || system == GitHub && strings.Contains(value, "${{ secrets") {
					t.Errorf("%s, %q: line %d is %s", system, text, i+1, got[i])
				}
			}
		}
	}
}

// TestNoSecretOfAnyName holds that only a name can stand in an expression.
func TestNoSecretOfAnyName(t *testing.T) {
	in := input(t, GitHub, "x")
	in.Images[0].Plan.Project.Mounts = []string{"type=secret,id=A) || github.token (,env=A"}
	if _, findings, err := Render(in); err != nil || !findings.HasErrors() {
		t.Errorf("%v, %v", findings, err)
	}
	in.Images[0].Plan.Project.Mounts = []string{"type=secret,id=UV_INDEX_SHOP_PASSWORD,env=UV_INDEX_SHOP_PASSWORD"}
	file, findings, err := Render(in)
	if err != nil || findings != nil || !strings.Contains(string(file.Text), "${{ secrets.UV_INDEX_SHOP_PASSWORD && format('UV_INDEX_SHOP_PASSWORD={0}', secrets.UV_INDEX_SHOP_PASSWORD) }}") {
		t.Errorf("%v, %v\n%s", findings, err, file.Text)
	}
}

// TestKeptPins holds which references of a workflow on disk stay.
func TestKeptPins(t *testing.T) {
	commit := strings.Repeat("a", 40)
	for _, c := range []struct {
		line, use, want string
	}{
		{"      - uses: actions/checkout@" + commit + " # v99.0.0", "actions/checkout", "actions/checkout@" + commit + " # v99.0.0"},
		{"      - uses: actions/checkout@" + commit + " # v1.0.0", "actions/checkout", ""},
		{"      - uses: actions/checkout@v99 # v99.0.0", "actions/checkout", ""},
		{"      - uses: somebody/checkout@" + commit + " # v99.0.0", "actions/checkout", ""},
		{"  image: golang:1.99", "go", "golang:1.99"},
		{"  image: golang:1.1", "go", ""},
		{"  image: golang:1.26.9@sha256:" + strings.Repeat("5", 64), "go", "golang:1.26.9@sha256:" + strings.Repeat("5", 64)},
		{"    - name: docker:99-dind", "docker-dind", "docker:99-dind"},
		{"    - name: docker:99-dind", "docker", ""},
		{"  image: registry.example/golang:1.99", "go", ""},
	} {
		in := Input{Pins: pins(t)}
		planned := in.use()[c.use]
		in.Existing = []byte(c.line + "\n")
		if c.want == "" {
			c.want = planned
		}
		if got := in.use()[c.use]; got != c.want || planned == "" {
			t.Errorf("%q: %s, want %s", c.line, got, c.want)
		}
	}
}
