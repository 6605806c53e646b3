// Package python reads Python sources far enough to know what a module defines: tokens,
// statements and the expressions that bind its names. It runs nothing and never fails on a
// valid file; a file that Python itself would refuse gives a *SyntaxError.
package python

import "fmt"

// Kind is the kind of a token, as in https://docs.python.org/3/reference/lexical_analysis.html.
type Kind uint8

// The token kinds. Comments and blank lines give no token; Newline ends a logical line.
const (
	EOF Kind = iota
	Newline
	Indent
	Dedent
	Name
	Number
	String
	Op
)

// Token is one token. Text is the source text, for Indent, Dedent, Newline and EOF empty.
type Token struct {
	Kind Kind
	Text string
	// Line and Column count from 1, Column in bytes.
	Line, Column int
}

// Is says whether the token is this name, keyword or operator.
func (t Token) Is(text string) bool {
	return (t.Kind == Op || t.Kind == Name) && t.Text == text
}

// SyntaxError is why a file is not Python.
type SyntaxError struct {
	Line, Column int
	Message      string
}

// Error is line:column: message.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message)
}
