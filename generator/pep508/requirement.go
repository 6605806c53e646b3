package pep508

import (
	"errors"
	"strings"
	"unicode"
)

// Requirement is a dependency specifier of PEP 508, such as uvicorn[standard]>=0.30; marker.
type Requirement struct {
	// Name is as written; Normalize it to compare.
	Name string
	// Extras are normalised, in the order written, without duplicates.
	Extras     []string
	Specifiers Specifiers
	// URL is set for `name @ url`; there are no Specifiers then.
	URL    string
	Marker Marker
}

// ParseRequirement reads a requirement.
func ParseRequirement(text string) (Requirement, error) {
	c := &cursor{text: text}
	var req Requirement
	var err error
	c.space()
	start := c.at
	req.Name = c.while(func(r rune) bool { return r < unicode.MaxASCII && isNameByte(byte(r)) })
	if !ValidName(req.Name) {
		return Requirement{}, c.fail(start, "expected a package name of letters, digits, - _ and ., found %s", quoteOr(req.Name, c.found()))
	}
	if req.Extras, err = c.extras(); err != nil {
		return Requirement{}, err
	}
	if c.space(); c.eat("@") {
		req.URL, err = c.url()
	} else {
		req.Specifiers, err = c.specifiers()
	}
	if err != nil {
		return Requirement{}, err
	}
	if c.space(); c.done() {
		return req, nil
	}
	if !c.eat(";") {
		return Requirement{}, c.fail(c.at, "expected ; and a marker or the end, found %s", c.found())
	}
	at := c.at
	if req.Marker, err = ParseMarker(c.rest()); err != nil {
		s := &SyntaxError{}
		if errors.As(err, &s) {
			return Requirement{}, c.fail(at+s.Offset, "%s", s.Message)
		}
		return Requirement{}, err
	}
	return req, nil
}

func quoteOr(text, other string) string {
	if text == "" {
		return other
	}
	return `"` + text + `"`
}

// extras reads [a, b]; nil without brackets.
func (c *cursor) extras() ([]string, error) {
	if c.space(); !c.eat("[") {
		return nil, nil
	}
	var out []string
	seen := map[string]bool{}
	for {
		c.space()
		if len(out) == 0 && c.eat("]") {
			return nil, nil
		}
		start := c.at
		name := c.while(func(r rune) bool { return r < unicode.MaxASCII && isNameByte(byte(r)) })
		if !ValidName(name) {
			c.at = start
			return nil, c.fail(start, "expected the name of an extra, found %s", c.found())
		}
		if name = Normalize(name); !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
		c.space()
		if c.eat("]") {
			return out, nil
		}
		if !c.eat(",") {
			return nil, c.fail(c.at, "expected , or ] after the extra %s, found %s", name, c.found())
		}
	}
}

// url reads up to white space, as PEP 508 wants before the ";".
func (c *cursor) url() (string, error) {
	c.space()
	start := c.at
	url := c.while(func(r rune) bool { return !unicode.IsSpace(r) })
	switch {
	case url == "" || url[0] == ';':
		return "", c.fail(start, "expected a URL after @")
	case strings.HasSuffix(url, ";"):
		return "", c.fail(start+len(url)-1, "expected a space before the ; that ends the URL")
	}
	return url, nil
}

// specifiers reads version clauses, with or without parentheses.
func (c *cursor) specifiers() (Specifiers, error) {
	parens := c.eat("(")
	start := c.at
	text := c.while(func(r rune) bool { return r != ';' && (!parens || r != ')') })
	if parens && !c.eat(")") {
		return nil, c.fail(start-1, "expected ) to close the version specifiers")
	}
	ss, err := ParseSpecifiers(text)
	if err != nil {
		return nil, c.fail(start, "%s", err)
	}
	return ss, nil
}

// String is the requirement as PEP 508 writes it. Reading the text gives the same requirement.
func (r Requirement) String() string {
	var b strings.Builder
	b.WriteString(r.Name)
	if len(r.Extras) > 0 {
		b.WriteString("[" + strings.Join(r.Extras, ",") + "]")
	}
	if r.URL != "" {
		b.WriteString(" @ " + r.URL)
	} else {
		b.WriteString(r.Specifiers.String())
	}
	if !r.Marker.Always() {
		if r.URL != "" {
			b.WriteByte(' ')
		}
		b.WriteString("; " + r.Marker.String())
	}
	return b.String()
}
