package main

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/uvdock/uvdock/generator/knowledge"
)

// newTestEngine skips where no Docker engine answers.
func newTestEngine(t *testing.T) *engine {
	t.Helper()
	if out, err := exec.Command("docker", "version").CombinedOutput(); err != nil {
		t.Skipf("no Docker engine answers: %v\n%s", err, out)
	}
	if out, err := exec.Command("docker", "buildx", "version").CombinedOutput(); err != nil {
		t.Skipf("docker has no buildx: %v\n%s", err, out)
	}
	e, err := newEngine(options{profiles: "../../profiles"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.close(t.Context()) })
	return e
}

// TestNames holds that each release has every package that a row names.
func TestNames(t *testing.T) {
	e := newTestEngine(t)
	var report strings.Builder
	if err := checkNames(t.Context(), e, []string{"bookworm", "trixie"}, &report); err != nil {
		t.Error(err)
	}
	t.Log(report.String())
}

// TestProve proves the day's sample again, one release a day, with today's versions of everything.
func TestProve(t *testing.T) {
	e := newTestEngine(t)
	day := time.Now().UTC().YearDay()
	release := []string{"bookworm", "trixie"}[day%2]
	rows := sample(e.tables.Native.Rows, release, 2, day/2)
	if len(rows) == 0 {
		t.Fatal("no row of the table is proven on " + release)
	}
	for _, row := range rows {
		r, err := prove(t.Context(), e, claimOf(e.tables.Native, row, release), 4*time.Minute, "")
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s %s on %s: %s %s", row.Name, r.proof.Version, release, r.proof.Outcome, r.proof.Reason)
		if r.proof.Outcome != knowledge.Proven {
			t.Errorf("see `make prove-native ROWS=%s RELEASE=%s`", row.Name, release)
		}
	}
}

// TestNotProven holds that a row which lacks a build package is found out.
func TestNotProven(t *testing.T) {
	e := newTestEngine(t)
	rows, err := find(e.tables.Native, []string{"psycopg2"})
	if err != nil {
		t.Fatal(err)
	}
	c := claimOf(e.tables.Native, rows[0], "bookworm")
	c.build = nil
	r, err := prove(t.Context(), e, c, time.Minute, "")
	if err != nil {
		t.Fatal(err)
	}
	if r.proof.Outcome != knowledge.Failed || !strings.Contains(r.proof.Reason, "pg_config") {
		t.Errorf("%+v", r.proof)
	}
}
