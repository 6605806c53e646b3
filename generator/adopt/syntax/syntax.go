// Package syntax reads a Dockerfile that somebody wrote by hand, as strictly as BuildKit does: what a build
// would refuse is an error with its line. generator/dockerfile splits the file into instructions; here they are
// taken apart, and keep their place in the text, which e2e/adopt holds against BuildKit's own parser.
package syntax

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/dockerfile"
)

// MaxSize is the largest file that is read, in bytes. BuildKit takes larger ones; nobody writes one by hand.
const MaxSize = 1 << 20

// maxLine is the longest line that BuildKit reads, in bytes: bufio.MaxScanTokenSize-1.
const maxLine = 64<<10 - 1

// File is one Dockerfile.
type File struct {
	// Lines are the lines as they are, without line ends and without a byte order mark.
	Lines []string
	// Escape is the escape character: a backslash, or a backtick where a directive says so.
	Escape byte
	// Instructions are in the order of the file; at least one.
	Instructions []Instruction

	// top is how many lines of directives there are.
	top int
}

// Instruction is one logical line.
type Instruction struct {
	// Keyword is in capitals: FROM, RUN.
	Keyword string
	// Flags are the words that begin with --, without their quotes.
	Flags []string
	// Args is the rest, with continued lines joined and comments between them left out.
	Args string
	// Heredocs are the here-documents that follow, in order.
	Heredocs []dockerfile.Document
	// Start and End are the first and the last line, from 1, here-documents included. Comment is the first
	// line of the comment right above, 0 without one.
	Start, End, Comment int
}

// Error says why BuildKit would refuse a file.
type Error struct {
	// Line counts from 1; 0 for the file as a whole.
	Line    int
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Message) }

// Keywords are the instructions that there are.
// Source: https://docs.docker.com/reference/dockerfile/
var Keywords = strings.Fields("ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR")

// Text is what stands on some lines, both from 1 and included, without the last line end.
func (f *File) Text(start, end int) string { return strings.Join(f.Lines[start-1:end], "\n") }

// Is says whether the instruction is one of these.
func (i Instruction) Is(keywords ...string) bool { return slices.Contains(keywords, i.Keyword) }

// Flag is the value of a flag: --from=uv has the value uv for "from".
func (i Instruction) Flag(name string) (string, bool) {
	for _, f := range i.Flags {
		if value, ok := strings.CutPrefix(f, "--"+name+"="); ok {
			return value, true
		}
	}
	return "", false
}
