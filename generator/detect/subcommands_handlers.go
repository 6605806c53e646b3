package detect

import (
	"slices"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// handler notes what a default of a parser names, if it is code.
func (r *parserReader) handler(b block, words []string, known bool, value *python.Expr) {
	code := r.code(b.fr, value)
	if code == nil {
		return
	}
	if !known {
		r.fallback = true
		return
	}
	r.handled = true
	r.out.add(subcommand{words: words, code: code})
}

// code is what a default runs that names a function of the project: by itself, in a lambda, in a
// call of functools.partial.
func (d *detector) code(fr frame, value *python.Expr) []block {
	if value.Kind == python.NameExpr {
		if def, inner, ok := d.src.resolve(fr, value.Text).function(); ok {
			return []block{{inner, def.Body}}
		}
		return nil
	}
	named := false
	value.Walk(func(e *python.Expr) {
		if e.Kind == python.NameExpr {
			_, _, ok := d.src.resolve(fr, e.Text).function()
			named = named || ok
		}
	})
	if !named {
		return nil
	}
	return []block{{fr, []python.Stmt{{Kind: python.ExprStmt, Line: value.Line, Exprs: []python.Expr{*value}}}}}
}

// branches finds `if args.command == "serve":` and `case "serve":`, and {"serve": serve}.
func (r *parserReader) branches(fr frame, body []python.Stmt) {
	python.WalkStmts(body, func(s *python.Stmt) bool {
		for i := range s.Exprs {
			s.Exprs[i].Walk(func(e *python.Expr) {
				if e.Kind == python.OtherExpr && len(e.Items) == 2 && e.Items[0].Kind == python.StringExpr {
					if at := r.tested(e); at >= 0 {
						r.out.list[at].code = append(r.out.list[at].code, r.code(fr, &e.Items[1])...)
					}
				}
			})
		}
		if s.Kind == python.IfStmt || s.Kind == python.BlockStmt && s.Keyword == "case" {
			if i := r.tested(&s.Exprs[0]); i >= 0 {
				r.out.list[i].code = append(r.out.list[i].code, block{fr, s.Body})
			}
		}
		return s.Kind != python.DefStmt
	})
}

// tested is the command that a condition compares something with, -1 for none, or several.
func (r *parserReader) tested(e *python.Expr) int {
	literals := e.Items
	if e.Kind == python.StringExpr {
		literals = []python.Expr{*e}
	}
	at := -1
	for i := range literals {
		if literals[i].Kind != python.StringExpr {
			continue
		}
		found := slices.IndexFunc(r.out.list, func(s subcommand) bool { return s.words[len(s.words)-1] == literals[i].Text })
		if found < 0 || at >= 0 {
			return -1
		}
		at = found
	}
	return at
}
