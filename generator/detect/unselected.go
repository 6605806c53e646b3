package detect

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/detect/python"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
)

// namedAfter are what stands before the name of a module in that of the package which brings it:
// django-debug-toolbar has debug_toolbar.
var namedAfter = []string{"", "django-", "flask-", "python-"}

// unselected warns of modules that are imported when the service starts and that only an extra or
// group brings which is not selected: what the sources import, unconditionally, and what Django's INSTALLED_APPS
// names. One finding a package.
func (d *detector) unselected(svc *Service) {
	told := map[string]bool{}
	tell := func(m *module, line int, name, how string) {
		top, _, _ := strings.Cut(name, ".")
		pkg := d.notSelected(m, top)
		if pkg == "" || told[pkg] {
			return
		}
		told[pkg] = true
		d.findings = append(d.findings, diag.Warningf("import-not-selected", m.place(d.in, line),
			"%s %s %s, which only %s installs: the service fails when it starts", m.file, how, top, d.in.Available[pkg]).
			WithFix("select it with %s, or move it to the dependencies: uv add %s", d.in.Available[pkg], pkg))
	}
	mods, _ := d.startedModules(svc, true)
	for _, m := range mods {
		for i := range m.body {
			for _, name := range importedModules(&m.body[i]) {
				tell(m, m.body[i].Line, name, "imports")
			}
		}
	}
	settings := d.src.load(d.src.find(&module{root: svc.Root}, svc.SettingsModule))
	for _, m := range d.chain(settings, nil) {
		for i := range m.body {
			if s := &m.body[i]; s.Kind == python.AssignStmt && slices.Contains(s.Targets, "INSTALLED_APPS") && len(s.Exprs) == 1 {
				d.appsNamed(frame{mod: m}, &s.Exprs[0], maxHops, func(e *python.Expr) { tell(m, e.Line, e.Text, "names among its INSTALLED_APPS") })
			}
		}
	}
}

// appsNamed visits the strings of a list, those of the lists that it is put together of too: each once,
// however often it is named.
func (d *detector) appsNamed(fr frame, list *python.Expr, hops int, visit func(*python.Expr)) {
	d.listed(fr, list, hops, map[*python.Expr]bool{}, visit)
}

func (d *detector) listed(fr frame, list *python.Expr, hops int, seen map[*python.Expr]bool, visit func(*python.Expr)) {
	if list == nil || hops == 0 || seen[list] {
		return
	}
	seen[list] = true
	list.Walk(func(e *python.Expr) {
		switch e.Kind {
		case python.StringExpr:
			visit(e)
		case python.NameExpr:
			if r := d.src.resolve(fr, e.Text); r.bound != nil && r.rest == "" {
				d.listed(r.frame(), r.bound.value, hops-1, seen, visit)
			}
		}
	})
}

// notSelected is the package of an unselected extra or group that by its name brings a module, "" where the
// project or something that is installed may have it.
func (d *detector) notSelected(m *module, top string) string {
	if top == "" || d.holds(m, top) {
		return ""
	}
	name := pep508.Normalize(top)
	var found string
	for _, before := range namedAfter {
		if d.in.has([]string{before + name}) {
			return ""
		}
		if _, ok := d.in.Available[before+name]; ok && found == "" {
			found = before + name
		}
	}
	if d.mayBring(top) {
		return ""
	}
	return found
}
