package detect

import (
	"strings"

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
	// host and port are its arguments, or the runner's defaults.
	host, port value
	// sure says that the call is reached whatever happens: it stands under no condition.
	sure bool
}

// runs follows the code from an entry point and lists the runners that it calls.
type runs struct {
	*sources
	found []run
	seen  map[string]bool
}

// reach lists the runners that the statements call, directly or by functions of the project.
func (s *sources) reach(fr frame, body []python.Stmt) []run {
	r := &runs{sources: s, seen: map[string]bool{}}
	r.statements(fr, body, true)
	return r.found
}

func (r *runs) statements(fr frame, body []python.Stmt, sure bool) {
	for i := range body {
		st := &body[i]
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
		inner := sure && (st.Kind != python.IfStmt && (st.Kind != python.BlockStmt || st.Keyword == "with" || st.Keyword == "try"))
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

// call looks at one call: a runner, or a function of the project to follow.
func (r *runs) call(fr frame, e *python.Expr, sure bool) {
	switch e.Func.Kind {
	case python.NameExpr:
		r.follow(fr, e.Func.Text, sure)
		if found, ok := r.match(fr, e); ok {
			found.sure = sure
			r.found = append(r.found, found)
		}
	case python.AttrExpr:
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

// match finds the runner that a call names.
func (s *sources) match(fr frame, e *python.Expr) (run, bool) {
	to := s.resolve(fr, e.Func.Text)
	owner, method, _ := cutLast(e.Func.Text)
	for _, known := range s.in.Services.Runners {
		switch {
		case known.Framework != "":
			if "."+method != known.Call || owner == "" {
				continue
			}
			r := s.resolve(fr, owner)
			fw, at := s.appOf(r.frame(), r, maxHops)
			if fw == nil || fw.Name != known.Framework {
				continue
			}
			found := s.described(fr, e, known)
			found.app = appTarget(at)
			return found, true
		case strings.HasPrefix(known.Call, "*."):
			if method != known.Call[2:] || owner == "" {
				continue
			}
		case to.external != known.Call:
			continue
		}
		return s.described(fr, e, known), true
	}
	return run{}, false
}

// described reads host, port and application from the arguments of a runner.
func (s *sources) described(fr frame, e *python.Expr, known knowledge.Runner) run {
	out := run{runner: known, mod: fr.mod, line: e.Line}
	if !known.Server {
		return out
	}
	out.host = value{text: known.Host, known: known.Host != ""}
	out.port = s.constant(fr, nil, 0)
	if known.Port != 0 {
		out.port = value{text: itoa(known.Port), known: true}
	}
	if a := e.Argument(known.HostPosition, "host"); a != nil {
		out.host = s.constant(fr, a, maxHops)
	}
	if a := e.Argument(known.PortPosition, "port"); a != nil {
		out.port = s.constant(fr, a, maxHops)
	}
	if starred(e) {
		out.host, out.port = value{}, value{}
	}
	if known.Framework == "" {
		out.app = s.runTarget(fr, e.Argument(0, "app"))
	}
	return out
}

// starred says whether a call unpacks arguments, which may be any: an OtherExpr of one
// operand that stands as an argument begins with * or **.
func starred(e *python.Expr) bool {
	for i := range e.Items {
		if a := &e.Items[i]; a.Kind == python.OtherExpr && len(a.Items) == 1 {
			return true
		}
	}
	return false
}

// runTarget is the application that a runner is given: "pkg.main:app", or the object.
func (s *sources) runTarget(fr frame, e *python.Expr) string {
	switch {
	case e == nil:
		return ""
	case e.Kind == python.StringExpr && strings.Contains(e.Text, ":"):
		return e.Text
	case e.Kind == python.NameExpr:
		r := s.resolve(fr, e.Text)
		if _, at := s.appOf(r.frame(), r, maxHops); at.mod != nil {
			return appTarget(at)
		}
	}
	return ""
}

func appTarget(at ref) string {
	if at.mod == nil || at.mod.name == "" || at.def != "" {
		return ""
	}
	return at.mod.name + ":" + at.name
}

// loopback says whether only the container itself can reach the address.
func loopback(host string) bool {
	return host == "localhost" || host == "::1" || strings.HasPrefix(host, "127.")
}
