package render

import "strings"

// mark brackets what templates leave for the pass afterwards. No value of a plan contains a
// control character, so it cannot be forged.
const mark = "\x00"

// sectionMark says which decisions the following text comes from, up to the next one.
func sectionMark(keys ...string) string { return mark + strings.Join(keys, " ") + mark }

// placeMark says that lines of a person may stand here. It has a line of its own.
func placeMark(name string) string { return mark + placePrefix + name + mark }

// placePrefix tells a place from the key of a decision.
const placePrefix = "@"

// Place is where lines of a person may stand in a file.
type Place struct {
	Name string
	// Line is how many lines of the file stand above it.
	Line int
}

// tidy takes the marks out, drops trailing blanks and repeated blank lines, and returns the
// text with the decisions behind each of its lines, and the places between them.
func tidy(raw string) (string, [][]string, []Place) {
	var out []string
	var lines [][]string
	var current []string
	var places []Place
	for line := range strings.SplitSeq(raw, "\n") {
		text, keys, marked := unmark(line)
		if len(keys) == 1 && strings.HasPrefix(keys[0], placePrefix) {
			places = append(places, Place{keys[0][len(placePrefix):], above(out)})
			continue
		}
		if marked {
			current = keys
		}
		text = strings.TrimRight(text, " \t")
		blank := text == ""
		if blank && (marked || len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, text)
		if blank {
			lines = append(lines, nil)
			continue
		}
		lines = append(lines, current)
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out, lines = out[:len(out)-1], lines[:len(lines)-1]
	}
	return strings.Join(out, "\n") + "\n", lines, places
}

// above is how many lines stand above a place at the end of these: a blank line goes below it.
func above(lines []string) int {
	n := len(lines)
	if n > 0 && lines[n-1] == "" {
		n--
	}
	return n
}

// unmark takes the marks out of one line and returns the keys of the last of them.
func unmark(line string) (text string, keys []string, marked bool) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(line, mark)
		b.WriteString(before)
		if !found {
			return b.String(), keys, marked
		}
		inside, after, closed := strings.Cut(rest, mark)
		if !closed {
			b.WriteString(mark + rest)
			return b.String(), keys, marked
		}
		keys, marked = strings.Fields(strings.Clone(inside)), true // the text itself is not to be kept
		line = after
	}
}
