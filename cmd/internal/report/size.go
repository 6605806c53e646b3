package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/uvdock/uvdock/generator/size"
)

// Size is the JSON of a predicted image size on one platform. Bytes are on disk.
type Size struct {
	Platform string `json:"platform"`
	// Bytes is the sum of the parts, Margin how far it may be off by what is compiled.
	Bytes    int64         `json:"bytes"`
	Margin   int64         `json:"margin"`
	Parts    []SizePart    `json:"parts"`
	Packages []SizePackage `json:"packages"`
	// Unknown are the packages, UnknownSystem the system packages that are not in the sum.
	Unknown       []string `json:"unknown"`
	UnknownSystem []string `json:"unknown_system"`
}

// SizePart is a part of an image.
type SizePart struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
}

// SizePackage is a third-party package of known size.
type SizePackage struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Bytes   int64  `json:"bytes"`
}

// largest is how many packages the text shows.
const largest = 10

// newSizes collects the JSON. Lists are never null.
func newSizes(predictions []size.Prediction) []Size {
	out := []Size{}
	for _, p := range predictions {
		s := Size{
			Platform: p.Platform, Bytes: p.Total, Margin: p.Margin, Parts: []SizePart{}, Packages: []SizePackage{},
			Unknown: append([]string{}, p.Unknown...), UnknownSystem: append([]string{}, p.UnknownSystem...),
		}
		for _, part := range p.Parts {
			s.Parts = append(s.Parts, SizePart(part))
		}
		for _, pkg := range p.Packages {
			if pkg.Bytes >= 0 {
				s.Packages = append(s.Packages, SizePackage{pkg.Name, pkg.Version, pkg.Bytes})
			}
		}
		out = append(out, s)
	}
	return out
}

// SizeText prints the parts of an image and its largest packages, for each platform that differs from the ones before.
// width is that of the terminal in columns, 0 for none: then there are no bars. asked says that the index was asked.
func SizeText(w io.Writer, style Style, width int, predictions []size.Prediction, asked bool) {
	for _, g := range alike(predictions) {
		p := g.prediction
		fmt.Fprintf(w, "\n%s: %s on %s\n", style.Strong("Predicted image size"), sum(p), strings.Join(g.platforms, ", "))
		var rows []sizeRow
		for _, part := range p.Parts {
			rows = append(rows, sizeRow{part.Name, part.Bytes})
		}
		bars(w, style, width, rows)
		rows = nil
		for _, pkg := range p.Packages[:min(largest, len(p.Packages))] {
			if pkg.Bytes >= 0 {
				rows = append(rows, sizeRow{strings.TrimSpace(Plain(pkg.Name) + " " + Plain(pkg.Version)), pkg.Bytes})
			}
		}
		if len(rows) > 0 {
			fmt.Fprintf(w, "  %s\n", style.Faint("largest packages, with their bytecode"))
			bars(w, style, width, rows)
		}
		if p.Margin > 0 {
			fmt.Fprintf(w, "  %s\n", style.Faint("what is compiled from source may be off by "+Bytes(p.Margin)))
		}
	}
	fmt.Fprint(w, sizesNote(style, predictions, asked))
}

// sizesNote says what is not in the sums, and what helps unless that was done; empty where everything is.
func sizesNote(style Style, predictions []size.Prediction, asked bool) string {
	var note string
	packages, systems, known := map[string]bool{}, map[string]bool{}, false
	for _, p := range predictions {
		for _, name := range p.Unknown {
			packages[name] = true
		}
		for _, name := range p.UnknownSystem {
			systems[name] = true
		}
		known = known || len(p.Packages) > len(p.Unknown)
	}
	switch n := len(packages); {
	case n > 0 && !known && !asked:
		note = style.Warning("size:") + " the lock states no sizes (uv writes them if the index tells them); --online asks for them\n"
	case n > 0:
		note = style.Warning("size:") + " unknown of " + counted(n, "package") + " (" + wrap(sortedNames(packages)) + "), not in the sum"
		if !asked {
			note += "; --online asks the index"
		}
		note += "\n"
	}
	if n := len(systems); n > 0 {
		note += style.Warning("size:") + " unknown of " + counted(n, "system package") + " (" + wrap(sortedNames(systems)) + "), not in the sum\n"
	}
	return note
}

func sortedNames(set map[string]bool) string {
	return Plain(strings.Join(slices.Sorted(maps.Keys(set)), ", "))
}

// sum words a total: "163.1 MB", with "more than" where something is not in it.
func sum(p size.Prediction) string {
	if len(p.Unknown) > 0 || len(p.UnknownSystem) > 0 {
		return "more than " + Bytes(p.Total)
	}
	return Bytes(p.Total)
}

// sizeGroup is a prediction with the platforms that it holds for.
type sizeGroup struct {
	prediction size.Prediction
	platforms  []string
}

// alike joins platforms whose totals differ by no more than a twentieth.
func alike(predictions []size.Prediction) []sizeGroup {
	var out []sizeGroup
next:
	for _, p := range predictions {
		for i, g := range out {
			a, b := g.prediction.Total, p.Total
			if max(a, b)-min(a, b) <= max(a, b)/20 && len(g.prediction.Unknown) == len(p.Unknown) {
				out[i].platforms = append(out[i].platforms, p.Platform)
				continue next
			}
		}
		out = append(out, sizeGroup{p, []string{p.Platform}})
	}
	return out
}

// SizeColumn is the size of a profile in a table: one, or one a platform where they differ.
func SizeColumn(predictions []size.Prediction) string {
	groups := alike(predictions)
	var out []string
	for _, g := range groups {
		text := Bytes(g.prediction.Total)
		if len(g.prediction.Unknown) > 0 || len(g.prediction.UnknownSystem) > 0 {
			text = "> " + text
		}
		if len(groups) > 1 {
			text += " " + strings.TrimPrefix(strings.Join(g.platforms, ", "), "linux/")
		}
		out = append(out, text)
	}
	return orDash(strings.Join(out, ", "))
}

// sizeRow is a line with a bar.
type sizeRow struct {
	label string
	bytes int64
}

// The columns of a bar chart: the indent, the size and the gaps, the widest label, the widest line, and the
// shortest bar that is worth drawing.
const (
	sizeColumns = 4 + 2 + 9 + 2
	maxLabel    = 40
	maxWidth    = 80
	minBar      = 8
)

// bars prints rows, with bars where a terminal is wide enough. The longest bar is the largest row.
func bars(w io.Writer, style Style, width int, rows []sizeRow) {
	label, most := 0, int64(1)
	for i, r := range rows {
		rows[i].label = shortened(r.label, maxLabel)
		label, most = max(label, utf8.RuneCountInString(rows[i].label)), max(most, r.bytes)
	}
	room := min(width, maxWidth) - sizeColumns - label
	for _, r := range rows {
		bar := ""
		if n := int(float64(r.bytes)/float64(most)*float64(room) + 0.5); room >= minBar && n > 0 {
			bar = "  " + style.Note(strings.Repeat("█", n))
		}
		fmt.Fprintf(w, "    %-*s  %9s%s\n", label, r.label, Bytes(r.bytes), bar)
	}
}

// shortened cuts a text to a number of characters.
func shortened(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit-3]) + "..."
}
