package python

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
