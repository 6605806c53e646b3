package pep508

import "strings"

// String is the marker as PEP 508 writes it; empty for a marker that always holds. Reading the
// text gives the same marker.
func (m Marker) String() string {
	if m.root == nil {
		return ""
	}
	var b strings.Builder
	m.root.print(&b, leaf)
	return b.String()
}

func (n *node) print(b *strings.Builder, parent junction) {
	if n.junction == leaf {
		b.WriteString(n.clause.String())
		return
	}
	word := " and "
	if n.junction == disjunction {
		word = " or "
	}
	// "and" binds closer, and only an "or" below an "and" needs parentheses. An "and" below an
	// "or" gets them all the same, as uv writes it.
	if parent != leaf {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	for i, k := range n.kids {
		if i > 0 {
			b.WriteString(word)
		}
		k.print(b, n.junction)
	}
}

// String is the clause as PEP 508 writes it.
func (c Clause) String() string {
	value := quote(c.Value)
	switch c.Op {
	case opContains:
		return value + " in " + string(c.Key)
	case opNotContains:
		return value + " not in " + string(c.Key)
	}
	return string(c.Key) + " " + c.Op + " " + value
}

// quote takes the quotation mark that the value does not hold. PEP 508 has no escapes, so a
// value never holds both.
func quote(value string) string {
	if strings.Contains(value, "'") {
		return `"` + value + `"`
	}
	return "'" + value + "'"
}
