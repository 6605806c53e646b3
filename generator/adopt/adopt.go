// Package adopt reads a Dockerfile that somebody wrote by hand and says what becomes of each part of it: the
// generated file covers it, an option asks for it, a region keeps it, or it is dropped for a reason.
//
// Read knows the file alone and proposes options. Settle is given the plan that these options lead to, and
// decides what is left. Nothing is read from disk but what the caller's file system holds, and nothing written.
package adopt

import (
	"regexp"
	"strings"

	"github.com/uvdock/uvdock/generator/adopt/syntax"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// Class says what becomes of a part of the old file.
type Class string

// The classes. Each part has exactly one.
const (
	// Covered: the generated file does it, by a decision of the plan.
	Covered Class = "covered"
	// Option: a flag asks for it.
	Option Class = "option"
	// Region: it stays, as lines of a region.
	Region Class = "region"
	// Dropped: nothing takes its place, and Why says why.
	Dropped Class = "dropped"
	// Undecided is left where no file comes of the old one.
	Undecided Class = "undecided"
)

// Part is an instruction of the old file, or what can be told apart in it: a variable, a command, a package.
type Part struct {
	// Line and End are the lines of the instruction, from 1.
	Line, End int
	// Stage is the stage in which it stands, by name or number; empty before the first.
	Stage string
	// Keyword is that of the instruction, Text what the part is of it, on one line.
	Keyword, Text string
	Class         Class
	// To is what becomes of it: a flag with its value, a region, the key of a decision; empty for what is dropped.
	To  string
	Why string
	// Warn says that the image may lack something.
	Warn bool

	// instruction is the index in the file, kept what a region would hold of it.
	instruction int
	kept        string
	// flags are those that an Option asks for.
	flags []Proposal
	// open decides with the plan; nil for what is decided. late says that it asks what other lines stay.
	open func(*settler, *Part)
	late bool
}

// Proposal is what the old file asks for, as flags of `uvdock generate`.
type Proposal struct {
	// Flag is a name without dashes; Value is empty for a switch.
	Flag, Value string
	// Line is where the old file says so.
	Line int
}

// String is the flag as it is written on a command line, but for quotes.
func (p Proposal) String() string { return strings.TrimSpace("--" + p.Flag + " " + p.Value) }

// Old is a Dockerfile by hand, read.
type Old struct {
	File *syntax.File
	// Target is the name or number of the final stage that is adopted, Others are further stages that no stage
	// needs, any of which may have been the target of a build.
	Target string
	Others []string
	// Base is the image at the ground of the target, with the values of its arguments put in.
	Base string
	// Parts are in the order of the file. Proposals are those that need no plan.
	Parts     []Part
	Proposals []Proposal
	// Workdir is the working directory at the end of the target; "/" where none is set.
	Workdir string

	table  knowledge.Adoption
	stages []stage
	// start is what the container starts, health how it is asked.
	start command
	// family is "debian" or "alpine" by the commands that install system packages.
	family string
	// repositories are the stages that add package repositories of their own.
	repositories map[int]bool
	synced       map[int]bool
	workdirs     map[int]string
	values       map[int]map[string]string
	// moved finds paths below movedFrom, a working directory.
	moved     *regexp.Regexp
	movedFrom string
	// arguments are those before the first FROM.
	arguments map[string]string
}
