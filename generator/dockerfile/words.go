package dockerfile

import "strings"

// split cuts a logical line at its blanks, except within quotes. Quotes and escapes stay. Where a
// quote does not close, the rest is one word.
func split(text string, escape byte) []string {
	var out []string
	var word strings.Builder
	var quote byte
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == escape && quote != '\'' && i+1 < len(text):
			word.WriteByte(c)
			i++
			c = text[i]
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == ' ' || c == '\t':
			if word.Len() > 0 {
				out = append(out, word.String())
				word.Reset()
			}
			continue
		}
		word.WriteByte(c)
	}
	if word.Len() > 0 {
		out = append(out, word.String())
	}
	return out
}

// unquoted is a word without its quotes.
func unquoted(word string) string {
	var out strings.Builder
	var quote byte
	for i := range len(word) {
		switch c := word[i]; {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		default:
			out.WriteByte(c) // within quotes, those of the other kind are characters
		}
	}
	return out.String()
}

// closed says whether the quotes of a line close. BuildKit finds no here-document in one where they do not.
func closed(text string) bool {
	var quote byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quote != '\'':
			i++
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		}
	}
	return quote == 0
}
