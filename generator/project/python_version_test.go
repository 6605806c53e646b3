package project_test

import (
	"strings"
	"testing"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
)

func TestParsePythonRequest(t *testing.T) {
	tests := []struct {
		text string
		want project.PythonRequest
	}{
		{"3", project.PythonRequest{Major: 3, Minor: -1, Patch: -1}},
		{"3.12", project.PythonRequest{Major: 3, Minor: 12, Patch: -1}},
		{"312", project.PythonRequest{Major: 3, Minor: 12, Patch: -1}},
		{"3.12.4", project.PythonRequest{Major: 3, Minor: 12, Patch: 4}},
		{"3.13t", project.PythonRequest{Major: 3, Minor: 13, Patch: -1, FreeThreaded: true}},
		{"3.13+freethreaded", project.PythonRequest{Major: 3, Minor: 13, Patch: -1, FreeThreaded: true}},
		{"3.12d", project.PythonRequest{Major: 3, Minor: 12, Patch: -1}},
		{"3.12+debug", project.PythonRequest{Major: 3, Minor: 12, Patch: -1}},
		{"3.13td", project.PythonRequest{Major: 3, Minor: 13, Patch: -1, FreeThreaded: true}},
		{"3.15.0rc1", project.PythonRequest{Major: 3, Minor: 15, Patch: 0}},
		{"cpython@3.12", project.PythonRequest{Major: 3, Minor: 12, Patch: -1}},
		{"cpython3.12.1", project.PythonRequest{Major: 3, Minor: 12, Patch: 1}},
		{"CPython-3.12.3-linux-x86_64-gnu", project.PythonRequest{Major: 3, Minor: 12, Patch: 3}},
		{"cp312", project.PythonRequest{Major: 3, Minor: 12, Patch: -1}},
		{">=3.12,<3.13", project.PythonRequest{Minor: -1, Patch: -1, Specifiers: ">=3.12,<3.13"}},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			got, findings := project.ParsePythonRequest("\ufeff# which\r\n\r\n \t"+test.text+" \r\n3.9\n", ".python-version")
			if got == nil || len(findings) > 0 {
				t.Fatalf("got %v, findings %v", got, findings)
			}
			test.want.Text = test.text
			test.want.Place = diag.Place{File: ".python-version", Line: 3, Column: 3}
			if *got != test.want {
				t.Errorf("got %+v, want %+v", *got, test.want)
			}
		})
	}
}

func TestParsePythonRequestIgnores(t *testing.T) {
	for _, text := range []string{
		"pypy3.10", "graalpy@3.11", "/usr/bin/python3", "python3-config", "system", "latest", "2.7", "3.x", "3.12.4.5",
		">=three", "cpython", "<", strings.Repeat("9", 1000),
	} {
		if got, findings := project.ParsePythonRequest(text, ".python-version"); got != nil || len(findings) != 1 {
			t.Errorf("%q: got %+v, findings %v", text, got, findings)
		}
	}
	for _, text := range []string{"", "\n\n", "# only\n"} {
		if got, findings := project.ParsePythonRequest(text, ".python-version"); got != nil || len(findings) != 0 {
			t.Errorf("%q: got %+v, findings %v", text, got, findings)
		}
	}
}
