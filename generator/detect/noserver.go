package detect

import (
	"path"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// missing is a server that is not installed and could run an application.
type missing struct {
	// pkg is its package, flag what brings it, "" without one.
	pkg, flag string
	// development says that the flag stands for development by its name.
	development bool
	rank        int
}

// before says whether a server is the better advice: what a flag brings before what must be added,
// what is for development last of these, then by the interface.
func (m missing) before(other missing) bool {
	level := func(m missing) int {
		switch {
		case m.flag == "":
			return 2
		case m.development:
			return 1
		}
		return 0
	}
	if a, b := level(m), level(other); a != b {
		return a < b
	}
	return m.rank < other.rank
}

// noServer reports an application that nothing installed can run.
func (d *detector) noServer(a application) {
	f := diag.Errorf("no-server", a.mod.place(d.in, a.line), "%s, but no installed package can serve it", a.text())
	var best missing
	for _, s := range d.in.Services.Servers {
		if !suits(s, a.framework, a.factory) {
			continue
		}
		m := missing{pkg: s.Packages[0], rank: s.Rank(a.framework.Interface)}
		if pkg, flag := d.in.flagFor(s.Packages); flag != "" {
			m.pkg, m.flag, m.development = pkg, flag, d.in.ForDevelopment[pkg]
		}
		if best.pkg == "" || m.before(best) {
			best = m
		}
	}
	switch {
	case best.flag == "":
		f = f.WithFix(`run "uv add %s", or %s`, best.pkg, d.development(a))
	case best.development:
		f = f.WithFix(`%s is installed only with %s, which is for development by its name: run "uv add %s", or give %s`, best.pkg, best.flag, best.pkg, best.flag)
	default:
		f = f.WithFix("%s is installed with %s", best.pkg, best.flag)
	}
	d.findings = append(d.findings, f)
}

// development is the command of the framework's own server, which is started only when it is asked for.
func (d *detector) development(a application) string {
	manage := path.Join(a.mod.root, "manage.py")
	if a.framework.Django && !d.src.tree.has[manage] || a.mod.root != "." && !a.framework.Django || a.framework.Development == nil {
		return "name the command with --cmd"
	}
	fill := strings.NewReplacer("{target}", a.target(), "{manage}", manage, "{port}", "8000")
	var words []string
	for _, word := range a.framework.Development {
		words = append(words, fill.Replace(word))
	}
	return "to try it with the server for development, give " + cmdFlag(words...)
}
