package project

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

const skimHash = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// onePackage is a lock of one package with a body of keys.
func onePackage(body string) string {
	return "version = 1\nrequires-python = \">=3.11\"\n\n[[package]]\nname = \"a\"\nversion = \"1\"\nsource = { registry = \"https://index.example/simple\" }\n" + body
}

// What is skimmed must be what the parser reads, whatever a line looks like; where the skimmer
// does not know, it must leave the line to the parser.
func TestDecodeSkimmed(t *testing.T) {
	wheel := `{ url = "https://files.index.example/a-1-py3-none-any.whl", hash = "` + skimHash + `", size = 12, upload-time = "2026-01-01T00:00:00Z" }`
	bodies := map[string]string{
		"plain":          "sdist = " + strings.Replace(wheel, "-py3-none-any.whl", ".tar.gz", 1) + "\nwheels = [\n    " + wheel + ",\n    " + wheel + ",\n]\n",
		"no size":        "wheels = [\n    { url = \"https://files.index.example/a-1-py3-none-any.whl\", hash = \"" + skimHash + "\" },\n]\n",
		"path":           "wheels = [\n    { path = \"a-1-py3-none-any.whl\", hash = \"" + skimHash + "\" },\n]\n",
		"filename":       "wheels = [\n    { filename = \"a-1-py3-none-any.whl\", hash = \"" + skimHash + "\" },\n]\n",
		"escaped name":   "wheels = [\n    { url = \"https://files.index.example/a-1%2Bcpu-py3-none-any.whl#x\" },\n]\n",
		"string escape":  "wheels = [\n    { url = \"https://files.index.example/a-1-py3-none-any\\u002ewhl\" },\n]\n",
		"zstd":           "wheels = [\n    { url = \"https://files.index.example/a-1-py3-none-any.whl\", zstd = { hash = \"" + skimHash + "\" } },\n]\n",
		"one line":       "wheels = [" + wheel + "]\n",
		"comment":        "wheels = [\n    # two\n    " + wheel + ",\n]\n",
		"no last comma":  "wheels = [\n    " + wheel + "\n]\n",
		"in a sub-table": "\n[package.metadata]\nwheels = [\n    " + wheel + ",\n]\n",
		"empty":          "wheels = [\n]\n",
		"number":         "wheels = [\n    { url = \"https://files.index.example/a-1-py3-none-any.whl\", size = 1_000 },\n]\n",
		"other order":    "wheels = [\n    { hash = \"" + skimHash + "\", url = \"https://files.index.example/a-1-py3-none-any.whl\" },\n]\n",
		"blank end":      "wheels = [\n    " + wheel + ",\n]",
	}
	for name, body := range bodies {
		text := onePackage(body)
		whole, err := decodeWhole(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		lock, ok := decodeSkimmed(text)
		if !ok {
			t.Errorf("%s: it was left to the parser altogether", name)
		} else if !reflect.DeepEqual(lock, whole) {
			t.Errorf("%s: skimmed %+v, parsed %+v", name, lock.Packages[0], whole.Packages[0])
		}
	}
}

func TestDecodeSkimmedRefuses(t *testing.T) {
	wheels := "wheels = [\n    { url = \"https://files.index.example/a-1-py3-none-any.whl\" },\n]\n"
	for name, body := range map[string]string{
		"a key twice":       wheels + wheels,
		"an array not done": "wheels = [\n    { url = \"https://files.index.example/a-1-py3-none-any.whl\" },\n",
		"a multi-line text": "x = \"\"\"\n" + wheels + "\"\"\"\n",
		"leading zero":      "wheels = [\n    { url = \"https://files.index.example/a-1-py3-none-any.whl\", size = 012 },\n]\n",
	} {
		if _, ok := decodeSkimmed(onePackage(body)); ok {
			t.Errorf("%s: it was skimmed", name)
		}
	}
}

// longLock is a lock of n packages, large enough to be cut.
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

func TestDecodeSkimmedInHalves(t *testing.T) {
	text := longLock(3000)
	if middle(text) < 0 {
		t.Fatal("a plain lock was not cut")
	}
	halves, ok := decodeSkimmed(text)
	whole, err := decodeWhole(text)
	if !ok || err != nil || !reflect.DeepEqual(halves, whole) {
		t.Errorf("two readers read another lock than one (%v, %v)", ok, err)
	}
	for name, text := range map[string]string{
		"small":         longLock(3),
		"a table after": text + "\n[manifest]\nmembers = [\"a\"]\n",
		"one package":   onePackage("x = \"" + strings.Repeat("a", worthCutting) + "\"\n"),
	} {
		if middle(text) >= 0 {
			t.Errorf("%s: it was cut", name)
		}
	}
	if _, ok := decodeSkimmed(strings.Replace(text, "version = \"1.2999\"", "version = 1", 1)); ok {
		t.Error("an error in the second half: the parser must say where")
	}
}

// FuzzSkim holds the two readers together on any text.
func FuzzSkim(f *testing.F) {
	f.Add(onePackage("wheels = [\n    { url = \"https://files.index.example/a-1-py3-none-any.whl\", hash = \"" + skimHash + "\", size = 3 },\n]\n"))
	f.Add(onePackage("sdist = { path = \"a.tar.gz\" }\n"))
	f.Fuzz(func(t *testing.T, text string) {
		lock, ok := decodeSkimmed(text)
		if !ok || !utf8.ValidString(text) { // ParseLock has refused what is no UTF-8
			return
		}
		whole, err := decodeWhole(text)
		if err != nil || !reflect.DeepEqual(lock, whole) {
			t.Errorf("the readers differ on %q (%v)", text, err)
		}
	})
}
