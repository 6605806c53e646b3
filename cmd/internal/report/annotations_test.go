package report

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/diag"
)

// hostile are findings whose texts would be commands, properties or other paths if nothing were escaped.
func hostile(t *testing.T) diag.List {
	t.Helper()
	outside, err := filepath.Abs("/else where/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	return diag.List{
		diag.Errorf("a-code", diag.Place{File: "a,b::c%/Dockerfile", Line: 3, Column: 4}, "100%%: x\r::set-env name=y::z").WithFix("first\n  second"),
		diag.Warningf("b-code", diag.Place{File: outside}, "there"),
		diag.Notef("a-code", diag.Place{Line: 9}, "nowhere"),
	}
}

// TestGitHub: one line a finding, whatever is in it, escaped as the runner undoes it.
func TestGitHub(t *testing.T) {
	list := hostile(t)
	var b strings.Builder
	GitHub(&b, list)
	want := "::error file=a%2Cb%3A%3Ac%25/Dockerfile,line=3,title=uvdock%3A a-code::100%25: x\\r::set-env name=y::z; first%0A  second\n" +
		"::warning file=" + githubProperty(list[1].File) + ",title=uvdock%3A b-code::there\n" +
		"::notice title=uvdock%3A a-code::nowhere\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

// TestSarif: a rule a code, a place for each result, paths as URIs.
func TestSarif(t *testing.T) {
	var b strings.Builder
	if err := Sarif(&b, "v1", "pyproject.toml", hostile(t), true); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if n := len(run.Tool.Driver.Rules); n != 2 {
		t.Errorf("%d rules for two codes", n)
	}
	for i, want := range []struct {
		level, uri, under string
		rule, line        int
	}{
		{"error", "a,b::c%25/Dockerfile", "%SRCROOT%", 0, 3},
		{"warning", "file:///", "", 1, 1},
		{"note", "pyproject.toml", "%SRCROOT%", 0, 1},
	} {
		r := run.Results[i]
		at := r.Locations[0].Physical
		if r.Level != want.level || r.RuleIndex != want.rule || run.Tool.Driver.Rules[want.rule].ID != r.RuleID || at.Region.StartLine != want.line ||
			at.Artifact.Under != want.under || !strings.HasPrefix(strings.TrimPrefix(at.Artifact.URI, "./"), want.uri) {
			t.Errorf("%+v, want %+v", r, want)
		}
	}
	if uri := run.Results[1].Locations[0].Physical.Artifact.URI; !strings.HasSuffix(uri, "/else%20where/Dockerfile") {
		t.Error(uri)
	}
	b.Reset()
	if err := Sarif(&b, "v1", "", nil, false); err != nil || !strings.Contains(b.String(), `"results": []`) || !strings.Contains(b.String(), `"rules": []`) {
		t.Errorf("%v\n%s", err, b.String())
	}
}
