package python

import "strings"

// fieldName says whether a field is a dotted name and nothing else.
func fieldName(text string) bool {
	for part := range strings.SplitSeq(strings.TrimSpace(text), ".") {
		if part == "" || part[0] >= '0' && part[0] <= '9' || strings.IndexFunc(part, func(r rune) bool {
			return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
		}) >= 0 {
			return false
		}
	}
	return true
}

// formatParts are the parts of an f-string whose fields are nothing but names: literals, and the names
// between them. It is false for any other string token.
func formatParts(text string, line int) ([]Expr, bool) {
	i := strings.IndexAny(text, `"'`)
	if i < 0 || !strings.Contains(strings.ToLower(text[:i]), "f") {
		return nil, false
	}
	raw, body := strings.Contains(strings.ToLower(text[:i]), "r"), text[i:]
	n := 1
	if len(body) >= 6 && body[1] == body[0] && body[2] == body[0] {
		n = 3
	}
	body = body[n : len(body)-n]
	if !raw && strings.Contains(body, `\`) {
		return nil, false
	}
	var out []Expr
	literal := func(s string) {
		if last := len(out) - 1; last >= 0 && out[last].Kind == StringExpr {
			out[last].Text += s
			return
		}
		out = append(out, Expr{Kind: StringExpr, Line: line, Text: s})
	}
	for body != "" {
		j := strings.IndexAny(body, "{}")
		switch {
		case j < 0:
			literal(body)
			return out, true
		case j > 0:
			literal(body[:j])
		case strings.HasPrefix(body, "{{"), strings.HasPrefix(body, "}}"):
			literal(body[:1])
			j = 2
		default:
			end := strings.IndexByte(body, '}')
			if body[0] != '{' || end < 0 || !fieldName(body[1:end]) {
				return nil, false
			}
			out = append(out, Expr{Kind: NameExpr, Line: line, Text: strings.TrimSpace(body[1:end])})
			j = end + 1
		}
		body = body[j:]
	}
	return out, true
}
