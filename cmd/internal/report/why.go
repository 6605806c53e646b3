package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/resolve"
)

// maxChains bounds what --why prints: in a large lock there are millions of ways to a package
// that many others need.
const maxChains = 50

// graph is the edges of one target, in the order in which they were followed.
type graph struct {
	down, up map[string][]resolve.Edge
	versions map[string]string
	roots    []string
}

func newGraph(t resolve.Result) graph {
	g := graph{down: map[string][]resolve.Edge{}, up: map[string][]resolve.Edge{}, versions: map[string]string{}, roots: t.Roots}
	for _, e := range t.Edges {
		g.down[e.From] = append(g.down[e.From], e)
		g.up[e.To] = append(g.up[e.To], e)
	}
	for _, p := range t.Packages {
		g.versions[p.Name] = p.Version
	}
	for _, r := range t.Refused {
		g.versions[r.Name] = r.Version
	}
	return g
}

// chains are the ways from a root to a package, shortest first, without detours through the
// same package twice. More than the limit are cut.
func (g graph) chains(name string, limit int) [][]resolve.Edge {
	var out [][]resolve.Edge
	queue := [][]resolve.Edge{nil}
	for len(queue) > 0 && len(out) < limit {
		way := queue[0]
		queue = queue[1:]
		head := name
		if len(way) > 0 {
			head = way[0].From
		}
		if len(way) > 0 && slices.Contains(g.roots, head) || len(g.up[head]) == 0 {
			out = append(out, way)
			continue
		}
		for _, e := range g.up[head] {
			seen := e.From == name || slices.ContainsFunc(way, func(w resolve.Edge) bool { return w.From == e.From })
			if !seen && len(queue) < 100*limit {
				queue = append(queue, append([]resolve.Edge{e}, way...))
			}
		}
	}
	return out
}

// Why prints every chain that brings a package in, platform by platform where they differ. It
// returns false when no target installs the package.
func Why(w io.Writer, style Style, r *generator.Result, name string) bool {
	found := false
	printed := map[string]bool{}
	for _, t := range r.Target.Targets {
		g := newGraph(t)
		if _, ok := g.versions[name]; !ok {
			continue
		}
		found = true
		var b strings.Builder
		chains := g.chains(name, maxChains)
		for _, way := range chains {
			b.WriteString("  " + g.line(way, name) + "\n")
		}
		if len(chains) == maxChains {
			fmt.Fprintf(&b, "  ... and more; the %d shortest are shown\n", maxChains)
		}
		if printed[b.String()] {
			continue
		}
		printed[b.String()] = true
		fmt.Fprintf(w, "%s on %s:\n%s", style.Strong(name+" "+g.versions[name]), t.Target.Platform, b.String())
	}
	return found
}

// line is one chain: root > package (extra) > package version.
func (g graph) line(way []resolve.Edge, name string) string {
	if len(way) == 0 {
		return name + " (asked for)"
	}
	parts := []string{way[0].From}
	for _, e := range way {
		part := e.To
		if v := g.versions[e.To]; v != "" {
			part += " " + v
		}
		if e.Label != "" {
			part += " (" + e.Label + ")"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " > ")
}

// Tree prints what each root requires, indented. A package that was shown before is marked and
// not unfolded again.
func Tree(w io.Writer, style Style, r *generator.Result) {
	printed := map[string]bool{}
	for _, t := range r.Target.Targets {
		g := newGraph(t)
		var b strings.Builder
		seen := map[string]bool{}
		for _, root := range g.roots {
			g.branch(&b, style, root, "", "", "", seen)
		}
		if printed[b.String()] {
			continue
		}
		printed[b.String()] = true
		fmt.Fprintf(w, "%s Python %s, %s\n%s", style.Strong(t.Target.Platform), pythonText(t.Target), t.Target.Wheel.Libc, b.String())
	}
}

// branch prints one package and what it requires.
func (g graph) branch(b *strings.Builder, style Style, name, label, lead, indent string, seen map[string]bool) {
	text := strings.TrimSpace(name + " " + g.versions[name])
	if label != "" {
		text += style.Faint(" (" + label + ")")
	}
	edges := g.down[name]
	if seen[name] && len(edges) > 0 {
		fmt.Fprintf(b, "%s%s%s\n", lead, text, style.Faint(" (*)"))
		return
	}
	seen[name] = true
	fmt.Fprintf(b, "%s%s\n", lead, text)
	for i, e := range edges {
		branch, next := "├── ", "│   "
		if i == len(edges)-1 {
			branch, next = "└── ", "    "
		}
		g.branch(b, style, e.To, e.Label, indent+branch, indent+next, seen)
	}
}
