package origin

import "strings"

// Rename puts the names of options in the place of their flags in a text about the project: --port
// becomes UVDOCK_PORT or `port` where the value is from there. What stands in quotes or backticks is a
// quotation, and stays. The keys that were named, also those whose flag was given, are returned in
// their order.
func (o Origins) Rename(text string) (renamed string, keys []string) {
	var b strings.Builder
	for at := 0; at < len(text); {
		switch c := text[at]; {
		case c == '"' || c == '`':
			end := quotation(text, at)
			b.WriteString(text[at:end])
			at = end
		case strings.HasPrefix(text[at:], "--") && (at == 0 || strings.IndexByte(" ([", text[at-1]) >= 0):
			key := word(text[at+2:])
			if _, given := o[key]; given {
				keys = append(keys, key)
				b.WriteString(o.Name(key))
			} else {
				b.WriteString("--" + key)
			}
			at += len("--" + key)
		default:
			b.WriteByte(c)
			at++
		}
	}
	return b.String(), keys
}

// quotation is the end of what a quote begins; without a second one the quote stands alone.
func quotation(text string, at int) int {
	for end := at + 1; end < len(text); end++ {
		switch {
		case text[end] == '\\' && text[at] == '"':
			end++
		case text[end] == text[at]:
			return end + 1
		}
	}
	return at + 1
}

// word is the key that a text begins with.
func word(text string) string {
	end := strings.IndexFunc(text, func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' })
	if end < 0 {
		return text
	}
	return text[:end]
}
