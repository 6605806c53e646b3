package main

import (
	"strings"
	"testing"
	"time"

	"github.com/uvdock/uvdock/e2e/internal/oci"
)

func sample(name, kind string, size, push int64) result {
	build := []rebuild{{2 * time.Second, []oci.Layer{{Digest: "x", Compressed: push, Unpacked: push}}}}
	return result{
		variant: variant{Name: name, Kind: kind, Base: "python:3.13-slim-bookworm"},
		Layers:  []oci.Layer{{Digest: "a", Compressed: size, Unpacked: 2 * size}}, Cold: []time.Duration{time.Second, 3 * time.Second},
		Edit: build, Bump: build, Start: []time.Duration{400 * time.Millisecond},
	}
}

func TestTable(t *testing.T) {
	lines := strings.Split(table([]result{sample("uvdock slim-bookworm", "uvdock", 61_540_000, 4200)}), "\n")
	want := "| uvdock slim-bookworm | 61.5 MB | 123.1 MB | 2.00 s | 2.00 s | 4.2 kB | 2.00 s | 4.2 kB | 0.40 s |"
	if len(lines) != 4 || lines[2] != want {
		t.Errorf("got %q\nwant %q", lines, want)
	}
	if strings.Count(lines[0], "|") != strings.Count(lines[2], "|") {
		t.Error("head and rows have different columns")
	}
}

func TestJudge(t *testing.T) {
	recipe := sample("recipe", "recipe", 100, 5e6)
	elsewhere := sample("recipe on alpine", "recipe", 1, 5e6)
	elsewhere.Base = "python:3.13-alpine"
	cases := []struct {
		name   string
		mine   result
		broken int
	}{
		{"as large, small pushes", sample("u", "uvdock", 100, pushLimit-1), 0},
		{"larger", sample("u", "uvdock", 101, 10), 1},
		{"pushes too much, twice", sample("u", "uvdock", 90, pushLimit), 2},
	}
	for _, c := range cases {
		claims := judge([]result{c.mine, recipe, elsewhere, sample("naive", "naive", 1, 1)})
		if len(claims) != 3 || countBroken(claims) != c.broken {
			t.Errorf("%s: %s", c.name, claimList(claims))
		}
	}
}

func TestAFailedVariantIsShownAndBreaksAClaim(t *testing.T) {
	failed := sample("uvdock alpine", "uvdock", 1, 1)
	failed.Error = "no musllinux wheel"
	results := []result{failed, sample("recipe", "recipe", 100, 1)}
	if !strings.Contains(table(results), "| uvdock alpine | failed |") {
		t.Error(table(results))
	}
	if claims := judge(results); countBroken(claims) != 1 {
		t.Error(claimList(claims))
	}
}

func TestSizesAreHeldToTheByte(t *testing.T) {
	example := sample("example", "recipe-example", 100, 1)
	for size, holds := range map[int64]bool{100: true, 101: false} {
		if c := sizeClaim(sample("u", "uvdock", size, 1), example); c.Holds != holds {
			t.Errorf("%d bytes: %+v", size, c)
		}
	}
}
