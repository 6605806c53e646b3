package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// groupReader reads the groups of libraries whose commands are decorated functions.
type groupReader struct {
	*detector
	library *knowledge.Commands
	mods    []*module
	out     subcommands
	seen    map[string]bool
	// callback says that a function runs before any command, optional that it does without one.
	callback, optional bool
}

// grouped reads the group that a console script names, or that the start calls.
func (d *detector) grouped(of *module, object ref, start []block) subcommands {
	group, library := object, d.groupLibrary(object)
	for _, b := range start {
		if library != nil {
			break
		}
		eachCall(b.body, func(e *python.Expr) {
			if e.Func.Kind != python.NameExpr || library != nil {
				return
			}
			to := d.src.resolve(b.fr, e.Func.Text)
			if to.rest == "main" { // cli.main() is cli()
				to.rest = ""
			}
			if found := d.groupLibrary(to); found != nil {
				group, library = to, found
			}
		})
	}
	if library == nil {
		return subcommands{}
	}
	r := &groupReader{detector: d, library: library, seen: map[string]bool{}}
	r.mods = append(d.importsOf(group.mod), group.mod)
	if of != group.mod {
		r.mods = append(r.mods, append(d.importsOf(of), of)...)
	}
	r.group(group, nil)
	r.out.required = !r.optional && (!library.Single || len(r.out.list) > 1 || r.callback)
	return r.out
}

// groupLibrary is the library whose group a reference names, nil where it is none.
func (d *detector) groupLibrary(r ref) *knowledge.Commands {
	if r.bound == nil || r.rest != "" {
		return nil
	}
	var makers []string
	if def, _, ok := r.function(); ok {
		for i := range def.Decorators {
			makers = append(makers, d.src.resolve(frame{mod: r.mod}, called(&def.Decorators[i])).external)
		}
	} else if v := r.bound.value; v != nil && v.Kind == python.CallExpr && v.Func.Kind == python.NameExpr {
		makers = append(makers, d.src.resolve(r.frame(), v.Func.Text).external)
	}
	for i := range d.in.Services.Commands {
		c := &d.in.Services.Commands[i]
		if slices.ContainsFunc(makers, func(m string) bool { return slices.Contains(c.Groups, m) }) {
			return c
		}
	}
	return nil
}

// called is the dotted name of a decorator, or of what it calls.
func called(e *python.Expr) string {
	if e.Kind == python.CallExpr {
		e = e.Func
	}
	if e.Kind != python.NameExpr {
		return ""
	}
	return e.Text
}

// group lists the commands of one group, below the words that lead to it.
func (r *groupReader) group(group ref, words []string) {
	if r.seen[group.key()] || len(r.seen) > maxHops {
		return
	}
	r.seen[group.key()] = true
	top := words == nil
	if def, _, ok := group.function(); ok && top {
		r.notesOptional(def.Decorators)
	} else if v := group.bound.value; v != nil && top {
		r.notesOptional([]python.Expr{*v})
	}
	for _, m := range r.mods {
		fr := frame{mod: m}
		for i := range m.body {
			s := &m.body[i]
			if s.Kind == python.DefStmt {
				r.decorated(fr, s, group, words)
			}
		}
		eachCall(m.body, func(e *python.Expr) { r.added(fr, e, group, words) })
	}
}

// notesOptional looks for the keyword by which a group does something without a command.
func (r *groupReader) notesOptional(calls []python.Expr) {
	for i := range calls {
		if k := calls[i].Keyword(r.library.Optional); k != nil && k.Text != "False" {
			r.optional = true
		}
	}
}

// decorated takes in a function that is a command, a group or the callback of the group.
func (r *groupReader) decorated(fr frame, def *python.Stmt, group ref, words []string) {
	for i := range def.Decorators {
		owner, method, ok := cutLast(called(&def.Decorators[i]))
		if !ok || r.src.resolve(fr, owner).key() != group.key() {
			continue
		}
		inner := frame{mod: fr.mod, local: functionScope(def), def: def.Name}
		name := append(slices.Clone(words), commandName(&def.Decorators[i], def.Name))
		switch {
		case slices.Contains(r.library.Command, method):
			r.out.add(subcommand{words: name, mod: fr.mod, line: def.Line, code: []block{{inner, def.Body}}})
		case slices.Contains(r.library.Group, method):
			r.group(r.src.resolve(fr, def.Name), name)
		case slices.Contains(r.library.Callback, method) && len(words) == 0:
			r.callback = true
			r.notesOptional(def.Decorators[i : i+1])
		}
	}
}

// added takes in what a group is given by a call: another group, or a command that was made elsewhere.
func (r *groupReader) added(fr frame, e *python.Expr, group ref, words []string) {
	owner, method := calledMethod(e)
	if owner == "" || !slices.Contains(r.library.Add, method) || r.src.resolve(fr, owner).key() != group.key() || len(e.Items) == 0 || e.Items[0].Kind != python.NameExpr {
		return
	}
	to := r.src.resolve(fr, e.Items[0].Text)
	name := words
	if given := e.Argument(1, "name"); given != nil && given.Kind == python.StringExpr {
		name = append(slices.Clone(words), given.Text)
	}
	if r.groupLibrary(to) != nil {
		if to.mod != nil && !slices.Contains(r.mods, to.mod) {
			r.mods = append(r.mods, to.mod)
		}
		if def, _, ok := to.function(); ok && len(name) == len(words) {
			name = append(slices.Clone(words), decoratedName(def))
		}
		r.group(to, name)
		return
	}
	if def, inner, ok := to.function(); ok {
		if len(name) == len(words) {
			name = append(slices.Clone(words), decoratedName(def))
		}
		r.out.add(subcommand{words: name, mod: inner.mod, line: def.Line, code: []block{{inner, def.Body}}})
	}
}

// decoratedName is what a command is called by its own decorators.
func decoratedName(def *python.Stmt) string {
	for i := range def.Decorators {
		if name := commandName(&def.Decorators[i], ""); name != "" {
			return name
		}
	}
	return commandName(nil, def.Name)
}

// commandName is the name that a decorator gives, else that of the function, with hyphens.
func commandName(decorator *python.Expr, function string) string {
	if decorator != nil && decorator.Kind == python.CallExpr {
		if n := decorator.Argument(0, "name"); n != nil && n.Kind == python.StringExpr {
			return n.Text
		}
	}
	return strings.ReplaceAll(strings.ToLower(function), "_", "-")
}
