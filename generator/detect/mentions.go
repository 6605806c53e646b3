package detect

import (
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/knowledge"
)

// words are what a file must mention to matter: the top-level modules of everything that makes,
// marks or runs an application, and of what writes files.
func words(services knowledge.Services) wanted {
	w := wanted{tops: map[string]bool{}, texts: [][]byte{[]byte("FileHandler")}}
	add := func(qualified ...string) {
		for _, q := range qualified {
			top, _, _ := strings.Cut(q, ".")
			w.tops[top] = true
		}
	}
	for _, f := range services.Frameworks {
		if len(f.Words) > 0 {
			add(f.Words...)
			continue
		}
		add(f.Constructors...)
		add(f.Marks...)
		add(f.Modules...)
	}
	for _, r := range services.Runners {
		if r.Server && r.Framework == "" {
			add(r.Call)
		}
	}
	for _, write := range services.Writes {
		// Models import sqlalchemy, and one file creates the engine.
		if top, last, _ := cutLast(write.Call); strings.Contains(last, "_") {
			add(last)
		} else {
			add(top)
		}
	}
	// Every other file imports these; what of them counts has a word of its own.
	for _, common := range []string{"", "*", "os", "logging"} {
		delete(w.tops, common)
	}
	return w
}

// mentions says whether the sources that were read use one of the names, be it as an attribute,
// a keyword or a variable.
func (s *sources) mentions(names []string) bool {
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[n] = true
	}
	found := false
	look := func(e *python.Expr) {
		if e.Kind == python.NameExpr || e.Kind == python.AttrExpr {
			_, last, _ := cutLast(e.Text)
			found = found || wanted[last]
		}
		for _, k := range e.Keywords {
			found = found || wanted[k.Name]
		}
	}
	for _, m := range s.files {
		if m == nil || m.aside || found {
			continue
		}
		python.WalkStmts(m.body, func(st *python.Stmt) bool {
			for _, t := range st.Targets {
				_, last, _ := cutLast(t)
				found = found || wanted[last]
			}
			for i := range st.Exprs {
				st.Exprs[i].Walk(look)
			}
			for i := range st.Decorators {
				st.Decorators[i].Walk(look)
			}
			return !found
		})
	}
	return found
}
