package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

func TestExitCode(t *testing.T) {
	failure := diag.List{diag.Errorf("x", diag.Place{}, "x")}.Err()
	for _, c := range []struct {
		name   string
		err    error
		want   int
		silent bool
	}{
		{"fine", nil, 0, true},
		{"anything", errors.New("x"), 1, false},
		{"somebody else's file", &output.Refused{}, 1, true},
		{"findings", failure, 2, true},
		{"findings, wrapped", fmt.Errorf("a: %w", failure), 2, true},
		{"findings beside another", errors.Join(failure, errors.New("x")), 2, true},
		{"usage", usageError{errors.New("x")}, 2, false},
		{"drift", silent(exitDrift), 3, true},
		{"interrupted", fmt.Errorf("a: %w", context.Canceled), 130, false},
	} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
		if got := message(c.err); (got == "") != c.silent {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// TestMainUsage: results go to one stream, mistakes to the other, with code 2 whoever finds them.
func TestMainUsage(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		out  bool
	}{
		{[]string{"--help"}, 0, true},
		{[]string{"--version"}, 0, true},
		{nil, 0, true},
		{[]string{"help", "generate"}, 0, true},
		{[]string{"nothing"}, 2, false},
		{[]string{"generate", "--nothing"}, 2, false},
		{[]string{"generate", "a", "b"}, 2, false},
		{[]string{"generate", "--stdout", "--diff"}, 2, false},
		{[]string{"completion", "bash"}, 0, true},
	} {
		var out, errw bytes.Buffer
		if got := Main(c.args, nil, &out, &errw); got != c.code {
			t.Errorf("%q: code %d, want %d\n%s", c.args, got, c.code, errw.String())
		}
		if (out.Len() > 0) != c.out || (errw.Len() > 0) == c.out {
			t.Errorf("%q: out %q, err %q", c.args, out.String(), errw.String())
		}
	}
}
