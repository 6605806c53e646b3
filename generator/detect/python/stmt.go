package python

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
		n := splitAt(item, "=")
		if n+1 < len(item) {
			e := parseExpr(item[n+1:])
			p.Default = &e
		}
		if n = min(n, len(item)); n > 2 && item[1].Is(":") {
			e := parseExpr(item[2:n])
			p.Annotation = &e
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
