package detect

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// processLines are the tables for options, as they can be copied into pyproject.toml; empty where a
// command is not known.
func processLines(list []option) string {
	out := []string{"[tool.uvdock.process]"}
	called := processNames(list)
	for i, o := range list {
		if o.words == nil {
			return ""
		}
		line := called[i] + " = { cmd = " + tomlCommand(o.words)
		if o.job {
			line += `, kind = "job"`
		}
		out = append(out, line+" }")
	}
	return strings.Join(out, "\n")
}

// processNames are what the processes of options are called, each once.
func processNames(list []option) []string {
	var out []string
	for _, o := range list {
		name := processWord(o.name)
		for n := 2; slices.Contains(out, name); n++ {
			name = processWord(o.name) + "-" + itoa(n)
		}
		out = append(out, name)
	}
	return out
}

// processWord turns a name into one that a stage, a target and a service can have.
func processWord(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	out := strings.Join(words, "-")
	if out == "" || out[0] < 'a' || slices.Contains(knowledge.ReservedStages, out) {
		out = "process-" + out
	}
	return strings.TrimSuffix(out[:min(len(out), 60)], "-")
}

// tomlCommand is a command as a string of TOML. The words of one that a literal string cannot hold
// become an array, whose strings JSON and TOML write alike.
func tomlCommand(words []string) string {
	text := quoteCommand(words)
	switch {
	case !strings.ContainsAny(text, "\"\\") && !strings.ContainsFunc(text, control):
		return `"` + text + `"`
	case !strings.Contains(text, "'") && !strings.ContainsFunc(text, control):
		return "'" + text + "'"
	}
	return jsonWords(words)
}

func control(r rune) bool { return r < ' ' || r == 0x7f }

// jsonWords are words as a JSON array.
func jsonWords(words []string) string {
	text, err := json.Marshal(words)
	if err != nil {
		return "" // strings are never refused
	}
	return string(text)
}
