package main

import (
	"strings"
	"testing"
	"time"

	"github.com/uvdock/uvdock/generator/knowledge"
)

const table = `schema = 1
rank = "curated"
checked = 2026-11-20

[[package]]
name = "a"
kind = "compile"
distroless = "none"
confidence = "recalled"
evidence = ["a [list] of one"] # kept

# A comment between rows.
[[package]]
name = "b"
kind = "compile"
confidence = "archive"
proof = [
  { release = "trixie", version = "1.0", date = 2026-11-19, outcome = "failed", reason = "old" },
]
`

func TestRecord(t *testing.T) {
	day := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	proof := knowledge.Proof{Release: "bookworm", Version: "2.0", Date: day, Outcome: knowledge.Proven}
	const proven = `  { release = "bookworm", version = "2.0", date = 2026-11-21, outcome = "proven" },` + "\n"
	b := strings.Replace(table, "proof = [\n", "proof = [\n"+proven, 1)
	b = strings.Replace(b, `"archive"`, `"proved"`, 1)
	if got, err := record(table, "b", proof); err != nil || got != b {
		t.Errorf("into a row with a proof of the other release: %v\n%s", err, got)
	}

	a := strings.Replace(table, "# kept\n", "# kept\nproof = [\n"+proven+"]\n", 1)
	a = strings.Replace(a, `"recalled"`, `"proved"`, 1)
	got, err := record(table, "a", proof)
	if err != nil || got != a {
		t.Errorf("into a row without a proof: %v\n%s", err, got)
	}
	if again, err := record(got, "a", proof); err != nil || again != got {
		t.Errorf("the same proof changes the file: %v\n%s", err, again)
	}

	proof = knowledge.Proof{Release: "trixie", Date: day, Outcome: knowledge.Failed, Reason: "compile: \"x\"\té"}
	want := strings.Replace(table, `version = "1.0", date = 2026-11-19, outcome = "failed", reason = "old"`,
		`version = "", date = 2026-11-21, outcome = "failed", reason = "compile: \"x\""`, 1)
	if got, err := record(table, "b", proof); err != nil || got != want {
		t.Errorf("a failure in place of the old one: %v\n%s", err, got)
	}

	if _, err := record(table, "c", proof); err == nil {
		t.Error("a row that is not there: no error")
	}
	if _, err := record(strings.Replace(table, `outcome = "failed"`, "outcome =", 1), "b", proof); err == nil {
		t.Error("a row that is no TOML: no error")
	}
}
