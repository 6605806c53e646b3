package output

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/region"
	"github.com/uvdock/uvdock/generator/render"
)

// maxDoubts bounds how many additions are tried in every combination.
const maxDoubts = 12

// Adopt moves the lines that a person added to an Edited file into the regions that are nearest, and
// returns the text with these; it is then to be rendered around them. What was edited follows from
// the checksum: without the added lines the file must be as it was written. Hunks are those that were
// moved. An error names what is no addition, and then nothing can be moved.
func (c Change) Adopt() (text []byte, moved []Hunk, err error) {
	var added []Hunk
	var obstacles []string
	for _, h := range c.Hunks() {
		if h.Count > 0 && h.Obstacle == "" {
			added = append(added, h)
		} else {
			obstacles = append(obstacles, fmt.Sprintf("%s:%d: %s", filepath.ToSlash(c.Path), h.Line, h.Obstacle))
		}
	}
	old := slices.Collect(bytes.Lines(render.Normal(c.Old)))
	for _, subset := range subsets(added) {
		if render.OriginOf(bytes.Join(without(old, subset), nil)) == render.Intact {
			return c.into(subset), subset, nil
		}
	}
	if obstacles == nil {
		return nil, nil, fmt.Errorf("%s: it cannot be told what was edited, since the project gives another file by now; move your lines into regions by hand", filepath.ToSlash(c.Path))
	}
	return nil, nil, fmt.Errorf("%s", strings.Join(obstacles, "\n"))
}

// subsets are the combinations of hunks, all of them first.
func subsets(hunks []Hunk) [][]Hunk {
	if len(hunks) > maxDoubts {
		return [][]Hunk{hunks}
	}
	var out [][]Hunk
	for bits := 1<<len(hunks) - 1; bits > 0; bits-- {
		var one []Hunk
		for i, h := range hunks {
			if bits>>i&1 == 1 {
				one = append(one, h)
			}
		}
		out = append(out, one)
	}
	return out
}

// without are the lines of a file without those of hunks. Regions that lie among them stay.
func without(lines [][]byte, hunks []Hunk) [][]byte {
	drop := dropped(lines, hunks)
	var out [][]byte
	for i, line := range lines {
		if !drop[i+1] {
			out = append(out, line)
		}
	}
	return out
}

// dropped are the numbers of the lines of hunks.
func dropped(lines [][]byte, hunks []Hunk) map[int]bool {
	_, numbers := bare(bytes.Join(lines, nil))
	out := map[int]bool{}
	for _, h := range hunks {
		at, _ := slices.BinarySearch(numbers, h.Line)
		for i := range h.Count {
			out[numbers[at+i]] = true
		}
	}
	return out
}

// into writes the lines of hunks into regions.
func (c Change) into(hunks []Hunk) []byte {
	windows := render.Windows(c.Old)
	lines := slices.Collect(bytes.Lines(render.Normal(c.Old)))
	if n := len(lines); n > 0 && !bytes.HasSuffix(lines[n-1], []byte("\n")) {
		lines[n-1] = append(bytes.Clone(lines[n-1]), '\n')
	}
	file, _ := region.Cut("", c.Old) // its texts are as they were written
	texts, above := map[string][]byte{}, map[string][]byte{}
	for _, r := range file.Regions {
		texts[r.Name] = r.Text
	}
	_, numbers := bare(c.Old)
	for _, h := range hunks {
		at, _ := slices.BinarySearch(numbers, h.Line)
		var mine []byte
		for i := range h.Count {
			mine = append(mine, lines[numbers[at+i]-1]...)
		}
		if windows {
			mine = bytes.ReplaceAll(mine, []byte("\n"), []byte("\r\n"))
		}
		if old := file.Named(h.Region); old != nil && old.Line > h.Line {
			above[h.Region] = slices.Concat(above[h.Region], mine)
			continue
		}
		texts[h.Region] = slices.Concat(texts[h.Region], mine)
	}
	for name, text := range above {
		texts[name] = slices.Concat(text, texts[name])
	}
	return c.withRegions(hunks, texts)
}

// withRegions is the file on disk without the lines of hunks, and with these texts in its regions: in
// those that are there, and else where the first hunk was.
func (c Change) withRegions(hunks []Hunk, texts map[string][]byte) []byte {
	raw := slices.Collect(bytes.Lines(c.Old))
	drop := dropped(raw, hunks)
	file, _ := region.Cut("", c.Old)
	begins := map[int]string{}
	for _, r := range file.Regions {
		begins[r.Line] = r.Name
		for i := range bytes.Count(r.Text, []byte("\n")) + 2 {
			drop[r.Line+i] = true
		}
	}
	for _, h := range hunks {
		if file.Named(h.Region) == nil && !slices.Contains(named(begins), h.Region) {
			begins[h.Line] = h.Region
		}
	}
	end := "\n"
	if render.Windows(c.Old) {
		end = "\r\n"
	}
	var out bytes.Buffer
	for i, line := range raw {
		if name := begins[i+1]; name != "" {
			out.WriteString(region.Begin(name) + end)
			out.Write(texts[name])
			out.WriteString(region.End(name) + end)
		}
		if !drop[i+1] {
			out.Write(line)
		}
	}
	return out.Bytes()
}

// named are the names in a map.
func named(begins map[int]string) (out []string) {
	for _, name := range begins {
		out = append(out, name)
	}
	return out
}

// Adopted says of an edited file that its edits are in the text that was rendered.
func (c Change) Adopted() Change {
	if c.State == Edited {
		c.State = Update
	}
	return c
}
