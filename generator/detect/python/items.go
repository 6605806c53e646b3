package python

// nesting is +1 for an opening bracket, -1 for a closing one.
func nesting(t Token) int {
	if t.Kind != Op {
		return 0
	}
	switch t.Text {
	case "(", "[", "{":
		return 1
	case ")", "]", "}":
		return -1
	}
	return 0
}

// splitItems splits at the commas outside brackets and lambdas; comma says whether there is one.
func splitItems(tokens []Token) (items [][]Token, comma bool) {
	for len(tokens) > 0 {
		n := splitAt(tokens, ",")
		if n > 0 {
			items = append(items, tokens[:n])
		}
		if n == len(tokens) {
			break
		}
		comma = true
		tokens = tokens[n+1:]
	}
	return items, comma
}

// splitAt is the index of the first such operator outside brackets, len(tokens) without one.
// A colon that belongs to a lambda does not count, nor a comma among a lambda's parameters.
func splitAt(tokens []Token, op string) int {
	depth, lambdas := 0, 0
	for i, t := range tokens {
		depth += nesting(t)
		if depth != 0 {
			continue
		}
		switch {
		case t.Is("lambda"):
			lambdas++
		case t.Is(":") && lambdas > 0:
			lambdas--
		case t.Is(op) && t.Kind == Op && lambdas == 0:
			return i
		}
	}
	return len(tokens)
}

// parseArguments reads the inside of a call.
func parseArguments(tokens []Token) (positional []Expr, keywords []Keyword) {
	items, _ := splitItems(tokens)
	for _, item := range items {
		if len(item) > 2 && item[0].Kind == Name && item[1].Is("=") {
			keywords = append(keywords, Keyword{Name: item[0].Text, Value: parseExpr(item[2:])})
			continue
		}
		positional = append(positional, parseExpr(item))
	}
	return positional, keywords
}
