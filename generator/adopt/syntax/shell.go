package syntax

import (
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

// heredocWord is a word that begins a here-document.
var heredocWord = lazy.Regexp(`^\d*<<(-?)([^<]*)$`)

// Script is what a RUN gives to the shell: the line, or the here-document that stands in its place.
// The second value is false for the exec form and for a here-document that goes to a program.
func (i Instruction) Script() (string, bool) {
	if _, exec := i.Exec(); exec {
		return "", false
	}
	if len(i.Heredocs) == 0 {
		return i.Args, true
	}
	if len(i.Heredocs) == 1 && heredocWord().MatchString(i.Args) && !strings.HasPrefix(i.Heredocs[0].Text, "#!") {
		return i.Heredocs[0].Text, true
	}
	return "", false
}

// compound are the words of the shell after which a script is no list of plain commands.
var compound = strings.Fields("if for while until case { ( ! [[ function")

// Commands are the plain commands of a script that run one after the other, as they are written. It is false
// for a script that is more than such a list: conditions, loops, alternatives.
func Commands(script string) ([]string, bool) {
	c := cutter{text: script}
	if !c.run() {
		return nil, false
	}
	for _, text := range c.out {
		if first := rawWords(text); len(first) > 0 && (slices.Contains(compound, first[0]) || strings.HasPrefix(first[0], "(")) {
			return nil, false
		}
	}
	return c.out, true
}

// cutter splits a script at &&, ; and line ends outside quotes and substitutions.
type cutter struct {
	text string
	at   int
	// piece is the command so far, without comments.
	piece strings.Builder
	out   []string
}

// run is false for what it does not understand.
func (c *cutter) run() bool {
	for c.at < len(c.text) {
		rest := c.text[c.at:]
		switch ch := rest[0]; {
		case strings.HasPrefix(rest, "\\\n"):
			c.piece.WriteByte(' ')
			c.at += 2
		case ch == '\\':
			c.take(min(2, len(rest)))
		case ch == '\'' || ch == '"' || ch == '`':
			if !c.takeIf(quoted(rest)) {
				return false
			}
		case strings.HasPrefix(rest, "$("):
			if !c.takeIf(nested(rest)) {
				return false
			}
		case strings.HasPrefix(rest, "||"):
			return false
		case strings.HasPrefix(rest, "&&"):
			c.end(2)
		case ch == ';' || ch == '\n':
			c.end(1)
		case ch == '#' && (c.at == 0 || strings.IndexByte(" \t\n", c.text[c.at-1]) >= 0):
			c.comment(rest)
		case ch == '&' && !c.redirection(rest):
			return false
		default:
			c.take(1)
		}
	}
	c.end(0)
	return true
}

// take moves n bytes into the command.
func (c *cutter) take(n int) {
	c.piece.WriteString(c.text[c.at : c.at+n])
	c.at += n
}

// takeIf takes n bytes, if there are any.
func (c *cutter) takeIf(n int) bool {
	c.take(n)
	return n > 0
}

// end takes what stands before the next n bytes as a command.
func (c *cutter) end(n int) {
	if text := strings.TrimSpace(c.piece.String()); text != "" {
		c.out = append(c.out, text)
	}
	c.piece.Reset()
	c.at += n
}

// quoted is the length of the quotation that text begins with, 0 for one without an end.
func quoted(text string) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && text[0] != '\'':
			i++
		case text[i] == text[0]:
			return i + 1
		}
	}
	return 0
}

// nested is the length of the $( ... ) that text begins with, 0 for one without an end.
func nested(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// comment passes over a comment of a script.
func (c *cutter) comment(rest string) {
	n := strings.IndexByte(rest, '\n')
	if n < 0 {
		n = len(rest)
	}
	c.at += n
}

// redirection says whether the & belongs to one: 2>&1, &>file.
func (c *cutter) redirection(rest string) bool {
	return c.at > 0 && strings.IndexByte("<>", c.text[c.at-1]) >= 0 || strings.HasPrefix(rest, "&>")
}
