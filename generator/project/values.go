package project

import (
	"fmt"

	"github.com/uvdock/uvdock/generator/diag"
)

// reader takes typed values out of the tree of one file and collects what does not fit.
// A value of the wrong type is reported and then treated as absent.
type reader struct {
	// file is the path for findings, code their code.
	file, code string
	findings   diag.List
}

// place is a position in the file that is read.
func (r *reader) place(at position) diag.Place {
	return diag.Place{File: r.file, Line: at.line, Column: at.column}
}

// errorf reports a value at a position that has to be another.
func (r *reader) errorf(at position, format string, args ...any) {
	r.add(at, fmt.Sprintf(format, args...), "correct the value")
}

// add reports a problem with its next step.
func (r *reader) add(at position, message, fix string) {
	r.findings = append(r.findings, diag.New(r.code, diag.Error, r.place(at), message, fix))
}

// is says whether n is of a kind, and reports another kind. An absent value is not.
func (r *reader) is(n *node, want kind, what string) bool {
	if n == nil {
		return false
	}
	if n.kind == want {
		return true
	}
	r.errorf(n.at, "`%s` must be %s, but is %s", what, article(want), article(n.kind))
	return false
}

// article is the kind with its indefinite article.
func article(k kind) string {
	if k == kindArray || k == kindInteger {
		return "an " + string(k)
	}
	return "a " + string(k)
}

// str returns a string, empty when it is absent.
func (r *reader) str(n *node, what string) string {
	if !r.is(n, kindString, what) {
		return ""
	}
	return n.text
}

// boolean returns a boolean, nil when it is absent.
func (r *reader) boolean(n *node, what string) *bool {
	if !r.is(n, kindBool, what) {
		return nil
	}
	value := n.text == "true"
	return &value
}

// truth is boolean with false for absent.
func (r *reader) truth(n *node, what string) bool {
	value := r.boolean(n, what)
	return value != nil && *value
}

// strs returns an array of strings, nil when it is absent.
func (r *reader) strs(n *node, what string) []string {
	if !r.is(n, kindArray, what) {
		return nil
	}
	out := make([]string, 0, len(n.items))
	for i, item := range n.items {
		if r.is(item, kindString, fmt.Sprintf("%s[%d]", what, i)) {
			out = append(out, item.text)
		}
	}
	return out
}

// tables returns the entries of an array of tables.
func (r *reader) tables(n *node, what string) []*node {
	if !r.is(n, kindArray, what) {
		return nil
	}
	var out []*node
	for i, item := range n.items {
		if r.is(item, kindTable, fmt.Sprintf("%s[%d]", what, i)) {
			out = append(out, item)
		}
	}
	return out
}

// sub returns the table under key, nil when it is absent or no table.
func (r *reader) sub(n *node, key, what string) *node {
	child := n.get(key)
	if !r.is(child, kindTable, what) {
		return nil
	}
	return child
}
