package output

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/uvdock/uvdock/generator/region"
	"github.com/uvdock/uvdock/generator/render"
)

// Hunk is a difference, outside of the regions, between the file on disk and what was rendered.
type Hunk struct {
	// Line is where it begins in the file on disk, from 1, and Count how many lines it has there; none
	// where lines are missing.
	Line, Count int
	// Region is the place that is nearest to it, empty where there is none in its stage.
	Region string
	// Obstacle says why the lines cannot be moved into that region as they are; empty where they can.
	Obstacle string
}

// Hunks are the differences in the order of the lines.
func (c Change) Hunks() []Hunk {
	old, numbers := bare(c.Old)
	now, nowNumbers := bare(c.New)
	ground := newGround(c, now, nowNumbers)
	old = restamped(old, now)
	var out []Hunk
	shift := 0 // from a line of the one text to that of the other
	for _, e := range udiff.Lines(old, now) {
		from := strings.Count(old[:e.Start], "\n")
		text := old[e.Start:e.End]
		h := Hunk{Count: len(lines([]byte(text)))}
		if h.Line = len(numbers) + 1; from < len(numbers) {
			h.Line = numbers[from]
		}
		h.Region, h.Obstacle = ground.nearest(text, from+shift)
		if e.New != "" {
			h.Obstacle = "it changes or removes lines that uvdock wrote"
		}
		out = append(out, h.split(numbers[min(from, len(numbers)):])...)
		shift += strings.Count(e.New, "\n") - strings.Count(text, "\n")
	}
	return out
}

// split cuts a hunk at the regions within it. numbers are those of its lines, and more.
func (h Hunk) split(numbers []int) []Hunk {
	for i := 1; i < h.Count; i++ {
		if numbers[i] != numbers[i-1]+1 {
			rest := h
			rest.Line, rest.Count, h.Count = numbers[i], h.Count-i, i
			return append([]Hunk{h}, rest.split(numbers[i:])...)
		}
	}
	return []Hunk{h}
}

// bare is a text without its regions, with the number that each of its lines has in the whole.
func bare(text []byte) (string, []int) {
	var out strings.Builder
	var numbers []int
	n, within := 0, false
	file, _ := region.Cut("", text)
	ends := map[int]int{}
	for _, r := range file.Regions {
		ends[r.Line] = r.Line + bytes.Count(r.Text, []byte("\n")) + 1
	}
	end := 0
	for line := range strings.Lines(string(render.Normal(text))) {
		n++
		if to, begins := ends[n]; begins {
			within, end = true, to
		}
		if !within {
			out.WriteString(line)
			numbers = append(numbers, n)
		}
		within = within && n != end
	}
	return out.String(), numbers
}

// restamped has the stamp of another text: that two differ follows from the rest.
func restamped(text, from string) string {
	old, now := render.StampOf([]byte(text)), render.StampOf([]byte(from))
	if old == "" || now == "" {
		return text
	}
	return strings.Replace(text, old, now, 1)
}

// kind is that of a file with places.
func (c Change) kind() region.Kind {
	name := filepath.Base(c.Path)
	for _, k := range []region.Kind{region.Ignore, region.Bake, region.Compose} {
		if strings.HasSuffix(name, string(k)) {
			return k
		}
	}
	return region.Dockerfile
}
