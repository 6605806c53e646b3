package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
)

// FuzzIndent: what is written is what the standard library's indentation gives.
func FuzzIndent(f *testing.F) {
	for _, seed := range []string{
		`null`, `{}`, `[]`, `{"a":{},"b":[],"c":[{}]}`, `[1,-2.5e3,true,"x"]`, `{"a\"b":"\\","c":"\\\"","{[,:]}":"}],{["}`, `"\\\\\""`, `{"":""}`, `[[[]]]`, `"é\u2028<"`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var v any
		if json.Unmarshal([]byte(text), &v) != nil {
			return
		}
		var want, got bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(v); err != nil {
			t.Fatal(err)
		}
		if err := JSON(&got, v); err != nil || got.String() != want.String() {
			t.Errorf("%v\n%s\nwant\n%s", err, got.String(), want.String())
		}
	})
}

// TestJSONFails: neither a value without JSON nor a stream that takes none is passed over.
func TestJSONFails(t *testing.T) {
	if err := JSON(io.Discard, func() {}); err == nil {
		t.Error("a function became JSON")
	}
	if err := JSON(broken{}, strings.Repeat("x", 1<<17)); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
