package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// vocabulary is what the templates may use of sprig. It is an allow-list: sprig's "hermetic"
// map still has functions whose results vary (keys, shuffle, randInt, genPrivateKey, ago).
var vocabulary = []string{"concat", "dict", "join", "list"}

// funcs are the functions of the templates: the vocabulary of sprig, and what a Dockerfile and
// the files beside it need to carry any value safely.
func funcs() template.FuncMap {
	out := template.FuncMap{
		"section":  sectionMark,
		"place":    placeMark,
		"stamp":    func() string { return stampMark },
		"json":     jsonString,
		"exec":     execForm,
		"word":     func(s string) (string, error) { return words([]string{s}) },
		"words":    words,
		"command":  words,
		"envValue": envValue,
		"hcl":      hclString,
		"yaml":     yamlString,
		"github":   githubString,
		"compose":  composeString,
		"key":      yamlKey,
		"cache":    func(id string) string { return "type=cache,id=" + id + ",target=/root/.cache/uv" },
	}
	all := sprig.TxtFuncMap()
	for _, name := range vocabulary {
		out[name] = all[name]
	}
	return out
}

// jsonString is a JSON string without the HTML escapes that encoding/json adds by default:
// "&&" stays readable, and Docker's parser takes both.
func jsonString(s string) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// execForm is the JSON array of CMD and HEALTHCHECK: no shell, nothing is expanded.
func execForm(args []string) (string, error) {
	var quoted []string
	for _, a := range args {
		q, err := jsonString(a)
		if err != nil {
			return "", err
		}
		quoted = append(quoted, q)
	}
	return "[" + strings.Join(quoted, ", ") + "]", nil
}

var plainWord = lazy.Regexp(`^[A-Za-z0-9._:/@%+=,-]+$`)

// ShellWords is a command line for a shell: the words, quoted where they must be. A line break
// in a word is an error.
func ShellWords(args []string) (string, error) { return words(args) }

// words are shell words, each quoted where the shell would see more than text in it.
func words(args []string) (string, error) {
	var out []string
	for _, a := range args {
		if strings.ContainsAny(a, "\n\r\x00") {
			return "", fmt.Errorf("a line break in %q", a)
		}
		if !plainWord().MatchString(a) {
			a = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
		out = append(out, a)
	}
	return strings.Join(out, " "), nil
}

var (
	plainEnv = lazy.Regexp(`^[A-Za-z0-9._:/@%+=,-]*$`)
	pathEnv  = lazy.Regexp(`^/[A-Za-z0-9._/-]+:\$PATH$`)
)

// envValue is the value of an ENV instruction. Only PATH may refer to another variable.
func envValue(s string) (string, error) {
	if plainEnv().MatchString(s) || pathEnv().MatchString(s) {
		return s, nil
	}
	if strings.ContainsAny(s, "\n\r\x00") {
		return "", fmt.Errorf("a line break in %q", s)
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`).Replace(s) + `"`, nil
}
