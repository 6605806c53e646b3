// Package audit judges the files on disk that a build would read: the Dockerfile, by the images
// that it names, and the .dockerignore, by what it hides. Both may be older than the project, edited
// by a person or a bot, or never have been uvdock's. That a file is not what the project gives is said
// elsewhere (generator/output); here is said what that means for the build.
package audit

import (
	"bytes"
	"io/fs"
	"path"
	"time"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
	"github.com/uvdock/uvdock/generator/plan"
	"github.com/uvdock/uvdock/generator/project"
)

// Input is a plan beside what the project gives, and the day of the question.
type Input struct {
	Project *project.Project
	// Member is what the image is for.
	Member project.Member
	Tables *knowledge.Tables
	Plan   *plan.Plan
	// Ignore is the .dockerignore as rendered. Where it lies on disk it hides nothing that it
	// should not, and need not be looked at.
	Ignore []byte
	// Today is the day on which support is asked for; zero for no such question.
	Today time.Time
}

// maxBytes is far above what a person writes into a Dockerfile or a .dockerignore.
const maxBytes = 4 << 20

// Check returns what is to be said of the files on disk; nothing where there are none. All of it
// are warnings and notes: it changes no file.
func Check(in Input) diag.List {
	var out diag.List
	if text, ok := in.read(in.Plan.Output); ok {
		file := parse(text)
		out = append(out, in.uv(file)...)
		out = append(out, in.python(file)...)
		out = append(out, in.support(file)...)
	}
	return append(out, in.ignores()...)
}

// read returns a file of the lock root with line ends as Unix has them; false where there is none,
// or none that could be one of these files.
func (in Input) read(file string) ([]byte, bool) {
	name := path.Join(in.Project.Base, file)
	if !fs.ValidPath(name) {
		return nil, false
	}
	if info, err := fs.Stat(in.Project.FS, name); err != nil || !info.Mode().IsRegular() || info.Size() > maxBytes {
		return nil, false
	}
	text, err := fs.ReadFile(in.Project.FS, name)
	return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), err == nil
}

// at is a line of the Dockerfile.
func (in Input) at(line int) diag.Place { return diag.Place{File: in.Plan.Output, Line: line} }
