package stale

import (
	"strings"

	"github.com/uvdock/uvdock/generator/pep508"
)

// inverse is the operator of the opposite clause, empty when there is none.
func inverse(op string) string {
	pairs := [][2]string{{"==", "!="}, {"<", ">="}, {">", "<="}, {"in", "not in"}, {"contains", "not contains"}}
	for _, pair := range pairs {
		switch op {
		case pair[0]:
			return pair[1]
		case pair[1]:
			return pair[0]
		}
	}
	return ""
}

// negate is the opposite of a marker that joins its clauses by "and" alone or by "or" alone. Of
// another it returns false.
func negate(marker string) (string, bool) {
	m, err := pep508.ParseMarker(marker)
	if err != nil {
		return "", false
	}
	hasAnd, hasOr := strings.Contains(marker, " and "), strings.Contains(marker, " or ")
	if hasAnd && hasOr {
		return "", false
	}
	var parts []string
	for _, clause := range m.Clauses() {
		clause.Op = inverse(clause.Op)
		if clause.Op == "" {
			return "", false
		}
		parts = append(parts, clause.String())
	}
	glue := " or "
	if hasOr {
		glue = " and "
	}
	return strings.Join(parts, glue), len(parts) > 0
}
