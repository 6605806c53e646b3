package config_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/config"
)

// TestSchema: the schema is whole: every option with its title and description, every part that
// refers to something finds it, and nothing in it but what draft 7 knows.
func TestSchema(t *testing.T) {
	text, err := config.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	properties := schema["properties"].(map[string]any)
	for _, o := range config.Options() {
		p, _ := properties[o.Key].(map[string]any)
		if p["title"] != o.Title() || !strings.HasPrefix(p["description"].(string), o.Doc) {
			t.Errorf("%s: %v", o.Key, p)
		}
		if o.Kind == config.Text && len(o.Values) > 0 && len(p["enum"].([]any)) != len(o.Values) {
			t.Errorf("%s: %v, want %v", o.Key, p["enum"], o.Values)
		}
	}
	if got := len(properties); got != len(config.Options())+3 {
		t.Errorf("%d properties", got)
	}
	known := strings.Fields("$id $schema $ref additionalProperties anyOf default definitions description enum examples items maximum maxLength minItems minLength minimum pattern properties propertyNames required title type")
	var walk func(path string, value any)
	walk = func(path string, value any) {
		node, isNode := value.(map[string]any)
		if !isNode {
			return
		}
		for key, below := range node {
			here := path + "/" + key
			switch {
			case !slices.Contains(known, key):
				t.Errorf("%s is no word of draft 7 that is used here", here)
			case key == "$ref":
				name := strings.TrimPrefix(below.(string), "#/definitions/")
				if schema["definitions"].(map[string]any)[name] == nil {
					t.Errorf("%s refers to %v", here, below)
				}
			case key == "description" && below == "", key == "title" && below == "":
				t.Errorf("%s is empty", here)
			case key == "properties" || key == "definitions":
				for name, p := range below.(map[string]any) {
					walk(here+"/"+name, p)
				}
			default:
				walk(here, below)
			}
		}
	}
	walk("", schema)
}
