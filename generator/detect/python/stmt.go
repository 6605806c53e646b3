package python

import "slices"

// parseHeader reads a compound statement up to its colon.
func parseHeader(line []Token) Stmt {
	s := Stmt{Kind: BlockStmt, Line: line[0].Line, Keyword: line[0].Text}
	if s.Keyword == "async" && len(line) > 1 {
		s.Async = true
		line = line[1:]
		s.Keyword = line[0].Text
	}
	rest := line[1:]
	switch s.Keyword {
	case "def":
		parseDef(&s, rest)
	case "class":
		parseClass(&s, rest)
	case "if", "elif":
		s.Kind = IfStmt
		s.Exprs = []Expr{parseExpr(rest)}
	case "with":
		parseWith(&s, rest)
	default:
		if len(rest) > 0 {
			s.Exprs = []Expr{parseExpr(rest)}
		}
	}
	return s
}

// parseWith reads expr as a, expr, ... with or without parentheses around all of it. A target that
// is no plain name is left empty, so that Targets and Exprs go together.
func parseWith(s *Stmt, rest []Token) {
	if len(rest) > 1 && rest[0].Is("(") {
		p := &exprParser{tokens: rest}
		if inner := p.bracketed(); p.pos == len(rest) {
			rest = inner
		}
	}
	items, _ := splitItems(rest)
	for _, item := range items {
		target := ""
		if n := splitAtWord(item, "as"); n < len(item) {
			if name, length := dottedName(item[n+1:]); length == len(item)-n-1 {
				target = name
			}
			item = item[:n]
		}
		s.Targets = append(s.Targets, target)
		s.Exprs = append(s.Exprs, parseExpr(item))
	}
}

// splitAtWord is the index of the first such keyword outside brackets, len(tokens) without one.
func splitAtWord(tokens []Token, word string) int {
	depth := 0
	for i, t := range tokens {
		depth += nesting(t)
		if depth == 0 && t.Kind == Name && t.Text == word {
			return i
		}
	}
	return len(tokens)
}

// parseDef reads name[types](parameters) -> annotation.
func parseDef(s *Stmt, rest []Token) {
	s.Kind = DefStmt
	if len(rest) == 0 || rest[0].Kind != Name {
		return
	}
	s.Name = rest[0].Text
	p := &exprParser{tokens: rest, pos: 1}
	if p.at("[") {
		p.bracketed()
	}
	if p.at("(") {
		s.Params = parseParams(p.bracketed())
	}
	if p.at("->") {
		e := parseExpr(rest[p.pos+1:])
		s.Annotation = &e
	}
}

func (p *exprParser) at(op string) bool { return p.pos < len(p.tokens) && p.tokens[p.pos].Is(op) }

func parseParams(tokens []Token) []Param {
	var out []Param
	items, _ := splitItems(tokens)
	for _, item := range items {
		var p Param
		if item[0].Is("*") || item[0].Is("**") {
			p.Star = item[0].Text
			item = item[1:]
		}
		if len(item) == 0 || item[0].Kind != Name {
			continue
		}
		p.Name = item[0].Text
		if n := splitAt(item, "="); n+1 < len(item) {
			e := parseExpr(item[n+1:])
			p.Default = &e
		}
		out = append(out, p)
	}
	return out
}

// parseClass reads name[types](bases).
func parseClass(s *Stmt, rest []Token) {
	s.Kind = ClassStmt
	if len(rest) == 0 || rest[0].Kind != Name {
		return
	}
	s.Name = rest[0].Text
	p := &exprParser{tokens: rest, pos: 1}
	if p.at("[") {
		p.bracketed()
	}
	if p.at("(") {
		s.Exprs, _ = parseArguments(p.bracketed())
	}
}

// parseSimple reads one simple statement; line is not empty.
func parseSimple(line []Token) Stmt {
	s := Stmt{Kind: ExprStmt, Line: line[0].Line}
	switch {
	case line[0].Is("import") && len(line) > 1:
		parseImport(&s, line[1:])
	case line[0].Is("from") && len(line) > 1:
		parseFrom(&s, line[1:])
	case line[0].Is("return"), line[0].Is("raise"), line[0].Is("assert"):
		if line[0].Is("return") {
			s.Kind = ReturnStmt
		}
		if len(line) > 1 {
			s.Exprs = []Expr{parseExpr(line[1:])}
		}
	case line[0].Is("del") && len(line) > 1:
		s.Kind = DelStmt
		items, _ := splitItems(line[1:])
		for _, item := range items {
			s.Targets = append(s.Targets, targets(item)...)
		}
	default:
		parseAssignment(&s, line)
	}
	return s
}

// dottedName reads a.b.c from the start of the tokens.
func dottedName(tokens []Token) (name string, n int) {
	for n < len(tokens) && tokens[n].Kind == Name && len(name) <= maxDotted {
		name += tokens[n].Text
		n++
		if n+1 >= len(tokens) || !tokens[n].Is(".") || tokens[n+1].Kind != Name {
			break
		}
		name += "."
		n++
	}
	return name, n
}

// parseImport reads a.b as c, d.
func parseImport(s *Stmt, rest []Token) {
	s.Kind = ImportStmt
	items, _ := splitItems(rest)
	for _, item := range items {
		name, n := dottedName(item)
		if name == "" {
			continue
		}
		a := Alias{Name: name, As: name}
		if n+1 < len(item) && item[n].Is("as") {
			a.As = item[n+1].Text
		}
		s.Names = append(s.Names, a)
	}
}

// parseFrom reads ..a.b import (c as d, e) or *.
func parseFrom(s *Stmt, rest []Token) {
	s.Kind = FromStmt
	for len(rest) > 0 && (rest[0].Is(".") || rest[0].Is("...")) {
		s.Level += len(rest[0].Text)
		rest = rest[1:]
	}
	n := 0
	if len(rest) > 0 && !rest[0].Is("import") {
		s.Name, n = dottedName(rest)
	}
	rest = rest[n:]
	if len(rest) == 0 || !rest[0].Is("import") {
		return
	}
	rest = rest[1:]
	if len(rest) > 1 && rest[0].Is("(") {
		rest = (&exprParser{tokens: rest}).bracketed()
	}
	items, _ := splitItems(rest)
	for _, item := range items {
		a := Alias{Name: item[0].Text, As: item[0].Text}
		if len(item) > 2 && item[1].Is("as") {
			a.As = item[2].Text
		}
		s.Names = append(s.Names, a)
	}
}

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
