package output

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/dockerfile"
	"github.com/uvdock/uvdock/generator/region"
	"github.com/uvdock/uvdock/generator/render"
)

// ground is a rendered file without regions, as the place of an edit is looked for in it.
type ground struct {
	kind         region.Kind
	instructions []dockerfile.Instruction
	places       []render.Place
	taken        []string
}

// newGround counts the places of a change in the lines of its text without regions.
func newGround(c Change, text string, numbers []int) ground {
	g := ground{kind: c.kind(), taken: []string{"scratch"}}
	for _, p := range c.places {
		above := 0
		for above < len(numbers) && numbers[above] <= p.Line {
			above++
		}
		g.places = append(g.places, render.Place{Name: p.Name, Line: above})
	}
	if g.kind == region.Dockerfile {
		g.instructions, _ = dockerfile.Read([]byte(text))
	}
	for _, i := range g.instructions {
		if words := i.Arguments(); i.Is("FROM") && len(words) == 3 {
			g.taken = append(g.taken, strings.ToLower(words[2]))
		}
	}
	return g
}

// nearest is the region for a text that stands below some lines, and why it cannot be moved there.
func (g ground) nearest(text string, above int) (name, obstacle string) {
	name = g.of(text, above)
	switch {
	case name == "":
		return "", "its stage has no region"
	case slices.ContainsFunc(g.instructions, func(i dockerfile.Instruction) bool { return i.Line <= above && above < i.End }):
		return name, "it stands within an instruction"
	case g.kind == region.Bake || g.kind == region.Compose:
		if at := g.line(name); above != at {
			return name, "it stands within a block of uvdock's"
		}
	}
	findings := region.Check(region.Input{Name: name, Kind: g.kind, Text: []byte(text), At: diag.Place{Line: 1}, Taken: g.taken})
	if findings != nil {
		return name, findings[0].Message
	}
	return name, ""
}

// line is how many lines stand above a place.
func (g ground) line(name string) int {
	i := slices.IndexFunc(g.places, func(p render.Place) bool { return p.Name == name })
	return g.places[i].Line
}

// of is the nearest place: in the same stage, and with no change of the user in between where there
// is one; of stages the one before all others or the one behind.
func (g ground) of(text string, above int) string {
	stages := false
	if list, _ := dockerfile.ReadPart([]byte(text)); g.kind == region.Dockerfile && len(list) > 0 {
		stages = list[0].Is("FROM")
	}
	best, cost := "", 0
	for _, p := range g.places {
		place, known := region.Find(p.Name)
		if !known || place.Stages != stages || !stages && g.stage(p.Line) != g.stage(above) {
			continue
		}
		far := max(p.Line-above, above-p.Line)
		if g.users(p.Line, above) {
			far += 1 << 20
		}
		if best == "" || far < cost {
			best, cost = p.Name, far
		}
	}
	return best
}

// stage counts the stages that begin in so many lines.
func (g ground) stage(above int) (n int) {
	for _, i := range g.instructions {
		if i.Is("FROM") && i.Line <= above {
			n++
		}
	}
	return n
}

// users says whether the user changes between two lines.
func (g ground) users(a, b int) bool {
	return slices.ContainsFunc(g.instructions, func(i dockerfile.Instruction) bool {
		return i.Is("USER") && i.Line > min(a, b) && i.Line <= max(a, b)
	})
}
