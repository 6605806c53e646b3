package syntax

import (
	"strings"
	"unicode"

	"github.com/uvdock/uvdock/generator/internal/lazy"
)

var blanks = lazy.Regexp(`[\t\v\f\r ]+`)

// split takes a logical line apart: keyword, flags, the rest.
// Source: BuildKit, frontend/dockerfile/parser/split_command.go
func split(line string, escape byte) Instruction {
	parts := blanks().Split(strings.TrimSpace(line), 2)
	i := Instruction{Keyword: strings.ToUpper(parts[0])}
	if len(parts) == 2 {
		i.Flags, i.Args = flags(parts[1], escape)
	}
	i.Args = strings.TrimSpace(i.Args)
	return i
}

// flags takes the leading words that begin with -- off a line. A word "--" ends them.
func flags(line string, escape byte) (out []string, rest string) {
	for {
		line = strings.TrimLeftFunc(line, unicode.IsSpace)
		if !strings.HasPrefix(line, "--") {
			return out, line
		}
		word, after := flagWord(line, escape)
		if word == "--" {
			return out, after
		}
		out, line = append(out, word), after
	}
}

// flagWord is the first word of a line without its quotes.
func flagWord(line string, escape byte) (word, rest string) {
	var b strings.Builder
	var quote byte
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quote == 0 && unicode.IsSpace(rune(c)):
			return b.String(), line[i:]
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case quote != 0 && c == quote:
			quote = 0
		case c == escape:
			if i++; i < len(line) {
				b.WriteByte(line[i])
			}
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), ""
}
