package detect

import (
	"slices"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// mentionsMethod says whether statements call a method of that name.
func mentionsMethod(body []python.Stmt, method string) bool {
	found := false
	eachCall(body, func(e *python.Expr) {
		_, name := calledMethod(e)
		found = found || name == method
	})
	return found
}

// printsHelp says whether statements, or functions inside, print how a program is called.
func printsHelp(body []python.Stmt) bool {
	found := false
	python.WalkStmts(body, func(s *python.Stmt) bool {
		for i := range s.Exprs {
			s.Exprs[i].Walk(func(e *python.Expr) {
				if e.Kind == python.CallExpr {
					_, method := calledMethod(e)
					found = found || slices.Contains([]string{"print_help", "print_usage", "format_help"}, method)
				}
			})
		}
		return !found
	})
	return found
}

// eachCall visits the calls of statements, without those of functions inside.
func eachCall(body []python.Stmt, visit func(*python.Expr)) {
	python.WalkStmts(body, func(s *python.Stmt) bool {
		for i := range s.Exprs {
			s.Exprs[i].Walk(func(e *python.Expr) {
				if e.Kind == python.CallExpr {
					visit(e)
				}
			})
		}
		return s.Kind != python.DefStmt
	})
}

// calledMethod splits a call x.y(...) into x and y; x is "" where it is no plain name.
func calledMethod(e *python.Expr) (owner, method string) {
	switch e.Func.Kind {
	case python.NameExpr:
		owner, method, _ = cutLast(e.Func.Text)
		return owner, method
	case python.AttrExpr:
		return "", e.Func.Text
	}
	return "", ""
}
