package cli

import (
	"context"
	"errors"

	"github.com/uvdock/uvdock/cmd/internal/verify"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

// The exit codes. They stand in `uvdock --help` and in the README.
const (
	exitOK          = 0
	exitFailed      = 1   // something could not be done: a file not written, a promise broken
	exitUsage       = 2   // wrong usage, or an input that cannot be used
	exitDrift       = 3   // check: the files on disk are not what the project gives
	exitInterrupted = 130 // Ctrl-C
)

// codes is the help text about them.
const codes = `Exit codes: 0 fine, 1 failed, 2 wrong usage or input, 3 drift, 130 interrupted.`

// silent carries an exit code for a command that has already said everything.
type silent int

func (s silent) Error() string { return "" }

// usageError marks an error of the command line itself.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

// exitCode maps an error to a code.
func exitCode(err error) int {
	var s silent
	var u usageError
	var f *diag.Failure
	var r *output.Refused
	var i verify.InputError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &s):
		return int(s)
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &u), errors.As(err, &f), errors.As(err, &i):
		return exitUsage
	case errors.As(err, &r):
		return exitFailed
	}
	return exitFailed
}
