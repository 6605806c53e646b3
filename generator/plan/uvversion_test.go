package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

func TestUVVersion(t *testing.T) {
	tables, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	newest := tables.UV.Default
	for _, c := range []struct {
		name, required, flag string
		// want is the version, empty where it is refused with an error of the code.
		want, code string
		source     string
	}{
		{name: "default", want: newest, source: "uvdock"},
		{name: "a lower bound", required: ">=0.9", want: newest, source: "pyproject.toml:"},
		{name: "bounds", required: ">=0.9,<0.10", want: "0.9.30"},
		{name: "bounds with blanks", required: ">= 0.9, < 0.9.10", want: "0.9.9"},
		{name: "compatible", required: "~=0.11.4", want: "0.11.33"},
		{name: "exact", required: "==0.12.1", want: "0.12.1"},
		{name: "exact and newer than the table", required: "==0.99.1", want: "0.99.1"},
		{name: "wildcard", required: "==0.12.*", want: "0.12.24"},
		{name: "not the default", required: "!=" + newest, want: "0.13.7"},
		{name: "a minor", required: "==0.13", want: "0.13.0"},
		{name: "newer than is known", required: ">=0.99", code: "required-version"},
		{name: "older than the Dockerfile needs", required: "==0.5.0", code: "required-version"},
		{name: "older by bounds", required: "<0.8", code: "required-version"},
		{name: "a release and a label", required: "==0.13.8+local", code: "required-version"},
		{name: "flag", flag: "0.12.3", want: "0.12.3", source: "--uv-version"},
		{name: "flag against required-version", required: ">=0.13", flag: "0.12.3", want: "0.12.3", source: "--uv-version"},
		{name: "candidate by flag", flag: "0.14.0rc1", want: "0.14.0rc1"},
		{name: "flag that is too old", flag: "0.4.0", code: "required-version"},
		{name: "a floating tag", flag: "latest", code: "usage"},
		{name: "a minor by flag", flag: "0.13", code: "usage"},
		{name: "a specifier by flag", flag: ">=0.13", code: "usage"},
		{name: "a digest by flag", flag: "0.13.8@sha256:0", code: "usage"},
		{name: "a stage by flag", flag: "0.13.8 AS uv", code: "usage"},
		{name: "a line break by flag", flag: "0.13.8\n", code: "usage"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := fixture{}
			if c.required != "" {
				f.tables = "[tool.uv]\nrequired-version = \"" + c.required + "\"\n"
			}
			p, findings := planned(t, f, generator.Options{UVVersion: c.flag})
			if c.want == "" {
				if got := codes(findings, diag.Error); !slices.Contains(got, c.code) {
					t.Errorf("errors %q, want %s", got, c.code)
				}
				return
			}
			if p == nil {
				t.Fatal(findings.Err())
			}
			if p.UV != "ghcr.io/astral-sh/uv:"+c.want {
				t.Errorf("%s, want %s", p.UV, c.want)
			}
			if d := decision(p, "uv"); d.Value != c.want || !strings.HasPrefix(d.Source, c.source) {
				t.Errorf("%+v, want the source %q", d, c.source)
			}
		})
	}
}

// TestLockNewerThanUV warns where the image's uv is older than the one that writes such locks.
func TestLockNewerThanUV(t *testing.T) {
	for _, c := range []struct {
		revision, flag string
		want           bool
	}{
		{"3", "0.12.0", false},
		{"5", "0.12.0", true},
		{"5", "0.12.22", false},
		{"5", "", false},
	} {
		fsys := fixture{}.fs()
		fsys["uv.lock"].Data = []byte(strings.Replace(string(fsys["uv.lock"].Data), "revision = 3", "revision = "+c.revision, 1))
		r, err := generator.Plan(t.Context(), fsys, ".", generator.Options{Cmd: "python main.py", UVVersion: c.flag})
		if err != nil || r.Plan == nil {
			t.Fatal(err, r.Findings.Err())
		}
		if got := slices.Contains(codes(r.Findings, diag.Warning), "lock-newer-than-uv"); got != c.want {
			t.Errorf("revision %s with uv %q: %t, want %t", c.revision, c.flag, got, c.want)
		}
	}
}
