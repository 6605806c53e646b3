package python_test

import (
	"strings"
	"testing"
	"time"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// TestTimeBound reads files of 1 MB that are made to be slow. The bound is generous: without
// it they would take minutes.
func TestTimeBound(t *testing.T) {
	const size = 1 << 20
	nested := strings.Repeat("[", 190) + "x" + strings.Repeat("]", 190) + ","
	for name, unit := range map[string]string{
		"lambda": "lambda ", "lambda with body": "lambda:", "dots": ".", "names": "a.", "calls": "f()", "commas": "a,", "assignments": "a=", "semicolons": "a;",
		"nested": nested, "strings": "''", "colons": "a:", "quotes": "f'{a}'", "newlines": "\n", "continuations": "\\\n", "if": "if a:", "stars": "*", "subscripts": "a[",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, _ = python.Parse([]byte("x = " + strings.Repeat(unit, size/len(unit))))
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
