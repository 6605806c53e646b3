package regions

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/dockerfile"
	"github.com/uvdock/uvdock/generator/region"
)

// fragments are pieces of what people write, right and wrong.
var fragments = []string{
	"RUN a", "COPY a /b", "LABEL x=y", "# note", "FROM x AS y", "ENV A=b", " ", "\t", "\\", " \\", "\\\\", "`", "\n", "\n", "\n", "\n", "\n\n", "<<EOF", "<<-EOF", "<<'EOF'", "3<<A", "EOF", "\tEOF",
	"EOF ", "A", "'", "\"", "&& b", "--mount=type=cache,target=/x", "[\"a\"]", "# escape=`", "ONBUILD RUN", "ADD <<EOF /x", "HEALTHCHECK NONE", "\r\n", "é", "$(x)", "<", "<<", "<<<",
}

// TestCheckAgainstBuildKit: a text that uvdock lets into a region leaves every instruction before and
// behind it as it is. A text that BuildKit reads as whole instructions of one stage is let in.
func TestCheckAgainstBuildKit(t *testing.T) {
	const before, after = "FROM a AS one\nRUN first\n", "RUN last\n"
	dice := rand.New(rand.NewPCG(8, 2))
	admitted, refused := 0, 0
	for range 20_000 {
		var b strings.Builder
		for range 1 + dice.IntN(9) {
			b.WriteString(fragments[dice.IntN(len(fragments))])
		}
		text := b.String() + "\n"
		findings := region.Check(region.Input{Name: "runtime", Kind: region.Dockerfile, Text: []byte(text), At: diag.Place{Line: 1}})
		whole := before + region.Begin("runtime") + "\n" + text + region.End("runtime") + "\n" + after
		tree, err := parser.Parse(strings.NewReader(whole))
		if err != nil {
			continue // the build says so
		}
		children := tree.AST.Children
		last := children[len(children)-1]
		intact := len(children) >= 3 && last.Original == "RUN last" && last.StartLine == strings.Count(whole, "\n")
		froms := 0
		for _, c := range children {
			if strings.EqualFold(c.Value, "FROM") {
				froms++
			}
		}
		switch {
		case findings == nil && (!intact || froms != 1):
			t.Fatalf("%q is let in: %s", text, tree.AST.Dump())
		case findings == nil:
			admitted++
		case intact && froms == 1:
			t.Fatalf("%q is refused: %v", text, findings)
		default:
			refused++
		}
		if findings == nil {
			same(t, whole, tree.AST.Children)
		}
	}
	if admitted < 500 || refused < 500 {
		t.Errorf("%d let in, %d refused", admitted, refused)
	}
}

// same holds that both split a text alike.
func same(t *testing.T, text string, children []*parser.Node) {
	t.Helper()
	list, _ := dockerfile.Read([]byte(text))
	var got, want bytes.Buffer
	for _, i := range list {
		fmt.Fprintf(&got, "%d-%d\n", i.Line, i.End)
	}
	for _, c := range children {
		fmt.Fprintf(&want, "%d-%d\n", c.StartLine, c.EndLine)
	}
	if got.String() != want.String() {
		t.Fatalf("%q:\n%swant\n%s", text, got.String(), want.String())
	}
}
