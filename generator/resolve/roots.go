package resolve

import (
	"slices"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// scope says how the roots were named, on which uv's rules about groups depend.
type scope int

const (
	// current is the project of the directory.
	current scope = iota
	// picked is one or several --package.
	picked
	// everything is --all-packages, or a root without [project] and no --package.
	everything
)

// request is what the command line asks of the lock.
type request struct {
	scope scope
	roots []int
	// asked counts the --package, repetitions included: uv takes one named twice for several.
	asked int
	choice
}

// alone says whether there is one --package and no more.
func (q *request) alone() bool { return q.scope == picked && q.asked == 1 && len(q.roots) == 1 }

// single says whether exactly one project is the target.
func (q *request) single() bool {
	return q.scope == current || q.alone()
}

// rootName is the name of the project at the lock root, empty for a root without [project].
func (r *Resolver) rootName() string {
	if r.p.Root == nil || !r.p.Root.HasProject {
		return ""
	}
	return r.p.Root.Name
}

// request finds the roots (spec/uvlock.md section 2.2) and whose default groups are in force.
func (r *Resolver) request(sel Selection) (*request, diag.List) {
	q := &request{asked: len(sel.Packages)}
	var list []string
	var findings diag.List
	switch {
	case len(sel.Packages) > 0:
		q.scope = picked
		list, findings = r.picked(sel.Packages)
	case sel.AllPackages || !r.p.Current.HasProject:
		q.scope = everything
		list = r.everything()
	default:
		list = []string{r.p.Current.Name}
	}
	for _, name := range list {
		i, finding := r.findRoot(name)
		if finding != nil {
			findings = append(findings, *finding)
		}
		if i >= 0 && !slices.Contains(q.roots, i) {
			q.roots = append(q.roots, i)
		}
	}
	q.choice = newChoice(sel, r.defaults(q))
	return q, findings
}

// everything is all members, or the only project, which the manifest does not list.
func (r *Resolver) everything() []string {
	if list := r.lock.Manifest.Members; len(list) > 0 {
		return list
	}
	if i := r.shared.root; i >= 0 {
		return []string{r.graph.nodes[i].pkg.Name}
	}
	return nil
}

func (r *Resolver) picked(packages []string) ([]string, diag.List) {
	var findings diag.List
	var list []string
	members := r.shared.members
	for _, p := range packages {
		name := pep508.Normalize(p)
		if !members[name] {
			findings = append(findings, diag.Errorf("missing-package", diag.Place{File: r.lock.File},
				"the workspace has no member %q", p).WithFix("%s", oneOf("name a member", members)))
			continue
		}
		list = append(list, name)
	}
	return list, findings
}

// findRoot finds the package of a member. Where a registry has one of the same name, the local
// one is meant.
func (r *Resolver) findRoot(name string) (int, *diag.Finding) {
	found := r.lock.ByName[name]
	if len(found) > 1 {
		found = slices.DeleteFunc(slices.Clone(found), func(p *project.Package) bool { return !p.Source.Tree() })
	}
	if len(found) == 1 {
		return r.graph.of[found[0]], nil
	}
	if len(found) == 0 && r.member(name) != nil {
		return -1, nil // absentMembers said so
	}
	f := diag.Errorf("missing-package", diag.Place{File: r.lock.File}, "the lock has %d packages %q, expected the one of the workspace", len(found), name).
		WithFix("run `uv lock`")
	return -1, &f
}

// defaults are the default groups in force. Under --frozen these are those of the project of
// the directory, even for another --package, unless the lock records them (revision 5).
func (r *Resolver) defaults(q *request) *project.DefaultGroups {
	if q.alone() && r.lock.Revision >= 5 {
		return r.graph.nodes[q.roots[0]].pkg.DefaultGroups
	}
	return r.p.Current.UV.DefaultGroups
}
