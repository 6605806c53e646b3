package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	gotoml "github.com/pelletier/go-toml/v2"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// write puts a proof into the row's file below profiles; proofs of other releases stay.
func write(profiles string, row knowledge.NativeRow, proof knowledge.Proof) error {
	file := filepath.Join(profiles, filepath.FromSlash(row.File))
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	edited, err := record(string(text), row.Name, proof)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return os.WriteFile(file, []byte(edited), 0o644)
}

var (
	proofKey    = regexp.MustCompile(`(?m)^proof = \[\n(?:  .*\n)*\]\n`)
	betweenRows = regexp.MustCompile(`\n(?:[ \t]*(?:#[^\n]*)?\n)*$`)
	confidence  = regexp.MustCompile(`(?m)^confidence = ".*"$`)
)

// record edits the text of a file of profiles/native: the row's key `proof`, which it appends
// where there is none, and its confidence if the proof was one. All else stays as it is written.
func record(text, name string, proof knowledge.Proof) (string, error) {
	begin := strings.Index(text, "\n[[package]]\nname = "+strconv.Quote(name)+"\n")
	if begin < 0 {
		return "", fmt.Errorf("no row %q begins with its name", name)
	}
	begin++
	end := len(text)
	if i := strings.Index(text[begin:], "\n[[package]]\n"); i >= 0 {
		end = begin + i + 1
	}
	// Blank lines and comments at the end belong to the next row.
	end = begin + len(betweenRows.ReplaceAllLiteralString(text[begin:end], "\n"))
	block := text[begin:end]
	if !strings.HasSuffix(block, "\n") {
		return "", errors.New("the last line has no end")
	}
	// The text counts, not what was loaded: somebody may have edited the row since.
	var now struct{ Package []knowledge.NativeRow }
	if err := gotoml.Unmarshal([]byte(block), &now); err != nil {
		return "", err
	}
	proofs := slices.DeleteFunc(now.Package[0].Proof, func(p knowledge.Proof) bool { return p.Release == proof.Release })
	proofs = append(proofs, proof)
	slices.SortFunc(proofs, func(a, b knowledge.Proof) int { return cmp.Compare(a.Release, b.Release) })
	var lines strings.Builder
	lines.WriteString("proof = [\n")
	for _, p := range proofs {
		lines.WriteString("  " + inline(p) + ",\n")
	}
	lines.WriteString("]\n")
	if at := proofKey.FindStringIndex(block); at != nil {
		block = block[:at[0]] + lines.String() + block[at[1]:]
	} else {
		block += lines.String()
	}
	if proof.Outcome == knowledge.Proven {
		block = confidence.ReplaceAllLiteralString(block, `confidence = "proved"`)
	}
	return text[:begin] + block + text[end:], nil
}

func inline(p knowledge.Proof) string {
	out := fmt.Sprintf("{ release = %q, version = %q, date = %s, outcome = %q",
		p.Release, p.Version, p.Date.Format(time.DateOnly), p.Outcome)
	if p.Reason != "" {
		out += ", reason = " + quote(p.Reason)
	}
	return out + " }"
}

// quote writes a TOML basic string. Reasons are one line; what is no printable ASCII goes.
func quote(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, text)
	return strconv.Quote(text)
}
