package syntax

import (
	"encoding/json"
	"strings"
)

// rawWords splits at blanks outside quotes, and keeps the quotes.
func rawWords(text string) []string { return wordsBy('\\', text) }

// wordsBy is rawWords for an escape character.
func wordsBy(escape byte, text string) (out []string) {
	start, quote := -1, byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == escape && quote != '\'':
			if start < 0 {
				start = i
			}
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case strings.IndexByte(" \t\n\r\v\f", c) >= 0:
			if start >= 0 {
				out = append(out, text[start:i])
			}
			start = -1
		default:
			if c == '\'' || c == '"' {
				quote = c
			}
			if start < 0 {
				start = i
			}
		}
	}
	if start >= 0 {
		out = append(out, text[start:])
	}
	return out
}

// unquote takes the quotes and escapes out of a word, as a shell does.
func unquote(word string) string {
	var b strings.Builder
	quote := byte(0)
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case c == '\\' && quote != '\'' && i+1 < len(word):
			i++
			b.WriteByte(word[i])
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case quote != 0 && c == quote:
			quote = 0
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Words splits text into words as a shell would: blanks, quotes, backslashes. Variables stay.
func Words(text string) []string {
	out := rawWords(text)
	for i, w := range out {
		out[i] = unquote(w)
	}
	return out
}

// Exec are the words of an instruction in exec form, a JSON array of strings. Anything else is the shell form.
func (i Instruction) Exec() ([]string, bool) { return execForm(i.Args) }

func execForm(args string) ([]string, bool) {
	if !strings.HasPrefix(args, "[") {
		return nil, false
	}
	var words []string
	if err := json.Unmarshal([]byte(args), &words); err != nil {
		return nil, false
	}
	return words, true
}

// Pair is one variable or label.
type Pair struct {
	Name, Value string
	// Text is what stands in the file.
	Text string
}

// Pairs are the variables of ENV, LABEL or ARG: NAME=VALUE any number of times, or NAME VALUE, of which the
// value is the rest of the line. An ARG without a value has an empty one.
func (i Instruction) Pairs() (out []Pair) {
	raw := rawWords(i.Args)
	if len(raw) > 1 && !strings.Contains(raw[0], "=") && !i.Is("ARG") {
		rest := strings.TrimSpace(strings.TrimPrefix(i.Args, raw[0]))
		return []Pair{{raw[0], strings.Trim(rest, `"'`), i.Args}}
	}
	for _, word := range raw {
		name, value, _ := strings.Cut(word, "=")
		out = append(out, Pair{unquote(name), unquote(value), word})
	}
	return out
}
