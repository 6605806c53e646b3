package docs_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/profiles"
)

// releases are those that rows are proven on, with their names for people.
var releases = [][2]string{{"bookworm", "Debian 12"}, {"trixie", "Debian 13"}}

// TestProofs holds docs/native-proofs.md, what the rows of profiles/native say of their proofs.
// -update writes it.
func TestProofs(t *testing.T) {
	tables, err := knowledge.Load(profiles.FS)
	if err != nil {
		t.Fatal(err)
	}
	var rows []knowledge.NativeRow
	for _, row := range tables.Native.Rows {
		if len(row.Proof) > 0 {
			rows = append(rows, row)
		}
	}
	text := proofsPage(rows)
	const file = "native-proofs.md"
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(file)
	if err != nil || strings.ReplaceAll(string(have), "\r\n", "\n") != text {
		t.Errorf("docs/%s is not current: run `make generate`", file)
	}
}

// TestProven holds how many rows are proven: a change that loses some must say so here.
func TestProven(t *testing.T) {
	tables, err := knowledge.Load(profiles.FS)
	if err != nil {
		t.Fatal(err)
	}
	for release, least := range map[string]int{"bookworm": 120, "trixie": 80} {
		proven := 0
		for _, row := range tables.Native.Rows {
			for _, p := range row.Proof {
				if p.Release == release && p.Outcome == knowledge.Proven {
					proven++
				}
			}
		}
		if proven < least {
			t.Errorf("%d rows are proven on %s, expected at least %d", proven, release, least)
		}
	}
}

func proofsPage(rows []knowledge.NativeRow) string {
	var b strings.Builder
	b.WriteString("# Proofs of the system packages\n\n" +
		"What `make prove-native` found out about rows of [profiles/native](../profiles/native/README.md), by compiling the newest sdist\n" +
		"of each package in the Python 3.13 images of the profiles slim-bookworm and slim-trixie, on linux/amd64. `make generate` writes this page.\n\n" +
		"| outcome | Debian 12 | Debian 13 | means |\n| --- | ---: | ---: | --- |\n")
	means := map[knowledge.Outcome]string{
		knowledge.Proven:          "compiles with exactly the row's packages and not the same without; the result loads with exactly `linked` and `runtime`",
		knowledge.NeedlessBuild:   "works, but compiles to the same without `build`",
		knowledge.NeedlessRuntime: "works, but loads without `linked`",
		knowledge.Failed:          "does not compile or does not load",
		knowledge.Timeout:         "did not end in four minutes",
	}
	for _, outcome := range knowledge.Outcomes {
		fmt.Fprintf(&b, "| %s | %d | %d | %s |\n", outcome,
			len(with(rows, "bookworm", outcome)), len(with(rows, "trixie", outcome)), means[outcome])
	}
	for _, release := range releases {
		fmt.Fprintf(&b, "\n## Not proven on %s\n\n| package | version | outcome | reason |\n| --- | --- | --- | --- |\n", release[1])
		for _, outcome := range knowledge.Outcomes[1:] {
			for _, row := range with(rows, release[0], outcome) {
				p := proofOn(row, release[0])
				fmt.Fprintf(&b, "| %s | %s | %s | `%s` |\n", row.Name, p.Version, outcome, cell(p.Reason))
			}
		}
	}
	b.WriteString("\n## Proven\n\n| package | Debian 12 | Debian 13 |\n| --- | --- | --- |\n")
	for _, row := range rows {
		bookworm, trixie := provenVersion(row, "bookworm"), provenVersion(row, "trixie")
		if bookworm != "" || trixie != "" {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", row.Name, bookworm, trixie)
		}
	}
	return b.String()
}

func with(rows []knowledge.NativeRow, release string, outcome knowledge.Outcome) []knowledge.NativeRow {
	var out []knowledge.NativeRow
	for _, row := range rows {
		if proofOn(row, release).Outcome == outcome {
			out = append(out, row)
		}
	}
	return out
}

// proofOn is the row's proof on a release; the zero one where it was not tried.
func proofOn(row knowledge.NativeRow, release string) knowledge.Proof {
	i := slices.IndexFunc(row.Proof, func(p knowledge.Proof) bool { return p.Release == release })
	if i < 0 {
		return knowledge.Proof{}
	}
	return row.Proof[i]
}

func provenVersion(row knowledge.NativeRow, release string) string {
	if p := proofOn(row, release); p.Outcome == knowledge.Proven {
		return p.Version + ", " + p.Date.Format("2006-01-02")
	}
	return ""
}

// cell is text as a code span in a table: the bar ends a cell and the backtick a span.
func cell(text string) string {
	return strings.NewReplacer("|", "\\|", "`", "'").Replace(text)
}
