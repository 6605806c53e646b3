package render

import (
	"strings"
	"testing"
)

func TestValues(t *testing.T) {
	for _, c := range []struct{ in, hcl, compose, key string }{
		{"", `""`, `""`, `""`},
		{"services/api", `"services/api"`, `"services/api"`, `"services/api"`},
		{"api", `"api"`, `"api"`, `api`},
		{"UV_INDEX_A", `"UV_INDEX_A"`, `"UV_INDEX_A"`, `UV_INDEX_A`},
		{"yes", `"yes"`, `"yes"`, `"yes"`},
		{"Null", `"Null"`, `"Null"`, `"Null"`},
		{"1e3", `"1e3"`, `"1e3"`, `"1e3"`},
		{`a"b\c`, `"a\"b\\c"`, `"a\"b\\c"`, `"a\"b\\c"`},
		{"${HOME}", `"$${HOME}"`, `"$${HOME}"`, `"${HOME}"`},
		{"$${HOME}", `"$$${HOME}"`, `"$$$${HOME}"`, `"$${HOME}"`},
		{"$HOME", `"$HOME"`, `"$$HOME"`, `"$HOME"`},
		{"%{if}", `"%%{if}"`, `"%{if}"`, `"%{if}"`},
		{"a: b # c", `"a: b # c"`, `"a: b # c"`, `"a: b # c"`},
		{"{{.}}", `"{{.}}"`, `"{{.}}"`, `"{{.}}"`},
		{"日本", `"日本"`, `"日本"`, `"日本"`},
	} {
		for name, quote := range map[string]struct {
			f    func(string) (string, error)
			want string
		}{"hcl": {hclString, c.hcl}, "compose": {composeString, c.compose}, "key": {yamlKey, c.key}} {
			if got, err := quote.f(c.in); got != quote.want || err != nil {
				t.Errorf("%s of %q is %s, %v; want %s", name, c.in, got, err, quote.want)
			}
		}
	}
	for _, bad := range []string{"a\nb", "a\r", "\t", "\x00", "\u0085", "\u2028", "\u202e", "\ufeff", "\xff", "\x1b"} {
		for name, f := range map[string]func(string) (string, error){"hcl": hclString, "compose": composeString, "key": yamlKey} {
			if got, err := f(bad); err == nil {
				t.Errorf("%s of %q is %s; want an error", name, bad, got)
			}
		}
	}
}

// FuzzValues holds that a quoted value is one token that reads back as the value: nothing in it
// ends the string, begins an interpolation or a line.
func FuzzValues(f *testing.F) {
	for _, s := range append([]string{"${", "$${", "$$${", "%{", "%%{", "$", "$$", "a\nb", "\xff", "\u2028"}, hostile...) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, quote := range map[string]func(string) (string, error){"hcl": hclString, "compose": composeString} {
			quoted, err := quote(s)
			if err != nil {
				continue
			}
			back, ok := unquote(name, quoted)
			if !ok || back != s || strings.ContainsAny(quoted, "\n\r\x00") {
				t.Errorf("%s of %q is %s, which reads back as %q", name, s, quoted, back)
			}
		}
		if key, err := yamlKey(s); err == nil && strings.HasPrefix(key, `"`) {
			if back, ok := unquote("key", key); !ok || back != s {
				t.Errorf("the key of %q is %s, which reads back as %q", s, key, back)
			}
		}
	})
}

// unquote reads a quoted string as the grammar of its language says; false where it is not one
// string without interpolation.
func unquote(language, quoted string) (string, bool) {
	if len(quoted) < 2 || quoted[0] != '"' || quoted[len(quoted)-1] != '"' {
		return "", false
	}
	inner := quoted[1 : len(quoted)-1]
	var b strings.Builder
	for i := 0; i < len(inner); i++ {
		rest := inner[i:]
		switch {
		case strings.HasPrefix(rest, `\\`), strings.HasPrefix(rest, `\"`):
			b.WriteByte(rest[1])
			i++
		case rest[0] == '\\', rest[0] == '"':
			return "", false
		case language == "hcl" && (strings.HasPrefix(rest, "$${") || strings.HasPrefix(rest, "%%{")):
			b.WriteString(rest[1:3])
			i += 2
		case language == "hcl" && (strings.HasPrefix(rest, "${") || strings.HasPrefix(rest, "%{")):
			return "", false
		case language == "compose" && strings.HasPrefix(rest, "$$"):
			b.WriteByte('$')
			i++
		case language == "compose" && rest[0] == '$':
			return "", false
		default:
			b.WriteByte(rest[0])
		}
	}
	return b.String(), true
}
