package output

import (
	"bytes"
	"cmp"

	"github.com/uvdock/uvdock/generator/render"
)

// Line is the first line, from 1, at which the file on disk differs from what was rendered; 0 where
// there is no file, 1 for one that is to be removed. The stamp differs whenever anything does, so it
// counts only where nothing else differs.
func (c Change) Line() int {
	switch {
	case c.State == Create || c.State == Unchanged:
		return 0
	case c.Remove:
		return 1
	}
	old := lines(c.Old)
	stamps := 0
	for i, line := range lines(c.New) {
		switch {
		case i >= len(old):
			return max(len(old), 1)
		case bytes.Equal(old[i], line):
		case stamps == 0 && render.StampOf(old[i]) != "" && render.StampOf(line) != "":
			stamps = i + 1
		default:
			return i + 1
		}
	}
	if n := len(lines(c.New)); len(old) > n {
		return n + 1
	}
	return cmp.Or(stamps, max(len(old), 1)) // the line break at the end
}

// lines are those of a text, without their ends.
func lines(text []byte) [][]byte {
	text = bytes.TrimSuffix(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\n"))
	if len(text) == 0 {
		return nil
	}
	return bytes.Split(text, []byte("\n"))
}

// Untouched says of an edited file that the project still gives what uvdock wrote: only the file
// changed, not what it is made of.
func (c Change) Untouched() bool {
	return c.State == Edited && !c.Remove && render.Alike(c.Old, c.New)
}
