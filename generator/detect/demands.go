package detect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// maxDemands is how many variables are named.
const maxDemands = 12

// alwaysSet are variables that the engine gives to every container.
var alwaysSet = []string{"HOME", "HOSTNAME", "PATH"}

// demandWalk collects the variables that modules read without a default.
type demandWalk struct {
	*detector
	found []Evidence // Text is the name
	// set are the names that the sources give a value themselves.
	set map[string]bool
	// rows are what classes derive from, nil for none.
	rows map[*python.Stmt]*knowledge.Demand
	// made are the classes of which the modules make objects, and their bases.
	made map[*python.Stmt]bool
}

// demands notes the variables of the environment that the service demands: what the modules read
// that run when it starts, unconditionally and without a default.
func (d *detector) demands(svc *Service) {
	w := &demandWalk{detector: d, set: map[string]bool{}, rows: map[*python.Stmt]*knowledge.Demand{}, made: map[*python.Stmt]bool{}}
	for _, name := range alwaysSet {
		w.set[name] = true
	}
	for _, v := range svc.Env {
		w.set[v.Name] = true
	}
	mods, main := d.startedModules(svc, false)
	for _, m := range mods {
		w.makes(m)
	}
	for _, m := range mods {
		w.statements(frame{mod: m}, m.body, m == main)
	}
	w.tell()
}

// tell reports what was found and has no value.
func (w *demandWalk) tell() {
	var names, list []string
	var at diag.Place
	for _, e := range w.found {
		if w.set[e.Text] || slices.Contains(names, e.Text) {
			continue
		}
		if names == nil {
			at = e.Place
		}
		names = append(names, e.Text)
		list = append(list, fmt.Sprintf("%s (%s)", e.Text, e.Place))
	}
	if names == nil {
		return
	}
	if more := len(list) - maxDemands; more > 0 {
		list = append(list[:maxDemands], fmt.Sprintf("and %d more", more))
	}
	w.findings = append(w.findings, diag.Notef("needs-variables", at,
		"the service demands variables of its environment: %s", strings.Join(list, ", ")).
		WithFix("give each a value when the container starts: docker run --env %s=VALUE; to prove it: uvdock verify --env %[1]s=VALUE", names[0]))
}

// statements reads those that run whatever happens: what is conditional may have a reason not to.
// main says that the module runs as __main__.
func (w *demandWalk) statements(fr frame, list []python.Stmt, main bool) {
	for i := range list {
		s := &list[i]
		w.sets(fr, s)
		switch s.Kind {
		case python.IfStmt:
			if main && isMainCheck(&s.Exprs[0]) {
				w.statements(fr, s.Body, main)
			}
			continue
		case python.BlockStmt:
			if !slices.Contains([]string{"with", "async", "for", "while", "finally"}, s.Keyword) {
				continue
			}
		case python.DelStmt:
			continue
		case python.ClassStmt:
			w.class(fr, s)
		}
		for j := range s.Exprs {
			w.expression(fr, &s.Exprs[j])
		}
		inner := fr
		if s.Kind == python.DefStmt {
			inner = frame{mod: fr.mod, local: functionScope(s), def: s.Name}
			for j := range s.Params {
				if s.Params[j].Default != nil {
					w.expression(fr, s.Params[j].Default)
				}
			}
		}
		w.statements(inner, s.Body, main)
	}
}

// sets notes os.environ["NAME"] = value and os.environ.setdefault("NAME", value), wherever they stand.
func (w *demandWalk) sets(fr frame, s *python.Stmt) {
	python.WalkStmts([]python.Stmt{*s}, func(inner *python.Stmt) bool {
		if inner.Subscript != "" {
			w.set[inner.Subscript] = true
		}
		for i := range inner.Exprs {
			e := &inner.Exprs[i]
			if e.Kind == python.CallExpr && e.Func.Kind == python.NameExpr && len(e.Items) > 0 && e.Items[0].Kind == python.StringExpr &&
				w.src.resolve(fr, e.Func.Text).external == "os.environ.setdefault" {
				w.set[e.Items[0].Text] = true
			}
		}
		return s.Kind == python.IfStmt || s.Kind == python.BlockStmt
	})
}

// expression notes what an expression demands. One that names a variable twice asks first whether
// it is there.
func (w *demandWalk) expression(fr frame, whole *python.Expr) {
	count := map[string]int{}
	whole.Walk(func(e *python.Expr) {
		if e.Kind == python.StringExpr {
			count[e.Text]++
		}
	})
	whole.Walk(func(e *python.Expr) {
		if name := w.demanded(fr, e); name != "" && count[name] == 1 {
			w.note(fr, e.Line, name)
		}
	})
}

func (w *demandWalk) note(fr frame, line int, name string) {
	w.found = append(w.found, Evidence{fr.mod.place(w.in, line), name})
}

// demanded is the variable that an expression needs, "" for none.
func (w *demandWalk) demanded(fr frame, e *python.Expr) string {
	switch {
	case e.Kind == python.OtherExpr && len(e.Items) == 2 && e.Items[0].Kind == python.NameExpr && e.Items[1].Kind == python.StringExpr:
		if w.row(knowledge.DemandItem, w.src.resolve(fr, e.Items[0].Text).external) != nil {
			return validName(e.Items[1].Text)
		}
	case e.Kind == python.CallExpr && e.Func.Kind == python.NameExpr && len(e.Items) == 1 && e.Items[0].Kind == python.StringExpr && e.Keyword("default") == nil:
		r := w.src.resolve(fr, e.Func.Text)
		if w.row(knowledge.DemandCall, r.external) != nil || w.row(knowledge.DemandObject, w.maker(r)) != nil {
			return validName(e.Items[0].Text)
		}
	}
	return ""
}

// maker is the qualified name of what made the object that a name is bound to, "" for any other. One
// that was given names with defaults (Env(DEBUG=(bool, False))) is none: it may know this name.
func (w *demandWalk) maker(r ref) string {
	if r.bound == nil || strings.Contains(r.rest, ".") || r.rest == "read_env" {
		return ""
	}
	v := r.bound.value
	if v == nil || v.Kind != python.CallExpr || v.Func.Kind != python.NameExpr || len(v.Keywords) > 0 {
		return ""
	}
	return w.src.resolve(r.frame(), v.Func.Text).external
}

// row is the way of demanding that a qualified name stands for, nil for none of that kind.
func (w *demandWalk) row(kind, name string) *knowledge.Demand {
	for i, d := range w.in.Services.Demands {
		if d.Kind == kind && d.Name == name {
			return &w.in.Services.Demands[i]
		}
	}
	return nil
}
