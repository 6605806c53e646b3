// Package python reads Python sources far enough to know what a module defines: tokens,
// statements and the expressions that bind its names. It runs nothing and never fails on a
// valid file; a file that Python itself would refuse gives a *SyntaxError.
package python

import (
	"fmt"
	"strings"
)

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

// keywords are the reserved words; soft ones such as match are names too.
// https://docs.python.org/3/reference/lexical_analysis.html#keywords
const keywords = " False None True and as assert async await break class continue def del elif else except finally for from global " +
	"if import in is lambda nonlocal not or pass raise return try while with yield "

// IsKeyword says whether a word is reserved, so that no module or variable can have it as its name.
func IsKeyword(word string) bool { return strings.Contains(keywords, " "+word+" ") }
