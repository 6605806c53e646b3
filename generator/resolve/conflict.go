package resolve

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/project"
)

// checkConflicts refuses two items of one conflict set that are both selected (spec/uvlock.md
// section 2.1, step 2). Only the names of extras and groups count, of every member that can be
// reached whatever the markers say.
func (r *Resolver) checkConflicts(q *request) diag.List {
	if !r.graph.conflicts {
		return nil
	}
	reached := r.reachable(q)
	var findings diag.List
	for _, set := range r.lock.Conflicts {
		var on []project.ConflictItem
		for _, item := range set {
			if reached[item.Package] && q.selects(item) {
				on = append(on, item)
			}
		}
		if len(on) > 1 {
			findings = append(findings, diag.Errorf("conflict", diag.Place{File: r.lock.File},
				"%s are incompatible with the declared conflicts: %s", itemList(on), itemList(set)).
				WithFix("%s", q.leaveOut(on)))
		}
	}
	return findings
}

// selects says whether the extra, group or project of a conflict item is on.
func (q *request) selects(item project.ConflictItem) bool {
	switch {
	case item.Extra != "":
		return q.extra(item.Extra)
	case item.Group != "":
		return q.group(item.Group)
	}
	return q.prod
}

// leaveOut advises on the way out: a default group is the one that nobody asked for.
func (q *request) leaveOut(on []project.ConflictItem) string {
	for _, item := range on {
		if item.Group != "" && q.defaultNames[item.Group] && !q.namedGroups[item.Group] {
			return fmt.Sprintf("the group %s is on by default: leave it out by --no-group %s", item.Group, item.Group)
		}
	}
	return "select one of them"
}

func itemList(items []project.ConflictItem) string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = itemTitle(item)
	}
	return strings.Join(out, ", ")
}

// itemTitle is app[extra], app:group or app, as uv writes them.
func itemTitle(item project.ConflictItem) string {
	switch {
	case item.Extra != "":
		return fmt.Sprintf("%s[%s]", item.Package, item.Extra)
	case item.Group != "":
		return fmt.Sprintf("%s:%s", item.Package, item.Group)
	}
	return item.Package
}

// reachable are the roots and the members below them over the edges of what is selected,
// markers ignored. For all packages these are the members that the manifest lists.
func (r *Resolver) reachable(q *request) names {
	if q.scope == everything {
		return maps.Clone(r.shared.listed)
	}
	out, members := names{}, r.shared.members
	seen := make([]bool, r.graph.visits())
	var queue []step
	push := func(e edge) {
		for _, s := range e.steps() {
			if n := r.graph.visit(s); !seen[n] {
				seen[n] = true
				queue = append(queue, s)
			}
		}
	}
	for _, i := range q.roots {
		n := &r.graph.nodes[i]
		out[n.pkg.Name] = true
		if q.prod {
			push(edge{to: i, extras: n.chosen(q)})
		}
	}
	for _, b := range r.chosenGroups(q) {
		out[r.graph.nodes[b.owner].pkg.Name] = true
		for _, e := range b.edges {
			push(e)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		n := &r.graph.nodes[queue[0].node]
		if members[n.pkg.Name] {
			out[n.pkg.Name] = true
		}
		for _, e := range n.of(queue[0].extra) {
			push(e)
		}
	}
	return out
}

// checkActive refuses two extras of one conflict set that the walk switched on, by dependency
// or by name.
func (r *Resolver) checkActive(w *world) diag.List {
	var findings diag.List
	for _, set := range r.lock.Conflicts {
		on := slices.DeleteFunc(slices.Clone(set), func(item project.ConflictItem) bool {
			return item.Extra == "" || !w.active[encode("extra", item.Package, item.Extra)]
		})
		if len(on) > 1 {
			findings = append(findings, diag.Errorf("conflict", diag.Place{File: r.lock.File},
				"conflicting extras are enabled together, some of them by dependencies: %s", itemList(on)).
				WithFix("select what needs only one of them"))
		}
	}
	return findings
}
