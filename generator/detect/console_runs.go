package detect

import "github.com/uvdock/uvdock/generator/detect/python"

// entryRuns lists the runners that a console script reaches. A script that is no plain
// function (a typer.Typer, a function under click.group) may reach whatever commands its
// module defines.
func (d *detector) entryRuns(e entry) []run {
	if e.mod == nil {
		return nil
	}
	found := d.src.reach(frame{mod: e.mod}, e.mod.body)
	if def, inner, ok := e.ref.function(); ok {
		found = append(d.src.reach(inner, def.Body), found...)
		if len(def.Decorators) == 0 {
			return found
		}
	}
	mod := e.mod
	if e.ref.mod != nil {
		mod = e.ref.mod
	}
	return append(found, d.commandsOf(mod)...)
}

// commandsOf lists the runners that the decorated functions of a module may reach.
func (d *detector) commandsOf(mod *module) []run {
	var found []run
	for i := range mod.body {
		def := &mod.body[i]
		if def.Kind == python.DefStmt && len(def.Decorators) > 0 {
			for _, r := range d.src.reach(frame{mod: mod, local: functionScope(def), def: def.Name}, def.Body) {
				r.sure = false
				found = append(found, r)
			}
		}
	}
	return found
}
