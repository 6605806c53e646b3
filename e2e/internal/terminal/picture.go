package terminal

import (
	"fmt"
	"html"
	"strings"

	"github.com/hinshun/vt10x"
)

// Picture is a screen as it looked at one moment.
type Picture struct{ rows [][]vt10x.Glyph }

// Picture takes the screen as it is.
func (s *Session) Picture() Picture {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	width, height := s.screen.Size()
	rows := make([][]vt10x.Glyph, height)
	for y := range rows {
		rows[y] = make([]vt10x.Glyph, width)
		for x := range rows[y] {
			rows[y][x] = s.screen.Cell(x, y)
		}
	}
	return Picture{rows}
}

// The look of a film, in pixels, and how long a picture stays, in seconds.
const (
	cellWidth, cellHeight = 8, 18
	margin                = 12
	stays                 = 3
)

// bold is vt10x's bit of a glyph's mode, which it does not export.
const bold = 1 << 2

// colours are those of the sixteen that uvdock prints, on a dark ground.
var colours = map[vt10x.Color]string{1: "#ff7b72", 2: "#7ee787", 3: "#e3b341", 4: "#79c0ff", 9: "#ff7b72", 10: "#7ee787", 11: "#e3b341", 12: "#79c0ff"}

// Film draws pictures as one SVG that shows them in turn, the last one where motion is not wanted.
func Film(title string, pictures []Picture) string {
	height, width := len(pictures[0].rows), len(pictures[0].rows[0])
	w, h := width*cellWidth+2*margin, height*cellHeight+2*margin
	all := len(pictures) * stays
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">`+"\n", w, h, w, h, html.EscapeString(title))
	fmt.Fprintf(&b, "<style>\ntext { font: 13px ui-monospace, Menlo, Consolas, monospace; fill: #d0d7de; white-space: pre; }\n.b { font-weight: bold; }\n")
	fmt.Fprintf(&b, "@media (prefers-reduced-motion: no-preference) { .p { visibility: hidden; animation: show %ds step-end infinite; } }\n", all)
	fmt.Fprintf(&b, "@media (prefers-reduced-motion: reduce) { .p { visibility: hidden; } .last { visibility: visible; } }\n")
	fmt.Fprintf(&b, "@keyframes show { 0%% { visibility: visible; } %.3f%% { visibility: hidden; } }\n</style>\n", 100/float64(len(pictures)))
	fmt.Fprintf(&b, `<rect width="%d" height="%d" rx="8" fill="#0d1117"/>`+"\n", w, h)
	for i, p := range pictures {
		class := "p"
		if i == len(pictures)-1 {
			class = "p last"
		}
		fmt.Fprintf(&b, `<g class="%s" style="animation-delay: %ds">`+"\n", class, i*stays)
		p.draw(&b)
		b.WriteString("</g>\n")
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// draw writes a text element for each run of one look.
func (p Picture) draw(b *strings.Builder) {
	for y, row := range p.rows {
		for x := 0; x < len(row); {
			end := x
			var text strings.Builder
			for end < len(row) && look(row[end]) == look(row[x]) {
				text.WriteRune(max(row[end].Char, ' '))
				end++
			}
			p.run(b, x, y, look(row[x]), text.String())
			x = end
		}
	}
}

// run writes one text, without the blanks around it.
func (p Picture) run(b *strings.Builder, x, y int, look, text string) {
	trimmed := strings.TrimLeft(text, " ")
	x += len(text) - len(trimmed)
	trimmed = strings.TrimRight(trimmed, " ")
	if n := len([]rune(trimmed)); n > 0 {
		fmt.Fprintf(b, `<text x="%d" y="%d" textLength="%d"%s>%s</text>`+"\n",
			margin+x*cellWidth, margin+y*cellHeight+cellHeight-5, n*cellWidth, look, html.EscapeString(trimmed))
	}
}

// look are the attributes of a glyph.
func look(g vt10x.Glyph) string {
	out := ""
	if g.Mode&bold != 0 {
		out += ` class="b"`
	}
	if c := colours[g.FG]; c != "" { // a style, since the rule for text would overrule an attribute
		out += ` style="fill:` + c + `"`
	}
	return out
}
