package detect

import (
	"maps"
	"slices"

	"github.com/uvdock/uvdock/generator/detect/python"
)

func sortedNames(s scope) []string { return slices.Sorted(maps.Keys(s)) }

// parserReader reads what code of argparse builds, function by function.
// https://docs.python.org/3/library/argparse.html#sub-commands
type parserReader struct {
	*detector
	out subcommands
	// parsers and subs are the variables of one function that hold a parser, or what add_subparsers
	// gave, with the words of the commands that lead there.
	parsers, subs map[string][]string
	// found says that there are subparsers, help that their help is printed somewhere, handled that commands name a function,
	// fallback that the whole does.
	found, help, handled, fallback, must bool
	// dest are the attributes that hold the name of the command.
	dest  []string
	lines map[*python.Expr]bool
}

// parsed reads subparsers of argparse.
func (d *detector) parsed(of *module, start []block) subcommands {
	r := &parserReader{detector: d, lines: map[*python.Expr]bool{}}
	blocks := r.blocks(of, start)
	for _, b := range blocks {
		r.parsers, r.subs = map[string][]string{}, map[string][]string{}
		r.build(b)
	}
	if !r.found || r.out.list == nil {
		return subcommands{}
	}
	for _, b := range blocks {
		r.branches(b.fr, b.body)
		r.help = r.help || printsHelp(b.body)
	}
	r.out.required = r.must || (r.help || r.handled && !r.fallback) && !r.without(blocks, start)
	return r.out
}

// without says whether the program serves without a command: in a branch for that, or whatever happens.
func (r *parserReader) without(blocks, start []block) bool {
	for _, b := range blocks {
		found := false
		python.WalkStmts(b.body, func(s *python.Stmt) bool {
			if s.Kind == python.IfStmt && r.lacks(&s.Exprs[0]) {
				found = found || slices.ContainsFunc(r.src.reach(b.fr, s.Body), r.launches)
			}
			return s.Kind != python.DefStmt
		})
		if found {
			return true
		}
	}
	inCommand := map[string]bool{}
	for _, c := range r.out.list {
		for _, b := range c.code {
			for _, found := range r.src.reach(b.fr, b.body) {
				inCommand[found.mod.place(r.in, found.line).String()] = true
			}
		}
	}
	for _, b := range start {
		for _, found := range r.src.reach(b.fr, b.body) {
			if found.sure && r.launches(found) && !inCommand[found.mod.place(r.in, found.line).String()] {
				return true
			}
		}
	}
	return false
}

// lacks recognises `not args.command` and `args.command is None`.
func (r *parserReader) lacks(e *python.Expr) bool {
	if e.Kind != python.OtherExpr || len(e.Items) == 0 || len(e.Items) > 2 || e.Items[0].Kind != python.NameExpr {
		return false
	}
	_, last, dotted := cutLast(e.Items[0].Text)
	return dotted && slices.Contains(r.dest, last) && (len(e.Items) == 1 || e.Items[1].Text == "None")
}

// blocks are the functions that the start reaches, and those of the modules that it takes in as a
// whole: `for module in (serve, check): module.add_parser(subparsers)`.
func (r *parserReader) blocks(of *module, start []block) []block {
	out := slices.Clone(start)
	seen := map[string]bool{}
	take := func(fr frame) {
		key := fr.mod.file + "\x00" + fr.def
		if def := findDef(fr.mod.body, fr.def); fr.def != "" && def != nil && !seen[key] {
			seen[key] = true
			out = append(out, block{fr, def.Body})
		}
	}
	for _, b := range start {
		if b.fr.def != "" {
			seen[b.fr.mod.file+"\x00"+b.fr.def] = true
		}
		calls := &runs{sources: r.src, seen: map[string]bool{}, visit: func(fr frame, _ *python.Expr) { take(fr) }}
		calls.statements(b.fr, b.body, true)
	}
	for _, m := range r.importsOf(of) {
		for i := range m.body {
			if def := &m.body[i]; def.Kind == python.DefStmt && mentionsMethod(def.Body, "add_parser") {
				take(frame{mod: m, local: functionScope(def), def: def.Name})
			}
		}
	}
	return out
}

// build reads the parsers of one function.
func (r *parserReader) build(b block) {
	python.WalkStmts(b.body, func(s *python.Stmt) bool {
		if s.Kind == python.AssignStmt && len(s.Targets) == 1 && len(s.Exprs) == 1 {
			r.assign(b, s.Targets[0], &s.Exprs[0])
		}
		return s.Kind != python.DefStmt
	})
	eachCall(b.body, func(e *python.Expr) { r.call(b, e) })
}

// assign notes what a variable holds.
func (r *parserReader) assign(b block, target string, value *python.Expr) {
	if owner, last, ok := cutLast(target); ok && last == "required" && value.Text == "True" {
		if _, known := r.subs[owner]; known {
			r.must = true
		}
		return
	}
	if value.Kind != python.CallExpr {
		return
	}
	switch owner, method := calledMethod(value); method {
	case "add_subparsers":
		r.subs[target] = r.parsers[owner]
	case "add_parser":
		if words := r.command(b, owner, value); words != nil {
			r.parsers[target] = words
		}
	}
}

// command takes in what add_parser makes.
func (r *parserReader) command(b block, owner string, call *python.Expr) []string {
	name := call.Argument(0, "name")
	if name == nil {
		return nil
	}
	v := r.src.constant(b.fr, name, maxHops)
	if !v.known || v.text == "" {
		return nil
	}
	words := append(slices.Clone(r.subs[owner]), v.text)
	if !r.lines[call] {
		r.lines[call] = true
		r.found = true
		r.out.add(subcommand{words: words, mod: b.fr.mod, line: call.Line})
	}
	return words
}

// call looks at one call for what it says of the parsers.
func (r *parserReader) call(b block, e *python.Expr) {
	owner, method := calledMethod(e)
	switch method {
	case "add_subparsers":
		r.found = true
		if k := e.Keyword("dest"); k != nil {
			r.dest = append(r.dest, k.Text)
		}
		if k := e.Keyword("required"); k != nil && k.Text == "True" && r.parsers[owner] == nil {
			r.must = true
		}
	case "add_parser":
		r.command(b, owner, e)
	case "set_defaults":
		words, known := r.parsers[owner]
		if e.Func.Kind == python.AttrExpr && e.Func.Func.Kind == python.CallExpr {
			if from, inner := calledMethod(e.Func.Func); inner == "add_parser" {
				words = r.command(b, from, e.Func.Func)
				known = words != nil
			}
		}
		for i := range e.Keywords {
			r.handler(b, words, known, &e.Keywords[i].Value)
		}
	}
}
