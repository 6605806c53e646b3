package python_test

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// TestSlowFiles reads files of 1 MB that are made to be slow: each is read to its end or refused.
// Without the bounds of the reader they would take so long that they meet the time limit of go test.
func TestSlowFiles(t *testing.T) {
	const size = 1 << 20
	nested := strings.Repeat("[", 190) + "x" + strings.Repeat("]", 190) + ","
	for name, unit := range map[string]string{
		"lambda": "lambda ", "lambda with body": "lambda:", "dots": ".", "names": "a.", "calls": "f()", "commas": "a,", "assignments": "a=", "semicolons": "a;",
		"nested": nested, "strings": "''", "colons": "a:", "quotes": "f'{a}'", "newlines": "\n", "continuations": "\\\n", "if": "if a:", "stars": "*", "subscripts": "a[",
	} {
		t.Run(name, func(t *testing.T) {
			module, err := python.Parse([]byte("x = " + strings.Repeat(unit, size/len(unit))))
			if (module == nil) == (err == nil) {
				t.Errorf("%v, %v", module, err)
			}
		})
	}
}
