package python

import "slices"

// parseAssignment reads a = b = value, a: annotation = value, a += value, or an expression.
func parseAssignment(s *Stmt, line []Token) {
	if n := splitAt(line, ":"); n > 0 && n < len(line) {
		s.Kind = AssignStmt
		s.Targets = targets(line[:n])
		m := splitAt(line[n+1:], "=")
		e := parseExpr(line[n+1 : n+1+m])
		s.Annotation = &e
		if rest := line[n+1+m:]; len(rest) > 1 {
			s.Exprs = []Expr{parseExpr(rest[1:])}
		}
		return
	}
	for {
		n := splitAt(line, "=")
		if n == len(line) {
			break
		}
		s.Kind = AssignStmt
		s.Targets = append(s.Targets, targets(line[:n])...)
		s.Subscript = subscript(line[:n])
		line = line[n+1:]
	}
	if s.Kind == ExprStmt {
		s.augmented(line)
	}
	if len(line) > 0 {
		s.Exprs = []Expr{parseExpr(line)}
	}
}

// augmented notes the target of a += value, so that the old value no longer counts.
func (s *Stmt) augmented(line []Token) {
	i := slices.IndexFunc(line, func(t Token) bool {
		return t.Kind == Op && len(t.Text) >= 2 && t.Text[len(t.Text)-1] == '=' && !slices.Contains(comparisons, t.Text)
	})
	if i > 0 {
		if t := targets(line[:i]); len(t) == 1 {
			s.Kind, s.Targets = AssignStmt, t
		}
	}
}

var comparisons = []string{"==", "!=", "<=", ">=", ":="}

// targets are the names that a target list binds: a, a.b, (a, b), *a.
func targets(tokens []Token) []string {
	var out []string
	items, _ := splitItems(tokens)
	for _, item := range items {
		if item[0].Is("*") {
			item = item[1:]
		}
		if len(item) == 0 {
			continue
		}
		if (item[0].Is("(") || item[0].Is("[")) && len(item) > 2 {
			p := &exprParser{tokens: item}
			if inner := p.bracketed(); p.pos == len(item) {
				out = append(out, targets(inner)...)
				continue
			}
		}
		if name, n := dottedName(item); n == len(item) {
			out = append(out, name)
		}
	}
	return out
}

// subscript is the key of a target that ends with ["key"], "" for any other.
func subscript(tokens []Token) string {
	n := len(tokens)
	if n < 4 || !tokens[n-1].Is("]") || tokens[n-2].Kind != String || !tokens[n-3].Is("[") {
		return ""
	}
	key, _ := literalValue(tokens[n-2].Text)
	return key
}
