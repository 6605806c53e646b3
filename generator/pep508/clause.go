package pep508

import "strings"

// newClause makes a comparison with its key on the left. ok is false where uv ignores the
// clause: two keys, two literals, ~= on a text, a version that is none.
func newClause(left operand, op string, right operand) (c Clause, ok bool) {
	key, value, reversed := left.key, right.text, false
	switch {
	case left.key != "" && right.key != "", left.key == "" && right.key == "":
		return Clause{}, false
	case left.key == "":
		key, value, reversed = right.key, left.text, true
	}
	switch key {
	case Extra:
		return extraClause(op, value)
	case PythonVersion, PythonFullVersion, ImplementationVersion:
		return versionClause(key, op, value, reversed)
	}
	if op == "~=" {
		return Clause{}, false
	}
	if reversed {
		op = mirrored(op)
	}
	return Clause{Key: key, Op: op, Value: value}, true
}

func extraClause(op, value string) (Clause, bool) {
	if op != "==" && op != "!=" {
		return Clause{}, false
	}
	if !ValidName(value) {
		return Clause{Key: Extra, Op: op, Value: value, never: true}, true
	}
	return Clause{Key: Extra, Op: op, Value: Normalize(value)}, true
}

// versionClause reads the literal. A list (in, not in) is separated by white space and
// compared by equality; a reversed list, or a comma in it, makes no sense and is ignored.
func versionClause(key Key, op, value string, reversed bool) (Clause, bool) {
	c := Clause{Key: key, Op: op, Value: value}
	if op == "in" || op == "not in" {
		if reversed {
			return Clause{}, false
		}
		for field := range strings.FieldsSeq(value) {
			r, err := ParseRelease(field)
			if err != nil {
				return Clause{}, false
			}
			c.list = append(c.list, r)
			c.never = c.never || key == PythonVersion && namesPatch(r)
		}
		return c, true
	}
	if reversed {
		c.Op = mirrored(op)
		if strings.HasSuffix(value, ".*") {
			return Clause{}, false
		}
	}
	s, err := newSpecifier(c.Op, strings.TrimSpace(value))
	if err != nil {
		return Clause{}, false
	}
	c.specifier = s
	c.never = s.Star && key == PythonVersion && namesPatch(s.release)
	return c, true
}

// namesPatch says whether a release is finer than major and minor.
func namesPatch(r Release) bool { return r.Compare(r.Short(2)) != 0 }

// mirrored is the operator for swapped operands.
func mirrored(op string) string {
	switch op {
	case "<":
		return ">"
	case "<=":
		return ">="
	case ">":
		return "<"
	case ">=":
		return "<="
	case "in":
		return opContains
	case "not in":
		return opNotContains
	}
	return op
}
