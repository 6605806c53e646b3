package render

import "testing"

func TestYAMLStrings(t *testing.T) {
	for _, c := range []struct{ text, yaml, github string }{
		{"plain", `"plain"`, `"plain"`},
		{`a "b" \c`, `"a \"b\" \\c"`, `"a \"b\" \\c"`},
		{"a\nb", `"a\nb"`, `"a\nb"`},
		{"ä\u2028\u0085", "", ""},
		{"ä€", `"\u00E4\u20AC"`, `"\u00E4\u20AC"`},
		{"😀", `"\U0001F600"`, `"\U0001F600"`},
		{"${{ secrets.X }}", `"${{ secrets.X }}"`, `"${{ '${{' }} secrets.X }}"`},
		{"$HOME `x`", `"$HOME ` + "`x`" + `"`, `"$HOME ` + "`x`" + `"`},
		{"a\tb", "", ""},
		{"a\x00b", "", ""},
		{"a\rb", "", ""},
		{"\xff", "", ""},
	} {
		if got, err := yamlString(c.text); got != c.yaml || (err != nil) != (c.yaml == "") {
			t.Errorf("yaml of %q is %s, %v", c.text, got, err)
		}
		if got, err := githubString(c.text); got != c.github || (err != nil) != (c.github == "") {
			t.Errorf("github of %q is %s, %v", c.text, got, err)
		}
	}
}
