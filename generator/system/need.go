package system

import (
	"cmp"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// For is the PyPI names that need the package, sorted.
func (n Need) For() []string {
	names := make([]string, 0, len(n.Reasons))
	for _, r := range n.Reasons {
		names = append(names, r.PyPI)
	}
	return names
}

// Why is the reasons in one line.
func (n Need) Why() string {
	whys := make([]string, 0, len(n.Reasons))
	for _, r := range n.Reasons {
		whys = append(whys, r.Why)
	}
	return strings.Join(whys, "; ")
}

// Packages is the names of the packages of a list, in its order.
func Packages(needs []Need) []string {
	names := make([]string, 0, len(needs))
	for _, n := range needs {
		names = append(names, n.Package)
	}
	return names
}

// Finding is the refusal as an error, for a distribution that the user insists on.
func (r Refusal) Finding() diag.Finding {
	f := diag.Errorf(r.Reason, diag.Place{File: "uv.lock", Line: r.Line}, "%s", r.Message)
	f.Fix = r.Note
	return f
}

// needSet collects needs by package.
type needSet map[string]*Need

func (s needSet) add(pkg string, stage Stage, reason Reason) {
	n := s[pkg]
	if n == nil {
		n = &Need{Package: pkg, Stage: stage}
		s[pkg] = n
	}
	i, found := slices.BinarySearchFunc(n.Reasons, reason, func(a, b Reason) int {
		return cmp.Compare(a.PyPI, b.PyPI)
	})
	if !found {
		n.Reasons = slices.Insert(n.Reasons, i, reason)
		return
	}
	have := &n.Reasons[i]
	have.Platforms = union(have.Platforms, reason.Platforms)
}

// list is the needs sorted by package, without the packages named in except.
func (s needSet) list(except []string) []Need {
	var out []Need
	for pkg, n := range s {
		if !slices.Contains(except, pkg) {
			out = append(out, *n)
		}
	}
	slices.SortFunc(out, func(a, b Need) int { return cmp.Compare(a.Package, b.Package) })
	return out
}

// union merges sorted lists.
func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
