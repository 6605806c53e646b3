package config

import (
	"fmt"
	"slices"
	"strings"
)

// set writes an option, or removes its key: old and want are what the key holds and is to hold, as a
// parser decodes it, nil where it does not stand there.
func (e *editor) set(o Option, value, old, want any) error {
	x, found := e.find(o.Key)
	switch {
	case same(old, want):
		return nil
	case found && want != nil:
		e.replace(x, o, value)
	case found:
		e.remove(x)
	default:
		if err := e.inline(o.Key); err != nil {
			return err
		}
		e.insert(o.Key + " = " + o.TOML(value))
	}
	return nil
}

// replace writes another value in the place of one.
func (e *editor) replace(x expression, o Option, value any) {
	raw := e.text[x.value:x.end]
	e.text = e.text[:x.value] + o.TOML(value) + e.text[x.end:]
	e.keep(x.begin, comments(raw))
}

// remove takes a key with its line out. A comment behind the value stays.
func (e *editor) remove(x expression) {
	kept := comments(e.text[x.value:x.end])
	begin := strings.LastIndexByte(e.text[:x.begin], '\n') + 1
	rest := e.text[x.end:]
	behind, _, ends := strings.Cut(rest, "\n")
	switch {
	case strings.Contains(behind, "#"):
		e.text = e.text[:x.begin] + strings.TrimLeft(rest, " \t")
	case ends:
		e.text = e.text[:begin] + rest[len(behind)+1:]
	case len(kept) > 0: // the last line, which has no end: nor has the new last line
		e.text = e.text[:begin] + strings.Join(kept, e.newline)
		return
	default:
		e.text = strings.TrimSuffix(strings.TrimSuffix(e.text[:begin], "\n"), "\r")
	}
	e.keep(min(begin, len(e.text)), kept)
}

// keep puts comments on lines of their own before a place, with its indentation.
func (e *editor) keep(at int, kept []string) {
	if len(kept) == 0 {
		return
	}
	begin := strings.LastIndexByte(e.text[:at], '\n') + 1
	indent := e.text[begin:at]
	var lines strings.Builder
	for _, c := range kept {
		lines.WriteString(indent + c + e.newline)
	}
	e.text = e.text[:begin] + lines.String() + e.text[begin:]
}

// insert adds a line to the table, which is begun where there is none.
func (e *editor) insert(line string) {
	all := expressions(e.text)
	if i, prefix := e.lastOf(all); i >= 0 {
		e.after(all[i], prefix+line)
		return
	}
	if e.table == nil {
		e.first(all, line+e.newline)
		return
	}
	block := "[" + strings.Join(e.table, ".") + "]" + e.newline + line
	below := slices.IndexFunc(all, func(x expression) bool { return x.header && begins(x.path, e.table) })
	if below >= 0 {
		begin := strings.LastIndexByte(e.text[:all[below].begin], '\n') + 1
		begin = e.aboveComments(begin)
		e.text = e.text[:begin] + block + e.newline + e.newline + e.text[begin:]
		return
	}
	e.append(block)
}

// begins says whether a path lies at or below another.
func begins(p, above []string) bool {
	return len(p) >= len(above) && slices.Equal(p[:len(above)], above)
}

// lastOf is the expression behind which a key of the table goes, -1 without one, and what stands
// before the key: the last that defines one in the same way, else the header.
func (e *editor) lastOf(all []expression) (int, string) {
	found, prefix := -1, ""
	var under []string
	for i, x := range all {
		switch {
		case x.header:
			under = x.path
			if !x.array && len(e.table) > 0 && slices.Equal(x.path, e.table) {
				found, prefix = i, ""
			}
		case len(x.path) == len(x.last)+len(under) && begins(x.path, e.table) && len(x.path) > len(e.table) && len(under) <= len(e.table):
			found = i
			prefix = dotted(e.table[len(under):])
		}
	}
	return found, prefix
}

// dotted are keys of the table before one of its own: "uvdock." below [tool].
func dotted(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	return strings.Join(keys, ".") + "."
}

// after puts a line behind the one of an expression, with its indentation.
func (e *editor) after(x expression, line string) {
	begin := strings.LastIndexByte(e.text[:x.begin], '\n') + 1
	line = e.text[begin:x.begin] + line
	end := strings.IndexByte(e.text[x.end:], '\n')
	if end < 0 {
		e.text += e.newline + line
		return
	}
	at := x.end + end + 1
	e.text = e.text[:at] + line + e.newline + e.text[at:]
}

// first puts a text before the first header and the comment above that, which is where the keys of
// no table are.
func (e *editor) first(all []expression, text string) {
	if len(all) == 0 {
		e.append(strings.TrimSuffix(text, e.newline))
		return
	}
	begin := e.aboveComments(strings.LastIndexByte(e.text[:all[0].begin], '\n') + 1)
	e.text = e.text[:begin] + text + e.newline + e.text[begin:]
}

// aboveComments goes up over the comment lines that end at a place.
func (e *editor) aboveComments(begin int) int {
	for begin > 0 {
		above := strings.LastIndexByte(e.text[:begin-1], '\n') + 1
		if !strings.HasPrefix(strings.TrimLeft(e.text[above:begin], " \t"), "#") {
			break
		}
		begin = above
	}
	return begin
}

// append puts a block at the end, a blank line before it. Where the last line has no end, the new
// last line has none.
func (e *editor) append(block string) {
	switch {
	case strings.TrimSpace(e.text) == "" && !strings.Contains(e.text, "\n"):
		e.text += block + e.newline
	case strings.HasSuffix(e.text, "\n"):
		if !strings.HasSuffix(e.text, "\n"+e.newline) {
			block = e.newline + block
		}
		e.text += block + e.newline
	default:
		e.text += e.newline + e.newline + block
	}
}

// inline refuses a table that is written in one line, or that lies in such a one.
func (e *editor) inline(key string) error {
	for _, x := range expressions(e.text) {
		if !x.header && begins(e.table, x.path) && len(e.table) > 0 && strings.HasPrefix(e.text[x.value:], "{") {
			line := strings.Count(e.text[:x.begin], "\n") + 1
			return fmt.Errorf("%s:%d: `%s` is an inline table, and `%s` cannot be changed in it; write it as a table [%s] with a key a line", e.name, line, strings.Join(x.last, "."), key, strings.Join(e.table, "."))
		}
	}
	return nil
}
