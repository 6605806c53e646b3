package render

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// hclString is a quoted template of HCL that gives the text as it is: "${" and "%{" would begin
// an interpolation and a directive.
// Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#quoted-templates
func hclString(s string) (string, error) {
	if err := printable(s); err != nil {
		return "", err
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `${`, `$${`, `%{`, `%%{`).Replace(s) + `"`, nil
}

// composeString is a double-quoted scalar of YAML from which compose reads the text as it is: it
// would replace "$NAME" in every value, and reads "$$" as one dollar.
// Sources: https://yaml.org/spec/1.2.2/#731-double-quoted-style,
// https://docs.docker.com/reference/compose-file/interpolation/
func composeString(s string) (string, error) {
	if err := printable(s); err != nil {
		return "", err
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `$$`).Replace(s) + `"`, nil
}

// yamlString is a double-quoted scalar of YAML in ASCII, with escapes that every parser knows.
// Source: https://yaml.org/spec/1.2.2/#57-escaped-characters
func yamlString(s string) (string, error) {
	if err := printable(strings.ReplaceAll(s, "\n", "")); err != nil {
		return "", err
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x7f:
			b.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	return `"` + b.String() + `"`, nil
}

// githubString is such a scalar from which GitHub reads the text as it is: it would evaluate "${{".
// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
func githubString(s string) (string, error) {
	return yamlString(strings.ReplaceAll(s, "${{", "${{ '${{' }}"))
}

var plainKey = lazy.Regexp(`^[A-Za-z][A-Za-z0-9_-]*$`)

// notText are the plain scalars that a YAML parser of some version takes for something else.
var notText = []string{"y", "n", "yes", "no", "on", "off", "true", "false", "null"}

// yamlKey is a key of a YAML mapping, quoted where a parser would see a number or a boolean in
// it. Compose replaces nothing in keys.
func yamlKey(s string) (string, error) {
	if plainKey().MatchString(s) && !slices.Contains(notText, strings.ToLower(s)) {
		return s, nil
	}
	if err := printable(s); err != nil {
		return "", err
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`, nil
}

// printable refuses what would have to be escaped by number, and what a reader cannot see: no
// name, path or version has it.
func printable(s string) error {
	if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsGraphic(r) }) {
		return fmt.Errorf("a control character in %q", s)
	}
	return nil
}
