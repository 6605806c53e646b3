package detect

import (
	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// maxFunctions bounds how many functions are followed from an entry point.
const maxFunctions = 500

// run is a call that runs a server or handles signals.
type run struct {
	runner knowledge.Runner
	mod    *module
	line   int
	// app is module:name of the application that it runs, "" if unknown.
	app string
	// host and port are its arguments, or the runner's defaults; argument is what bounds the runner,
	// such as the transport of an MCP server.
	host, port, argument value
	// sure says that the call is reached whatever happens: it stands under no condition.
	sure bool
	// again says that it stands in an endless loop, which starts it again when it ends.
	again bool
}

// runs follows the code from an entry point and lists the runners that it calls.
type runs struct {
	*sources
	found []run
	seen  map[string]bool
	// loops counts the endless loops around.
	loops int
	// visit is called for every call instead, if not nil.
	visit func(frame, *python.Expr)
}

// reach lists the runners that the statements call, directly or by functions of the project.
func (s *sources) reach(fr frame, body []python.Stmt) []run {
	r := &runs{sources: s, seen: map[string]bool{}}
	r.statements(fr, body, true)
	return r.found
}

func (r *runs) statements(fr frame, body []python.Stmt, sure bool) {
	var c chain
	for i := range body {
		st := &body[i]
		if !c.next(r.sources, fr, st) {
			continue
		}
		switch st.Kind {
		case python.DefStmt:
			continue // runs when called
		case python.ClassStmt:
			r.expressions(fr, st.Exprs, false) // a base class that serves
			continue
		case python.IfStmt:
			if isTypeChecking(&st.Exprs[0]) || fr.local == nil && isMainCheck(&st.Exprs[0]) {
				continue
			}
		}
		r.expressions(fr, st.Exprs, sure)
		inner := sure && (c.certain || st.Kind != python.IfStmt && (st.Kind != python.BlockStmt || st.Keyword == "with" || st.Keyword == "try" || isForever(st)))
		if isForever(st) {
			r.loops++
			r.statements(fr, st.Body, inner)
			r.loops--
			continue
		}
		r.statements(fr, st.Body, inner)
	}
}

func (r *runs) expressions(fr frame, list []python.Expr, sure bool) {
	for i := range list {
		list[i].Walk(func(e *python.Expr) {
			switch e.Kind {
			case python.CallExpr:
				r.call(fr, e, sure)
			case python.NameExpr:
				// A function that is handed on (typer.run(main), Thread(target=f)) may be called.
				r.follow(fr, e.Text, false)
			}
		})
	}
}

// isForever finds while True.
func isForever(st *python.Stmt) bool {
	return st.Keyword == "while" && len(st.Exprs) > 0 && (st.Exprs[0].Text == "True" || st.Exprs[0].Text == "1")
}

// call looks at one call: a runner, or a function of the project to follow.
func (r *runs) call(fr frame, e *python.Expr, sure bool) {
	if r.visit != nil {
		r.visit(fr, e)
		if e.Func.Kind == python.NameExpr {
			r.follow(fr, e.Func.Text, sure)
		}
		return
	}
	switch e.Func.Kind {
	case python.NameExpr:
		r.follow(fr, e.Func.Text, sure)
		if found, ok := r.match(fr, e); ok {
			found.sure, found.again = sure, r.loops > 0
			r.found = append(r.found, found)
		}
	case python.AttrExpr:
		if found, ok := r.chainedRun(fr, e); ok {
			found.sure, found.again = sure, r.loops > 0
			r.found = append(r.found, found)
		}
		// asyncio.get_running_loop().add_signal_handler(...)
		for _, known := range r.in.Services.Runners {
			if known.Call == "*."+e.Func.Text {
				r.found = append(r.found, run{runner: known, mod: fr.mod, line: e.Line, sure: sure})
			}
		}
	}
}

func (r *runs) follow(fr frame, dotted string, sure bool) {
	to := r.resolve(fr, dotted)
	def, inner, ok := to.function()
	if !ok || r.seen[to.key()] || len(r.seen) >= maxFunctions {
		return
	}
	r.seen[to.key()] = true
	r.statements(inner, def.Body, sure)
}
