package config

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/region"
)

// SchemaID is where the schema of the configuration lies.
const SchemaID = "https://github.com/uvdock/uvdock/raw/main/docs/uvdock.schema.json"

// dict is an object of JSON; its keys are written in the order of the alphabet.
type dict = map[string]any

// Schema is the JSON Schema of [tool.uvdock] and of uvdock.toml, as SchemaStore takes it: draft 7, which
// is what editors of TOML know, and none of their own extensions.
func Schema() ([]byte, error) {
	properties := dict{}
	for _, o := range options {
		properties[o.Key] = o.schema()
	}
	properties["native"] = dict{
		"title": "System packages", "description": "rows of system packages by PyPI name, in the place of those that uvdock knows",
		"type": "object", "additionalProperties": dict{"$ref": "#/definitions/native"},
	}
	properties["process"] = dict{
		"title": "Processes", "description": "several processes of one project, by name: a service or a stage each",
		"type": "object", "propertyNames": dict{"pattern": processName().String(), "maxLength": maxProcessName},
		"additionalProperties": dict{"$ref": "#/definitions/process"},
	}
	properties["snippets"] = dict{
		"title": "Snippets", "description": "lines for the generated files, by the name of their place",
		"type": "object", "properties": snippetSchemas(), "additionalProperties": false,
	}
	return marshal(dict{
		"$schema": "http://json-schema.org/draft-07/schema#", "$id": SchemaID,
		"title": "uvdock", "description": "[tool.uvdock] of pyproject.toml, or uvdock.toml: what the image of a uv project is to be",
		"type": "object", "properties": properties, "additionalProperties": false,
		"definitions": dict{"native": nativeSchema(), "packages": packagesSchema(), "process": processSchema()},
	})
}

func marshal(value any) ([]byte, error) {
	var text strings.Builder
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	return []byte(text.String()), nil
}

// schema is that of one option's value.
func (o Option) schema() dict {
	out := dict{"title": o.Title(), "description": o.Doc + " (default: " + o.Default + ")"}
	word := dict{"type": "string", "minLength": 1}
	if len(o.Values) > 0 {
		word = dict{"type": "string", "enum": o.Values}
	}
	switch o.Kind {
	case Number:
		out["type"], out["minimum"], out["maximum"] = "integer", o.Min, o.Max
	case Truth:
		out["type"], out["default"] = "boolean", false
	case List:
		out["type"], out["items"], out["default"] = "array", word, []string{}
	case Words:
		out["anyOf"] = wordsSchema()
	case Text:
		maps.Copy(out, word)
	}
	if o.Value != nil {
		out["default"] = o.Value
	}
	if len(o.Hints) > 0 {
		out["examples"] = o.examples()
	}
	return out
}

func (o Option) examples() []any {
	var out []any
	for _, hint := range o.Hints {
		if o.Kind == List {
			out = append(out, []string{hint})
		} else {
			out = append(out, hint)
		}
	}
	return out
}

// Title is the option's name for people: "Health path".
func (o Option) Title() string {
	text := strings.ReplaceAll(o.Key, "-", " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

func wordsSchema() []dict {
	return []dict{
		{"type": "string", "minLength": 1},
		{"type": "array", "items": dict{"type": "string"}, "minItems": 1},
	}
}

// nativeDocs say what the keys of a row are, in short; profiles/native/README.md says it at length.
var nativeDocs = map[string]string{
	"kind":              "when it needs something: an extension module is compiled, or something is needed at run time",
	"toolchain":         "what an sdist is compiled with; absent for C or C++, not known which",
	"need":              "feature: only some functions need runtime; taken for direct dependencies alone",
	"unless":            "PyPI names that make the row void",
	"below":             "the row is for lower versions only",
	"debian":            "names in Debian 12",
	"trixie":            "names in Debian 13 where they differ, by the name in Debian 12; empty: gone",
	"alpine":            "names in Alpine",
	"distroless":        "what distroless lacks: libraries can be copied, programs cannot",
	"import":            "a Python statement that fails when a library is missing; run while the image is built",
	"note":              "shown by uvdock explain and in findings",
	"build":             "for the build stages, if the package is compiled",
	"linked":            "for the image, if the package is compiled",
	"runtime":           "for the image, always",
	"cmd":               "what it starts, as words or as an array of them",
	"port":              "the port that it listens on",
	"health-path":       "HTTP path that answers when it is healthy",
	"kind of a process": "a service stays; a job ends, and the services wait until it has ended well",

	"no-healthcheck":              "no health check for it",
	"only_without_platform_wheel": "a platform wheel bundles what runtime names",
	"alpine_unsupported":          "cannot work on Alpine; note says why",
}

// nativeSchema is that of a row, from the type that a row is read into.
func nativeSchema() dict {
	enums := map[string][]string{
		"kind":      {string(knowledge.KindCompile), string(knowledge.KindRuntime), string(knowledge.KindBoth), string(knowledge.KindNone)},
		"toolchain": {string(knowledge.C), string(knowledge.CXX), string(knowledge.Rust), string(knowledge.Go), string(knowledge.NoToolchain)},
	}
	properties := dict{}
	for field := range reflect.TypeFor[nativeRow]().Fields() {
		key := field.Tag.Get("toml")
		p := dict{"title": key, "description": nativeDocs[key]}
		switch of := field.Type.String(); {
		case enums[key] != nil:
			p["type"], p["enum"] = "string", enums[key]
		case of == "*string":
			p["type"] = "string"
		case of == "*bool":
			p["type"] = "boolean"
		case of == "[]string":
			p["type"], p["items"] = "array", dict{"type": "string"}
		case of == "map[string]string":
			p["type"], p["additionalProperties"] = "object", dict{"type": "string"}
		default:
			p = dict{"$ref": "#/definitions/packages"}
		}
		properties[key] = p
	}
	return dict{"title": "Row", "description": "what one package needs of the system", "type": "object", "properties": properties, "additionalProperties": false}
}

func packagesSchema() dict {
	properties := dict{}
	for _, key := range tags(packages{}) {
		properties[key] = dict{"title": key, "description": nativeDocs[key], "type": "array", "items": dict{"type": "string", "minLength": 1}}
	}
	return dict{"title": "Packages", "description": "names of system packages", "type": "object", "properties": properties, "additionalProperties": false}
}

func processSchema() dict {
	properties := dict{
		"cmd":            dict{"anyOf": wordsSchema()},
		"port":           dict{"type": "integer", "minimum": 1, "maximum": 65535},
		"health-path":    dict{"type": "string", "pattern": "^/"},
		"no-healthcheck": dict{"type": "boolean", "default": false},
		"kind":           dict{"type": "string", "enum": processKinds, "default": processKinds[0]},
	}
	for key, p := range properties {
		p := p.(dict)
		p["title"], p["description"] = key, nativeDocs[key]
		if key == "kind" {
			p["description"] = nativeDocs["kind of a process"]
		}
	}
	return dict{
		"title": "Process", "description": "one of several processes", "type": "object",
		"properties": properties, "required": []string{"cmd"}, "additionalProperties": false,
	}
}

func snippetSchemas() dict {
	out := dict{}
	for _, p := range region.Places {
		out[p.Name] = dict{"title": p.Name, "description": fmt.Sprintf("%s: %s", p.Kind, p.About), "type": "string"}
	}
	return out
}
