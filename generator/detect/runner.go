package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// match finds the runner that a call names.
func (s *sources) match(fr frame, e *python.Expr) (run, bool) {
	to := s.resolve(fr, e.Func.Text)
	owner, method, _ := cutLast(e.Func.Text)
	for _, known := range s.in.Services.Runners {
		switch {
		case !s.suitsArgument(fr, e, known):
			continue
		case known.Framework != "":
			if "."+method != known.Call || owner == "" {
				continue
			}
			r := s.resolve(fr, owner)
			fw, at := s.appOf(r.frame(), r, maxHops)
			if fw == nil || fw.Name != known.Framework {
				continue
			}
			found := s.described(fr, e, known, at)
			found.app = appTarget(at)
			return found, true
		case strings.HasPrefix(known.Call, "*."):
			if method != known.Call[2:] || owner == "" {
				continue
			}
		case to.external != known.Call:
			continue
		}
		return s.described(fr, e, known, ref{}), true
	}
	return run{}, false
}

// chainedRun finds the runner at the end of a chain: demo.queue().launch(), and
// Application.builder().build().run_polling().
func (s *sources) chainedRun(fr frame, e *python.Expr) (run, bool) {
	inner := e.Func
	for inner.Func != nil && (inner.Kind != python.CallExpr || inner.Func.Kind != python.NameExpr) {
		inner = inner.Func
	}
	if inner.Kind != python.CallExpr || inner.Func == nil || inner.Func.Kind != python.NameExpr {
		return run{}, false
	}
	fw, at := s.constructor(fr, inner.Func.Text, maxHops), ref{}
	if owner, _, ok := cutLast(inner.Func.Text); ok && fw == nil {
		r := s.resolve(fr, owner)
		fw, at = s.appOf(r.frame(), r, maxHops)
	}
	if fw == nil || !fw.Chained {
		return run{}, false
	}
	for _, known := range s.in.Services.Runners {
		if known.Framework == fw.Name && known.Call == "."+e.Func.Text && s.suitsArgument(fr, e, known) {
			found := s.described(fr, e, known, at)
			found.app = appTarget(at)
			return found, true
		}
	}
	return run{}, false
}

// unknownValue stands for an argument that only the running process knows.
const unknownValue = "?"

// suitsArgument says whether the argument that bounds a runner has one of its values.
func (s *sources) suitsArgument(fr frame, e *python.Expr, known knowledge.Runner) bool {
	if known.Argument == "" {
		return true
	}
	text := ""
	if a := e.Argument(known.ArgumentPosition, known.Argument); a != nil {
		if v := s.constant(fr, a, maxHops); v.known {
			text = v.text
		} else {
			text = unknownValue
		}
	}
	return slices.Contains(known.Values, text)
}

// described reads host, port and application from the arguments of a runner, and from those of
// the constructor of what it runs.
func (s *sources) described(fr frame, e *python.Expr, known knowledge.Runner, at ref) run {
	out := run{runner: known, mod: fr.mod, line: e.Line}
	if a := e.Argument(known.ArgumentPosition, known.Argument); known.Argument != "" && a != nil {
		out.argument = s.constant(fr, a, maxHops)
	}
	if !known.Server && !known.Beside {
		return out
	}
	out.host = value{text: known.Host, known: known.Host != ""}
	if known.Port != 0 {
		out.port = value{text: itoa(known.Port), known: true}
	}
	out.host.env, out.port.env = known.HostEnv, known.PortEnv
	if v := boundValue(at); known.Constructed && v != nil {
		s.addressOf(at.frame(), v, known, &out)
	}
	s.addressOf(fr, e, known, &out)
	s.configured(fr, e, known, &out)
	if starred(e) {
		out.host, out.port = value{}, value{}
	}
	if known.EnvWins {
		out.host.env, out.port.env = known.HostEnv, known.PortEnv
	}
	if known.Framework == "" && known.Server {
		out.app = s.runTarget(fr, e.Argument(0, "app"))
	}
	return out
}

// addressOf reads host and port from the arguments of one call.
func (s *sources) addressOf(fr frame, e *python.Expr, known knowledge.Runner, out *run) {
	host, port := "host", "port"
	if known.HostKeyword != "" {
		host = known.HostKeyword
	}
	if known.PortKeyword != "" {
		port = known.PortKeyword
	}
	if a := e.Argument(known.HostPosition, host); a != nil {
		out.host = s.constant(fr, a, maxHops)
	}
	if a := e.Argument(known.PortPosition, port); a != nil {
		out.port = s.constant(fr, a, maxHops)
	}
	if known.Bind == "" {
		return
	}
	if a := e.Argument(known.BindPosition, known.Bind); a != nil {
		out.host, out.port = value{}, value{}
		if v := s.constant(fr, a, maxHops); v.known {
			i := strings.LastIndex(v.text, ":")
			out.port = value{text: v.text[i+1:], known: true}
			out.host = value{text: strings.Trim(v.text[:max(i, 0)], "[]"), known: i >= 0}
		} else if a.Kind == python.OtherExpr && len(a.Items) == 2 && a.Items[0].Kind == python.StringExpr && strings.HasSuffix(a.Items[0].Text, ":") {
			out.port = s.constant(fr, &a.Items[1], maxHops) // "[::]:" + port
		}
	}
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
	case e.Kind == python.CallExpr && e.Func.Kind == python.NameExpr && len(e.Items) == 2 && s.resolve(fr, e.Func.Text).external == "typing.cast":
		return s.runTarget(fr, &e.Items[1])
	case e.Kind == python.CallExpr:
		return s.madeTarget(fr, e)
	case e.Kind == python.NameExpr:
		r := s.resolve(fr, e.Text)
		if _, at := s.appOf(r.frame(), r, maxHops); at.mod != nil {
			return appTarget(at)
		}
	}
	return ""
}

// madeTarget is the factory whose result a runner is given: uvicorn.run(create_app()).
func (s *sources) madeTarget(fr frame, e *python.Expr) string {
	if e.Func.Kind != python.NameExpr {
		return ""
	}
	r := s.resolve(fr, e.Func.Text)
	if fw, _ := s.made(fr, e, maxHops); fw == nil || r.mod == nil || r.mod.name == "" || r.def != "" || r.rest != "" {
		return ""
	}
	return r.mod.name + ":" + r.name
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
