package python

import "strings"

// parseExpr reads tokens that are one expression, leniently: whatever is not a name, a
// literal, a call or a list becomes an OtherExpr of its operands.
func parseExpr(tokens []Token) Expr {
	if len(tokens) == 1 && tokens[0].Is("...") {
		return Expr{Kind: NameExpr, Line: tokens[0].Line, Text: "Ellipsis"} // what it is another word for
	}
	p := &exprParser{tokens: tokens}
	var operands []Expr
	mixed, operator := false, ""
	for p.pos < len(tokens) {
		if tokens[p.pos].Is("lambda") {
			operands = append(operands, p.lambda())
			mixed = true
			continue
		}
		if !p.startsOperand() {
			if operator = tokens[p.pos].Text; mixed || len(operands) != 1 {
				operator = "" // more than one, or none between two
			}
			p.pos++
			mixed = true
			continue
		}
		operands = append(operands, p.primary())
	}
	if len(operands) == 1 && !mixed {
		return operands[0]
	}
	if len(operands) != 2 {
		operator = ""
	}
	return Expr{Kind: OtherExpr, Line: lineOf(tokens), Text: operator, Items: operands}
}

type exprParser struct {
	tokens []Token
	pos    int
}

func lineOf(tokens []Token) int {
	if len(tokens) == 0 {
		return 0
	}
	return tokens[0].Line
}

// wordOperators are the keywords that join operands.
func isWordOperator(t Token) bool {
	switch t.Text {
	case "and", "or", "not", "in", "is", "if", "else", "for", "await", "async", "yield", "from", "as", "lambda":
		return t.Kind == Name
	}
	return false
}

func (p *exprParser) startsOperand() bool {
	t := p.tokens[p.pos]
	switch t.Kind {
	case Name:
		return !isWordOperator(t)
	case Number, String:
		return true
	}
	return t.Is("(") || t.Is("[") || t.Is("{")
}

// lambda skips the parameters: they bind names of their own. The body is what is left.
func (p *exprParser) lambda() Expr {
	line := p.tokens[p.pos].Line
	for p.at("lambda") {
		p.pos++
		end := splitAt(p.tokens[p.pos:], ":")
		p.pos += min(end+1, len(p.tokens)-p.pos)
	}
	body := parseExpr(p.tokens[p.pos:])
	p.pos = len(p.tokens)
	return Expr{Kind: OtherExpr, Line: line, Items: []Expr{body}}
}

// primary reads an atom with its trailers: .name, (arguments), [index].
func (p *exprParser) primary() Expr {
	e := p.atom()
	for p.pos < len(p.tokens) {
		t := p.tokens[p.pos]
		switch {
		case t.Is(".") && p.pos+1 < len(p.tokens) && p.tokens[p.pos+1].Kind == Name:
			e = attribute(e, p.tokens[p.pos+1].Text)
			p.pos += 2
		case t.Is("("):
			f := e
			e = Expr{Kind: CallExpr, Line: f.Line, Func: &f}
			e.Items, e.Keywords = parseArguments(p.bracketed())
		case t.Is("["):
			index := parseExpr(p.bracketed())
			e = Expr{Kind: OtherExpr, Line: e.Line, Items: []Expr{e, index}}
		default:
			return e
		}
	}
	return e
}

func attribute(of Expr, name string) Expr {
	if of.Kind == NameExpr && len(of.Text) > maxDotted {
		return Expr{Kind: OtherExpr, Line: of.Line}
	}
	if of.Kind == NameExpr {
		of.Text += "." + name
		return of
	}
	if of.Kind == OtherExpr && of.Items == nil {
		return of
	}
	return Expr{Kind: AttrExpr, Line: of.Line, Text: name, Func: &of}
}

func (p *exprParser) atom() Expr {
	t := p.tokens[p.pos]
	switch t.Kind {
	case Name:
		p.pos++
		return Expr{Kind: NameExpr, Line: t.Line, Text: t.Text}
	case Number:
		p.pos++
		return Expr{Kind: NumberExpr, Line: t.Line, Text: t.Text}
	case String:
		return p.stringAtom()
	}
	inner := p.bracketed()
	items, comma := splitItems(inner)
	if t.Is("(") && !comma {
		return parseExpr(inner)
	}
	kind := ListExpr
	if t.Is("{") {
		kind = OtherExpr
	}
	e := Expr{Kind: kind, Line: t.Line}
	for _, item := range items {
		e.Items = append(e.Items, parseExpr(item))
	}
	return e
}

// stringAtom joins adjacent literals, as the compiler does.
func (p *exprParser) stringAtom() Expr {
	e := Expr{Kind: StringExpr, Line: p.tokens[p.pos].Line}
	var b strings.Builder
	var parts []Expr
	for ; p.pos < len(p.tokens) && p.tokens[p.pos].Kind == String; p.pos++ {
		t := p.tokens[p.pos]
		if v, ok := literalValue(t.Text); ok {
			b.WriteString(v)
			parts = append(parts, Expr{Kind: StringExpr, Line: t.Line, Text: v})
		} else if format, ok := formatParts(t.Text, t.Line); ok && e.Kind != OtherExpr {
			e.Kind = FormatExpr
			parts = append(parts, format...)
		} else {
			e.Kind = OtherExpr
		}
	}
	switch e.Kind {
	case StringExpr:
		e.Text = b.String()
	case FormatExpr:
		e.Items = parts
	}
	return e
}

// bracketed returns the tokens inside the bracket that stands here and steps past it.
func (p *exprParser) bracketed() []Token {
	depth := 0
	start := p.pos + 1
	for ; p.pos < len(p.tokens); p.pos++ {
		depth += nesting(p.tokens[p.pos])
		if depth == 0 {
			p.pos++
			return p.tokens[start : p.pos-1]
		}
	}
	return p.tokens[min(start, len(p.tokens)):]
}
