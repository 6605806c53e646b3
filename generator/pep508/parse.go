package pep508

import (
	"strings"
	"unicode"
)

// maxDepth ends hostile nesting; uv writes no more than two levels.
const maxDepth = 64

// ParseMarker reads a marker. Blank text is the marker that always holds.
//
//	or      = and ("or" and)*
//	and     = clause ("and" clause)*
//	clause  = "(" or ")" | operand op operand
//	operand = key | "'" text "'" | '"' text '"'
func ParseMarker(text string) (Marker, error) {
	if strings.TrimSpace(text) == "" {
		return Marker{}, nil
	}
	p := markerParser{cursor: cursor{text: text}}
	root, err := p.or(0)
	if err != nil {
		return Marker{}, err
	}
	if p.space(); !p.done() {
		return Marker{}, p.fail(p.at, "expected and, or or the end of the marker, found %s", p.found())
	}
	return Marker{root: root}, nil
}

type markerParser struct{ cursor }

func (p *markerParser) or(depth int) (*node, error) {
	return p.series("or", disjunction, func() (*node, error) {
		return p.series("and", conjunction, func() (*node, error) { return p.clause(depth) })
	})
}

// series reads items separated by a word.
func (p *markerParser) series(word string, j junction, item func() (*node, error)) (*node, error) {
	var parts []*node
	for {
		n, err := item()
		if err != nil {
			return nil, err
		}
		parts = append(parts, n)
		if p.space(); !p.word(word) {
			return join(j, parts), nil
		}
	}
}

// word takes "and" or "or" where it stands alone.
func (p *markerParser) word(word string) bool {
	start := p.at
	if p.while(unicode.IsLetter) == word {
		return true
	}
	p.at = start
	return false
}

func (p *markerParser) clause(depth int) (*node, error) {
	p.space()
	open := p.at
	if !p.eat("(") {
		return p.comparison()
	}
	if depth >= maxDepth {
		return nil, p.fail(open, "parentheses nest deeper than %d", maxDepth)
	}
	n, err := p.or(depth + 1)
	if err != nil {
		return nil, err
	}
	if p.space(); !p.eat(")") {
		return nil, p.fail(p.at, "expected ) for the ( at column %d, found %s", open+1, p.found())
	}
	return n, nil
}

// operand is a key, or a literal where key is empty.
type operand struct {
	key  Key
	text string
}

func (p *markerParser) comparison() (*node, error) {
	left, err := p.operand()
	if err != nil {
		return nil, err
	}
	p.space()
	op, err := p.operator()
	if err != nil {
		return nil, err
	}
	p.space()
	right, err := p.operand()
	if err != nil {
		return nil, err
	}
	c, ok := newClause(left, op, right)
	if !ok {
		return nil, nil // ignored, and so neutral
	}
	return &node{clause: c}, nil
}

func (p *markerParser) operand() (operand, error) {
	start := p.at
	if q := p.peek(); q == '\'' || q == '"' {
		p.at++
		text := p.while(func(r rune) bool { return r != rune(q) })
		if !p.eat(string(q)) {
			return operand{}, p.fail(start, "expected %c to close the text that begins", q)
		}
		return operand{text: text}, nil
	}
	word := p.while(func(r rune) bool { return unicode.IsLetter(r) || r == '_' || r == '.' })
	key, ok := keyOf(word)
	if !ok {
		p.at = start
		return operand{}, p.fail(start, "expected a quoted text or a marker name such as sys_platform, found %s", p.found())
	}
	return operand{key: key}, nil
}

// operator reads a comparison. "===" is none: PEP 508 has it for requirements only.
func (p *markerParser) operator() (string, error) {
	start := p.at
	if unicode.IsLetter(rune(p.peek())) {
		switch p.while(unicode.IsLetter) {
		case "in":
			return "in", nil
		case "not":
			if p.space(); p.while(unicode.IsLetter) == "in" {
				return "not in", nil
			}
		}
	} else {
		op := p.while(func(r rune) bool { return strings.ContainsRune("<=>~!", r) })
		switch op {
		case "==", "!=", "<", "<=", ">", ">=", "~=":
			return op, nil
		}
	}
	p.at = start
	return "", p.fail(start, "expected one of == != < <= > >= ~= in not in, found %s", p.found())
}

// keyOf knows the keys and the older spellings of PEP 345 and setuptools.
func keyOf(word string) (Key, bool) {
	switch word {
	case "os.name":
		return OSName, true
	case "sys.platform":
		return SysPlatform, true
	case "platform.machine":
		return PlatformMachine, true
	case "platform.version":
		return PlatformVersion, true
	case "platform.python_implementation", "python_implementation":
		return PlatformPythonImplementation, true
	}
	switch k := Key(word); k {
	case OSName, SysPlatform, PlatformSystem, PlatformMachine, PlatformRelease, PlatformVersion,
		PlatformPythonImplementation, ImplementationName, ImplementationVersion, PythonVersion,
		PythonFullVersion, Extra:
		return k, true
	}
	return "", false
}
