package detect

import (
	"slices"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// seeLeftovers lists what `uv init` left, and how it is started all the same.
func (d *detector) seeLeftovers(list []*module) {
	for _, m := range list {
		d.seen = append(d.seen, Evidence{m.place(d.in, 1), m.file + " is what uv init wrote: it greets and ends"})
	}
	if c, _ := d.fileCommand(list[0]); d.example == nil {
		d.example = c.Words()
	}
}

// withoutParts leaves out the files that another one of the list imports: what they do when they are
// started themselves is for trying them. Of files that all import each other none is left out.
func withoutParts(list []*module) []*module {
	whole := slices.DeleteFunc(slices.Clone(list), func(m *module) bool {
		return slices.ContainsFunc(list, func(other *module) bool { return other != m && names(other, m) })
	})
	if len(whole) == 0 {
		return list
	}
	return whole
}

// endless says whether a file loops for ever as soon as it is read, which only one that is started does.
func endless(m *module) bool {
	found := false
	python.WalkStmts(m.body, func(s *python.Stmt) bool {
		if s.Kind == python.BlockStmt && s.Keyword == "while" && len(s.Exprs) > 0 {
			found = found || s.Exprs[0].Kind == python.NameExpr && s.Exprs[0].Text == "True" || s.Exprs[0].Kind == python.NumberExpr && s.Exprs[0].Text == "1"
		}
		return s.Kind != python.DefStmt && s.Kind != python.ClassStmt
	})
	return found
}

// isLeftover recognises the main.py of `uv init`: a function that greets, and its call.
func isLeftover(m *module) bool {
	greets := false
	for i := range m.body {
		switch s := &m.body[i]; s.Kind {
		case python.DefStmt:
			if !isGreeting(s.Body) {
				return false
			}
			greets = true
		case python.IfStmt:
			if !isMainCheck(&s.Exprs[0]) || len(s.Body) != 1 {
				return false
			}
		default:
			return false
		}
	}
	return greets
}
