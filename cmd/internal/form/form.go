// Package form asks a person what a project leaves open, and answers with the flags that say it.
//
// It reads, decides and writes nothing: an answer is words of the command line of `uvdock generate`,
// and a [Look] says what the project gives with them. So the form fills the options that the flags
// fill, by the flags' own parser, and what is wrong with an answer is said in the flag's own words.
//
// What is asked follows from what was found alone ([Questions]); how it is asked is one of two: a
// full screen by huh, or plain lines for screen readers and simple terminals.
package form

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/output"
)

// Found is what a project gives with the words of a command line.
type Found struct {
	// Inspection is what the project offers. It is never nil, but its Project may be.
	Inspection *generator.Inspection
	// Result is the generation with the same words; its Plan is nil while something is open.
	Result *generator.Result
	// Findings are those of the generation, and what is wrong with the words themselves; paths are
	// as the user would write them.
	Findings diag.List
	// Changes are the files beside what is on disk, as far as there are any.
	Changes []output.Change
	// Savable says that the words hold options that a configuration could keep.
	Savable bool
	// Show is how a file of the project, relative to the directory of uv.lock, is named to the user;
	// nil for as it is.
	Show func(file string) string
}

// Look reads the project with the words of a command line. An error is for what no other answer
// mends.
type Look func(ctx context.Context, words []string) (Found, error)

// Terminal is where the person sits.
type Terminal struct {
	In  io.Reader
	Out io.Writer
	// Colour says that Out shows colours and the user wants them.
	Colour bool
	// Plain asks line by line: no cursor moves, nothing is redrawn.
	Plain bool
	// Width is that of Out in columns.
	Width int
}

// ErrStopped is the end of a form whose user pressed Ctrl-C or ended the input. It is a cancelled
// context, as Ctrl-C is anywhere else.
var ErrStopped = fmt.Errorf("stopped: %w", context.Canceled)

// ErrDeclined is the end of a form whose user looked at the files and chose not to write them.
var ErrDeclined = errors.New("nothing was written")

// ErrTakeOver is the end of a form whose user chose that uvdock adopt goes on. Nothing was written.
var ErrTakeOver = errors.New("the Dockerfile is to be taken over")

// Answered is a form that was filled.
type Answered struct {
	// Words are the flags that were given and answered.
	Words []string
	// Found is what the project gives with them; nothing is open any more.
	Found Found
}

// Run shows what was found and asks what is open, one question after the other. given are the words
// of the command line, found what they gave: without an error that no question settles (see Open). With
// an error the answers are those up to the last question.
func Run(ctx context.Context, t Terminal, look Look, given []string, found Found) (Answered, error) {
	iv := newInterview(look, given, found)
	var err error
	if t.Plain {
		err = runPlain(ctx, t, iv)
	} else {
		err = runScreen(ctx, t, iv)
	}
	return Answered{iv.words(), iv.found}, err
}
