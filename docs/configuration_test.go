package docs_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/config"
)

// generated is the part of configuration.md that the option table gives.
var generated = regexp.MustCompile(`(?s)(<!-- keys: .*? -->\n).*(<!-- /keys -->)`)

// TestConfiguration holds the table of docs/configuration.md. -update writes it.
func TestConfiguration(t *testing.T) {
	const file = "configuration.md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	have := strings.ReplaceAll(string(data), "\r\n", "\n")
	want := generated.ReplaceAllString(have, "${1}"+strings.ReplaceAll(keysTable(), "$", "$$")+"${2}")
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if have != want || !generated.MatchString(have) {
		t.Errorf("docs/%s is not current: run `make generate`", file)
	}
	for flag := range config.FlagsOnly {
		if !strings.Contains(have, "`--"+flag+"`") {
			t.Errorf("docs/%s does not say that --%s is a flag only", file, flag)
		}
	}
}

// TestSchema holds docs/uvdock.schema.json, which editors read. -update writes it.
func TestSchema(t *testing.T) {
	const file = "uvdock.schema.json"
	want, err := config.Schema()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(file)
	if err != nil || strings.ReplaceAll(string(have), "\r\n", "\n") != string(want) {
		t.Errorf("docs/%s is not current: run `make generate`", file)
	}
}

// keysTable is the option table for people.
func keysTable() string {
	var b strings.Builder
	b.WriteString("| key | for example | what it says | default | counts beside `uv.lock` for |\n| --- | --- | --- | --- | --- |\n")
	for _, o := range config.Options() {
		doc := o.Doc
		if len(o.Values) > 0 {
			doc += ": `" + strings.Join(o.Values, "`, `") + "`"
		}
		scope := map[config.Scope]string{config.EveryImage: "every member", config.OneImage: "the root's own image", config.SharedFile: "all images"}[o.Scope]
		fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s | %s |\n", o.Key, o.Example, doc, o.Default, scope)
	}
	return b.String()
}
