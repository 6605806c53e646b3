package plan

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/uvdock/uvdock/generator/diag"
)

// refuseControl reports values with a newline or another control character: it could begin a
// line of its own, and a line of a Dockerfile is an instruction. Text that is no UTF-8 is
// refused as well, because the exec form is JSON and would change it silently.
func (b *builder) refuseControl(what string, values ...string) {
	for _, value := range values {
		fault := ""
		switch {
		case !utf8.ValidString(value):
			fault = "is no UTF-8 text"
		case strings.ContainsFunc(value, invisible):
			fault = "holds a control character"
		default:
			continue
		}
		b.report(diag.Errorf("unsupported-value", diag.Place{}, "the %s %s: %q", what, fault, value).
			WithFix("give it as one line of text"))
	}
}

// invisible are characters that a reader of the Dockerfile cannot see: control characters, and
// those that reorder the text around them (https://trojansource.codes).
func invisible(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
