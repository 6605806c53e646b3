package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
)

// subcommands are the commands of a program that has several: `demo serve`, `demo migrate`.
type subcommands struct {
	list []subcommand
	// required says that the program without one of them only says how it is called.
	required bool
}

// subcommand is one of them.
type subcommand struct {
	// words are what it is called by, those of the groups around it first.
	words []string
	mod   *module
	line  int
	// code is what runs for it; empty where nobody can say.
	code []block
}

// block are statements with the place where their names are looked up.
type block struct {
	fr   frame
	body []python.Stmt
}

// add takes in a command; one that is known gets the code.
func (c *subcommands) add(s subcommand) {
	i := slices.IndexFunc(c.list, func(known subcommand) bool { return slices.Equal(known.words, s.words) })
	if i < 0 {
		c.list = append(c.list, s)
		return
	}
	c.list[i].code = append(c.list[i].code, s.code...)
}

// withoutGroups leaves out what only holds other commands.
func (c *subcommands) withoutGroups() {
	list := slices.Clone(c.list)
	c.list = slices.DeleteFunc(c.list, func(s subcommand) bool {
		return slices.ContainsFunc(list, func(other subcommand) bool {
			return len(other.words) > len(s.words) && slices.Equal(other.words[:len(s.words)], s.words)
		})
	})
}

// launching is a command that runs a server, a bot or a scheduler.
type launching struct {
	subcommand
	found []run
	first run
}

// subcommandsIn reads the command line that code builds when it is started; of is the module whose imports
// are looked into, object what a console script names. They count only where one is required.
func (d *detector) subcommandsIn(of *module, object ref, start []block) subcommands {
	c := d.grouped(of, object, start)
	if c.list == nil {
		c = d.parsed(of, start)
	}
	c.withoutGroups()
	if !c.required {
		c.list = nil
	}
	return c
}

// launches lists the commands that run something which stays.
func (c subcommands) launches(d *detector) []launching {
	var out []launching
	for _, s := range c.list {
		var found []run
		for _, b := range s.code {
			found = append(found, d.src.reach(b.fr, b.body)...)
		}
		if i := slices.IndexFunc(found, d.launches); i >= 0 {
			l := launching{s, found, found[i]}
			if server := firstServer(found); server != nil {
				l.first = *server
			}
			out = append(out, l)
		}
	}
	// A server beside what talks over standard input and output is the one for a container.
	if over := slices.DeleteFunc(slices.Clone(out), func(l launching) bool { return l.first.runner.Stdio }); len(over) > 0 {
		return over
	}
	return out
}

// subcommand gives a program the command that it is to be started with. chosen is false where none of them
// runs a server: then the program is no answer. Several that do are an error.
func (d *detector) subcommand(svc *Service, who string, c subcommands) (found []run, chosen bool) {
	best := c.launches(d)
	words := svc.Command.Words()
	if len(best) != 1 {
		var options []option
		for _, l := range best {
			at := l.mod.place(d.in, l.line)
			options = append(options, option{
				Evidence: Evidence{at, who + " has the command " + strings.Join(l.words, " ") + ", which calls " + callName(l.first)},
				words:    slices.Concat(words, l.words), name: l.words[len(l.words)-1], belongs: !l.first.runner.Server,
			})
		}
		if len(best) > 1 {
			d.several(options)
			return nil, true
		}
		d.seeCommands(words, who, c)
		return nil, false
	}
	svc.Command.Args = slices.Concat(svc.Command.Args, best[0].words)
	d.told = best[0].words
	which := "the one that serves"
	if len(c.list) == 1 {
		which = "its only one"
	}
	svc.evidence(best[0].mod.place(d.in, best[0].line), "%s does nothing without a command, and %s is %s: it calls %s",
		who, strings.Join(best[0].words, " "), which, callName(best[0].first))
	return best[0].found, true
}

// entryCommands are the commands of a console script.
func (d *detector) entryCommands(e entry) subcommands {
	if e.mod == nil {
		return subcommands{}
	}
	start := []block{{frame{mod: e.mod}, e.mod.body}}
	if def, inner, ok := e.ref.function(); ok {
		start = append(start, block{inner, def.Body})
	}
	return d.subcommandsIn(e.mod, e.ref, start)
}

// fileCommands are those of a file that is started.
func (d *detector) fileCommands(m *module) subcommands {
	return d.subcommandsIn(m, ref{}, []block{{frame{mod: m}, m.body}, {d.src.mainFrame(m), m.main}})
}

// maxNamed is how many commands a message names.
const maxNamed = 8

// seeCommands notes a program that needs a command none of which serves.
func (d *detector) seeCommands(words []string, who string, c subcommands) {
	var names []string
	for i, s := range c.list {
		if i == maxNamed {
			names = append(names, "...")
			break
		}
		names = append(names, strings.Join(s.words, " "))
	}
	first := c.list[0]
	e := Evidence{first.mod.place(d.in, first.line), who + " needs a command, and none that is known to serve was found: " + strings.Join(names, ", ")}
	if !slices.ContainsFunc(d.seen, func(known Evidence) bool { return known.Text == e.Text }) {
		d.seen = append(d.seen, e)
	}
	if d.example == nil {
		d.example = slices.Concat(words, first.words)
	}
}

// importsOf lists the modules of the project that a module imports, or takes names from.
func (d *detector) importsOf(m *module) []*module {
	var out []*module
	for _, name := range sortedNames(m.scope) {
		for i := range m.scope[name] {
			b := &m.scope[name][i]
			if b.target == "" {
				continue
			}
			if to := d.src.imported(m, b, "", maxHops); to.mod != nil && to.mod != m && !slices.Contains(out, to.mod) {
				out = append(out, to.mod)
			}
		}
	}
	return out
}
