package resolve

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/pep508"
	"github.com/uvdock/uvdock/generator/project"
)

// missingVariants warns of packages that something installed depends on, but that only come
// with one of several extras or groups that exclude each other, none of which is on. uv installs
// the rest without a word.
func (k *walk) missingVariants() diag.List {
	if !k.r.graph.conflicts {
		return nil
	}
	present, named := names{}, names{}
	for i, in := range k.in {
		if in {
			present[k.r.graph.nodes[i].pkg.Name] = true
		}
	}
	var out diag.List
	for i, in := range k.in {
		if !in {
			continue
		}
		n := &k.r.graph.nodes[i]
		for _, e := range n.edges {
			target := k.r.graph.nodes[e.to].pkg.Name
			if present[target] || named[target] {
				continue
			}
			if switches := k.switches(e.marker); len(switches) > 0 {
				named[target] = true
				out = append(out, diag.Warningf("variant-not-selected", at(k.r.lock, n.pkg),
					"%s is not installed although %s depends on it: it comes with %s, and none is selected", target, n.pkg.Name, strings.Join(switches, " or ")).
					WithFix("select one of them, if the image needs %s", target))
			}
		}
	}
	return out
}

// switches are the extras and groups one of which alone would make a marker true, without
// excluding what is on already.
func (k *walk) switches(id int) []string {
	m := &k.r.graph.markers[id]
	if !m.extra || k.w.evaluate(id, nil).value != pep508.False {
		return nil
	}
	var out []string
	for _, set := range k.r.lock.Conflicts {
		for _, item := range set {
			name := encodeItem(item)
			if k.w.active[name] || slices.Contains(out, itemTitle(item)) || k.excluded(item) {
				continue
			}
			if k.w.evaluate(id, []string{name}).value == pep508.True {
				out = append(out, itemTitle(item))
			}
		}
	}
	return out
}

// excluded says whether something that is on excludes a conflict item.
func (k *walk) excluded(item project.ConflictItem) bool {
	for _, set := range k.r.lock.Conflicts {
		if slices.Contains(set, item) && slices.ContainsFunc(set, func(o project.ConflictItem) bool { return k.w.active[encodeItem(o)] }) {
			return true
		}
	}
	return false
}

func encodeItem(item project.ConflictItem) string {
	switch {
	case item.Extra != "":
		return encode("extra", item.Package, item.Extra)
	case item.Group != "":
		return encode("group", item.Package, item.Group)
	}
	return encode("project", item.Package, "")
}
