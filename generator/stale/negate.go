package stale

import (
	"strings"

	"github.com/uvdock/uvdock/generator/pep508"
)

// inverse are the operators of the opposite clause.
var inverse = map[string]string{
	"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">",
	"in": "not in", "not in": "in", "contains": "not contains", "not contains": "contains",
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
		op, ok := inverse[clause.Op]
		if !ok {
			return "", false
		}
		clause.Op = op
		parts = append(parts, clause.String())
	}
	glue := " or "
	if hasOr {
		glue = " and "
	}
	return strings.Join(parts, glue), len(parts) > 0
}
