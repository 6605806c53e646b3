package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// What argparse gives a namespace by, and how an option comes to be.
// https://docs.python.org/3/library/argparse.html
var parsing = []string{"parse_args", "parse_known_args", "parse_intermixed_args"}

// option is the default of a command line's option that an attribute stands for: args.port, where
// args is what a parser gives or a parameter that is handed it, and the options of its module have
// one that ends in that name. A parameter may hold the namespace itself: context.args.port. The value has the option's flag also where no default is known.
func (s *sources) option(r ref, hops int) value {
	_, attribute, nested := cutLast(r.rest)
	if r.mod == nil || r.bound == nil || r.rest == "" || nested && r.bound.value != nil {
		return value{}
	}
	if !s.parsed(r, hops) {
		return value{}
	}
	var found []value
	parsers := parserCommands(r.mod)
	python.WalkStmts(r.mod.body, func(st *python.Stmt) bool {
		for i := range st.Exprs {
			st.Exprs[i].Walk(func(e *python.Expr) {
				if name, flag := optionOf(e); name == attribute {
					owner, _, _ := cutLast(e.Func.Text)
					v := s.constant(frame{mod: r.mod}, e.Keyword("default"), hops-1)
					v.flag, v.command = flag, parsers[owner]
					found = append(found, v)
				}
			})
		}
		return true
	})
	// Two subcommands may have an option each; of different ones nothing is known.
	if found == nil || slices.ContainsFunc(found, func(v value) bool { return v != found[0] }) {
		return value{}
	}
	return found[0]
}

// parsed says whether a binding holds what a parser gives: by its method, by a function of the same
// module, or because it is a parameter without a default.
func (s *sources) parsed(r ref, hops int) bool {
	v, stmt := r.bound.value, r.bound.stmt
	if v == nil && stmt != nil && stmt.Kind == python.AssignStmt && len(stmt.Exprs) == 1 {
		v = &stmt.Exprs[0] // args, rest = parser.parse_known_args()
	}
	if v == nil {
		return stmt != nil && stmt.Kind == python.DefStmt && stmt.Name != r.name
	}
	if v.Kind != python.CallExpr || hops == 0 {
		return false
	}
	name := v.Func.Text
	if v.Func.Kind == python.NameExpr {
		if def, _, ok := s.resolve(r.frame(), name).function(); ok {
			return returnsParsed(def)
		}
	}
	_, method, _ := cutLast(name)
	return slices.Contains(parsing, method)
}

// returnsParsed says whether a function calls a parser.
func returnsParsed(def *python.Stmt) bool {
	found := false
	python.WalkStmts(def.Body, func(st *python.Stmt) bool {
		for i := range st.Exprs {
			st.Exprs[i].Walk(func(e *python.Expr) {
				if e.Kind == python.CallExpr {
					_, method, _ := cutLast(e.Func.Text)
					found = found || slices.Contains(parsing, method)
				}
			})
		}
		return !found
	})
	return found
}

// optionOf is the attribute that an add_argument call defines, and the flag that sets it: the first long
// one, else the first. https://docs.python.org/3/library/argparse.html#dest
func optionOf(e *python.Expr) (name, flag string) {
	if e.Kind != python.CallExpr {
		return "", ""
	}
	if _, method, _ := cutLast(e.Func.Text); method != "add_argument" {
		return "", ""
	}
	for i := range e.Items {
		text := e.Items[i].Text
		if e.Items[i].Kind != python.StringExpr || !strings.HasPrefix(text, "-") {
			continue
		}
		if flag == "" || strings.HasPrefix(text, "--") && !strings.HasPrefix(flag, "--") {
			flag = text
		}
	}
	if dest := e.Keyword("dest"); dest != nil && dest.Kind == python.StringExpr {
		return dest.Text, flag
	}
	return strings.ReplaceAll(strings.TrimLeft(flag, "-"), "-", "_"), flag
}

// parserCommands maps the names of a module's parsers to the subcommands that they read, and so those of
// their groups of options.
func parserCommands(m *module) map[string]string {
	out := map[string]string{}
	python.WalkStmts(m.body, func(st *python.Stmt) bool {
		if st.Kind != python.AssignStmt || len(st.Exprs) == 0 || st.Exprs[0].Kind != python.CallExpr {
			return true
		}
		owner, method, _ := cutLast(st.Exprs[0].Func.Text)
		command := ""
		switch method {
		case "add_parser":
			command = firstLiteral(&st.Exprs[0])
		case "add_argument_group", "add_mutually_exclusive_group":
			command = out[owner]
		}
		if command != "" {
			for _, name := range st.Targets {
				out[name] = command
			}
		}
		return true
	})
	return out
}
