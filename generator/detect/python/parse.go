package python

// Module is a parsed source file.
type Module struct {
	Body []Stmt
}

// Parse reads a source file. On a *SyntaxError the module is nil.
func Parse(src []byte) (*Module, error) {
	tokens, err := Tokenize(src)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens}
	return &Module{Body: p.block()}, nil
}

type parser struct {
	tokens []Token
	pos    int
}

// block reads statements up to the Dedent that ends the block, or the end of the file.
func (p *parser) block() []Stmt {
	var out []Stmt
	var decorators []Expr
	for p.pos < len(p.tokens) {
		switch t := p.tokens[p.pos]; t.Kind {
		case EOF:
			return out
		case Dedent:
			p.pos++
			return out
		case Newline:
			p.pos++
		case Indent:
			// Only after a header; elsewhere Python refuses it. Its statements still count.
			p.pos++
			out = append(out, p.block()...)
		default:
			line := p.logicalLine()
			if line[0].Is("@") {
				decorators = append(decorators, parseExpr(line[1:]))
				continue
			}
			list := p.statements(line)
			if len(list) > 0 && (list[0].Kind == DefStmt || list[0].Kind == ClassStmt) {
				list[0].Decorators = decorators
			}
			decorators = nil
			out = append(out, list...)
		}
	}
	return out
}

// logicalLine takes the tokens up to the Newline; never empty.
func (p *parser) logicalLine() []Token {
	start := p.pos
	for p.tokens[p.pos].Kind >= Name {
		p.pos++
	}
	end := p.pos
	if p.tokens[p.pos].Kind == Newline {
		p.pos++
	}
	return p.tokens[start:end]
}

// statements reads a logical line: simple statements between semicolons, or a header with
// its block.
func (p *parser) statements(line []Token) []Stmt {
	if colon, ok := header(line); ok {
		s := parseHeader(line[:colon])
		if rest := line[colon+1:]; len(rest) > 0 {
			s.Body = simpleStatements(rest)
		} else if p.pos < len(p.tokens) && p.tokens[p.pos].Kind == Indent {
			p.pos++
			s.Body = p.block()
		}
		return []Stmt{s}
	}
	return simpleStatements(line)
}

func simpleStatements(line []Token) []Stmt {
	var out []Stmt
	for len(line) > 0 {
		n := splitAt(line, ";")
		if n > 0 {
			out = append(out, parseSimple(line[:n]))
		}
		line = line[min(n+1, len(line)):]
	}
	return out
}

// header says where the colon of a compound statement stands. match and case are words that
// may also be names: they count as headers when the line ends with its first colon.
func header(line []Token) (colon int, ok bool) {
	if line[0].Kind != Name {
		return 0, false
	}
	soft := false
	switch line[0].Text {
	case "if", "elif", "else", "for", "while", "try", "except", "finally", "with", "def", "class", "async":
	case "match", "case":
		soft = true
	default:
		return 0, false
	}
	colon = headerColon(line)
	if colon == len(line) || soft && (len(line) < 3 || colon < 2 || line[0].Is("match") && colon != len(line)-1) {
		return 0, false
	}
	return colon, true
}

func headerColon(line []Token) int {
	depth, lambdas := 0, 0
	for i, t := range line {
		depth += nesting(t)
		switch {
		case depth != 0:
		case t.Is("lambda"):
			lambdas++
		case t.Is(":") && lambdas > 0:
			lambdas--
		case t.Is(":"):
			return i
		}
	}
	return len(line)
}
