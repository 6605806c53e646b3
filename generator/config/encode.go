package config

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// TOML is a value of the option as it stands in a file.
func (o Option) TOML(value any) string {
	switch v := value.(type) {
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case []string:
		return tomlList(v)
	case string:
		var words []string
		if o.Kind == Words && json.Unmarshal([]byte(v), &words) == nil && len(words) > 0 && wordsText(words) == v {
			return tomlList(words)
		}
		return tomlString(v)
	}
	return ""
}

func tomlList(items []string) string {
	out := make([]string, 0, len(items))
	for _, item := range items {
		out = append(out, tomlString(item))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// tomlString is a string on one line: a literal one where that saves escapes.
func tomlString(s string) string {
	control := strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f })
	if strings.ContainsAny(s, `"\`) && !strings.Contains(s, "'") && !control {
		return "'" + s + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
