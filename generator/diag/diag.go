// Package diag holds findings: everything uvdock has to say about a project, as values.
//
// A stage never prints and never stops at the first problem. It returns the findings beside
// its result, and the caller decides what to show and whether to go on.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says what a finding means for the run.
type Severity string

// The three severities. An Error stops the run: nothing is written. A Warning is something
// that probably is not what the user wants. A Note is worth knowing.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Place is a position in a file of the project.
type Place struct {
	// File is slash-separated and relative to the directory of uv.lock; it may begin with
	// "../". Empty when a finding belongs to no file.
	File string
	// Line and Column count from 1, Column in bytes. 0 means unknown.
	Line, Column int
}

// String is file:line:col as compilers print it, without the parts that are unknown.
func (p Place) String() string {
	switch {
	case p.File == "":
		return ""
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Finding is one thing worth saying. The JSON form is part of the uvdock.packages/1 contract.
type Finding struct {
	// Code is stable, in kebab case, and has a page of its name in docs/findings.
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	// File, Line and Column are the Place; empty and 0 when unknown.
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	// Message says what was seen and what was expected, in one line without a full stop.
	Message string `json:"message"`
	// Fix is the next step, often a command; empty when there is none. Lines after the first are
	// text for a file.
	Fix string `json:"fix"`
}

// New makes a finding at a place.
func New(code string, severity Severity, at Place, message, fix string) Finding {
	return Finding{
		Code: code, Severity: severity, File: at.File, Line: at.Line, Column: at.Column,
		Message: message, Fix: fix,
	}
}

// Errorf makes an error finding at a place. Set Fix on the result.
func Errorf(code string, at Place, format string, args ...any) Finding {
	return New(code, Error, at, fmt.Sprintf(format, args...), "")
}

// Warningf makes a warning at a place. Set Fix on the result.
func Warningf(code string, at Place, format string, args ...any) Finding {
	return New(code, Warning, at, fmt.Sprintf(format, args...), "")
}

// Notef makes a note at a place. Set Fix on the result.
func Notef(code string, at Place, format string, args ...any) Finding {
	return New(code, Note, at, fmt.Sprintf(format, args...), "")
}

// WithFix returns the finding with its next step.
func (f Finding) WithFix(format string, args ...any) Finding {
	f.Fix = fmt.Sprintf(format, args...)
	return f
}

// Place is where the finding points.
func (f Finding) Place() Place { return Place{File: f.File, Line: f.Line, Column: f.Column} }

// String is "file:line:col: message", with the fix after a semicolon.
func (f Finding) String() string {
	var b strings.Builder
	if at := f.Place().String(); at != "" {
		b.WriteString(at + ": ")
	}
	b.WriteString(f.Message)
	if f.Fix != "" {
		b.WriteString("; " + f.Fix)
	}
	return b.String()
}

// List is findings in the order in which they were made; nil when there are none.
type List []Finding

// HasErrors says whether any finding is an Error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(f Finding) bool { return f.Severity == Error })
}

// Errors returns the findings that are errors, in order.
func (l List) Errors() List {
	var out List
	for _, f := range l {
		if f.Severity == Error {
			out = append(out, f)
		}
	}
	return out
}

// Sorted returns the list by severity, without duplicates. Errors keep their order: the first
// is the one that uv would stop at, and what it names often explains the rest. Warnings and
// notes are by place, then code and message.
func (l List) Sorted() List {
	var out List
	seen := map[Finding]bool{}
	for _, f := range l {
		if !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	}
	rank := map[Severity]int{Error: 0, Warning: 1, Note: 2}
	slices.SortStableFunc(out, func(a, b Finding) int {
		if c := cmp.Compare(rank[a.Severity], rank[b.Severity]); c != 0 || a.Severity == Error {
			return c
		}
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return out
}

// Failure is an error made of findings, for callers that want an error value.
type Failure struct {
	// Findings holds at least one Error.
	Findings List
}

// Error is the errors of the findings, a line each.
func (f *Failure) Error() string {
	errs := f.Findings.Errors()
	lines := make([]string, 0, len(errs))
	for _, e := range errs {
		lines = append(lines, e.String())
	}
	return strings.Join(lines, "\n")
}

// Err returns a *Failure when the list holds an error, else nil.
func (l List) Err() error {
	if !l.HasErrors() {
		return nil
	}
	return &Failure{Findings: l}
}

// Relaxed returns the list with its errors turned into warnings, if relaxed is set.
func (l List) Relaxed(relaxed bool) List {
	if !relaxed {
		return l
	}
	out := slices.Clone(l)
	for i := range out {
		if out[i].Severity == Error {
			out[i].Severity = Warning
		}
	}
	return out
}
