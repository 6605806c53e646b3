package project

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// longLock is a lock of n packages that is large enough to be cut.
func longLock(n int) string {
	var b strings.Builder
	b.WriteString("version = 1\nrevision = 3\nrequires-python = \">=3.11\"\n")
	for i := range n {
		fmt.Fprintf(&b, "\n[[package]]\nname = \"p%05d\"\nversion = \"1.%d\"\nsource = { registry = \"https://index.example/simple\" }\n", i, i)
		if i > 0 {
			fmt.Fprintf(&b, "dependencies = [\n    { name = \"p%05d\" },\n]\n", i-1)
		}
		fmt.Fprintf(&b, "wheels = [\n    { url = \"https://files.index.example/p%05d-1.%d-py3-none-any.whl\", hash = \"sha256:%064d\", size = %d },\n]\n", i, i, i, i)
	}
	return b.String()
}

func TestDecodeHalves(t *testing.T) {
	text := longLock(3000)
	halves, ok := decodeHalves([]byte(text))
	if !ok {
		t.Fatal("a plain lock was not cut")
	}
	whole, err := newLockDecoder([]byte(text), 1).decode()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(halves, whole) {
		t.Error("two readers read another lock than one")
	}
	refused := map[string]string{
		"small":             longLock(3),
		"multi-line string": text + "\n[options]\nx = \"\"\"\n[[package]]\n\"\"\"\n",
		"a table after":     text + "\n[manifest]\nmembers = [\"a\"]\n",
		"an error":          strings.Replace(text, "version = \"1.2999\"", "version = 1", 1),
	}
	for name, text := range refused {
		if _, ok := decodeHalves([]byte(text)); ok {
			t.Errorf("%s: it was cut", name)
		}
	}
}
