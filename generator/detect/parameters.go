package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// parameter is what an option of the command line gives a parameter of a decorated function: of click, by a
// decorator; of Typer, by the default or the annotation, or by nothing but the parameter itself. False where
// the function is no command of such a library.
func (s *sources) parameter(r ref, hops int) (value, bool) {
	if r.bound == nil || r.rest != "" || r.bound.stmt == nil || r.bound.stmt.Kind != python.DefStmt || r.bound.stmt.Name == r.name {
		return value{}, false
	}
	def := r.bound.stmt
	i := slices.IndexFunc(def.Params, func(p python.Param) bool { return p.Name == r.name })
	if i < 0 || hops == 0 {
		return value{}, false
	}
	fr := frame{mod: r.mod}
	for j := range s.in.Services.Commands {
		c := &s.in.Services.Commands[j]
		command, ok := s.commandOf(fr, def, c)
		if !ok {
			continue
		}
		v, found := s.optionOfParameter(fr, def, &def.Params[i], c, hops)
		if found {
			v.command = command
			return v, true
		}
	}
	return value{}, false
}

// optionOfParameter reads default, flag and variable of one parameter.
func (s *sources) optionOfParameter(fr frame, def *python.Stmt, p *python.Param, c *knowledge.Commands, hops int) (value, bool) {
	if !c.Bare {
		for i := range def.Decorators {
			e := &def.Decorators[i]
			if name, flag := optionName(e); s.describesOption(fr, e, c) && name == p.Name {
				return s.optionValue(fr, e, e.Keyword("default"), flag, hops), true
			}
		}
		return value{}, false
	}
	flag := "--" + strings.ReplaceAll(p.Name, "_", "-")
	if p.Default != nil && s.describesOption(fr, p.Default, c) { // port: int = typer.Option(8000, "--port")
		if _, named := optionName(p.Default); named != "" {
			flag = named
		}
		return s.optionValue(fr, p.Default, p.Default.Argument(0, "default"), flag, hops), true
	}
	if p.Default == nil {
		return value{}, false // an argument by its place
	}
	option := &python.Expr{}
	if p.Annotation != nil { // port: Annotated[int, typer.Option("--port")] = 8000
		p.Annotation.Walk(func(e *python.Expr) {
			if s.describesOption(fr, e, c) {
				option = e
			}
		})
	}
	if _, named := optionName(option); named != "" {
		flag = named
	}
	return s.optionValue(fr, option, p.Default, flag, hops), true
}

// optionValue is the value of an option's default, with its flag and the variable that sets it.
func (s *sources) optionValue(fr frame, option, fallback *python.Expr, flag string, hops int) value {
	v := s.constant(fr, fallback, hops-1)
	v.flag = flag
	if variable := option.Keyword("envvar"); variable != nil && variable.Kind == python.StringExpr {
		v.env, v.field = variable.Text, false
	}
	return v
}

func (s *sources) describesOption(fr frame, e *python.Expr, c *knowledge.Commands) bool {
	return e.Kind == python.CallExpr && e.Func.Kind == python.NameExpr && slices.Contains(c.Options, s.resolve(fr, e.Func.Text).external)
}

// commandOf says whether a function is a command of a library, and which of a group; "" for the program itself.
func (s *sources) commandOf(fr frame, def *python.Stmt, c *knowledge.Commands) (string, bool) {
	for i := range def.Decorators {
		d := &def.Decorators[i]
		name := called(d)
		if slices.Contains(c.Alone, s.resolve(fr, name).external) {
			return "", true
		}
		owner, method, ok := cutLast(name)
		if !ok || !slices.Contains(c.Command, method) || s.resolve(fr, owner).mod == nil {
			continue
		}
		if c.Single && s.onlyCommand(fr, owner, c) {
			return "", true
		}
		return commandName(d, def.Name), true
	}
	if !c.Bare {
		return "", false
	}
	runs := false // typer.run(main)
	eachCall(append(slices.Clone(fr.mod.body), fr.mod.main...), func(e *python.Expr) {
		runs = runs || e.Func.Kind == python.NameExpr && slices.Contains(c.Alone, s.resolve(fr, e.Func.Text).external) &&
			len(e.Items) > 0 && e.Items[0].Text == def.Name
	})
	return "", runs
}

// onlyCommand says whether a module gives a group one command, and no callback.
func (s *sources) onlyCommand(fr frame, owner string, c *knowledge.Commands) bool {
	n := 0
	for i := range fr.mod.body {
		for j := range fr.mod.body[i].Decorators {
			of, method, _ := cutLast(called(&fr.mod.body[i].Decorators[j]))
			if of == owner && slices.Contains(c.Command, method) {
				n++
			} else if of == owner && slices.Contains(c.Callback, method) {
				n += 2
			}
		}
	}
	return n == 1
}

// optionName is the parameter that an option is for, and its flag: the first long one, else the first.
// https://click.palletsprojects.com/en/stable/options/#option-names
func optionName(e *python.Expr) (name, flag string) {
	for i := range e.Items {
		text, _, _ := strings.Cut(e.Items[i].Text, "/")
		switch {
		case e.Items[i].Kind != python.StringExpr:
		case !strings.HasPrefix(text, "-"):
			name = text
		case flag == "" || strings.HasPrefix(text, "--") && !strings.HasPrefix(flag, "--"):
			flag = text
		}
	}
	if name == "" {
		name = strings.ReplaceAll(strings.ToLower(strings.TrimLeft(flag, "-")), "-", "_")
	}
	return name, flag
}
