package schema

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/uvdock/uvdock/generator/config"
)

// configSchema is what `uvdock schema` prints, compiled as the draft that it names.
func configSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	out, code := run(t.Context(), t, "schema")
	if code != 0 {
		t.Fatalf("code %d", code)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(config.SchemaID, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(config.SchemaID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestConfig: the schema of the configuration admits what uvdock reads, and refuses what it refuses.
func TestConfig(t *testing.T) {
	s := configSchema(t)
	good := []string{
		"", "cmd = \"python -m app\"", "[native.psycopg2]\nkind = \"both\"\ntoolchain = \"c\"\ndebian = { build = [\"libpq-dev\"] }\ntrixie = { a = \"\" }",
		"[process.worker]\ncmd = [\"celery\", \"worker\"]\nkind = \"job\"", "[snippets]\nfinal = \"LABEL a=b\"",
	}
	for _, o := range config.Options() {
		good = append(good, o.Key+" = "+o.Example)
	}
	for _, text := range good {
		if err := validate(t, s, text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{
		"profil = \"alpine\"", "profile = \"alpin\"", "python = 3.13", "port = \"8080\"", "port = 0", "port = 70000", "extra = \"a\"", "extra = [1]", "extra = [\"\"]",
		"gpu = 1", "cmd = []", "cmd = 1", "package = \"api\"", "[native.x]\nkind = \"sometimes\"", "[native.x]\ndebian = { buid = [] }", "[process.Web]\ncmd = \"a\"",
		"[process.web]\nport = 1", "[snippets]\nfinale = \"\"",
	} {
		if err := validate(t, s, text); err == nil {
			t.Errorf("%s is valid", text)
		}
	}
}

// validate reads TOML as an editor does: as the JSON that it stands for.
func validate(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	value := map[string]any{}
	if _, err := toml.Decode(text, &value); err != nil {
		t.Fatal(err)
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(string(encoded)))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(instance)
}
