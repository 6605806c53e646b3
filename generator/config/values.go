package config

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// option reads the value of one option into here; one of another type, or that is not allowed, is
// reported.
func (r *reader) option(o Option, value any, here map[string]Value) {
	path := []string{o.Key}
	got, problem := o.fromTOML(value)
	switch {
	case problem != nil:
		r.errorf(slices.Concat(path, problem.at), problem.fix, "%s", problem.message)
		return
	case o.Scope == SharedFile && r.member:
		r.errorf(path, "move it to the configuration beside uv.lock", "`%s` is about a file for all images of the workspace, and this is the table of a member", o.Key)
		return
	case o.Scope == OneImage && r.shared && r.t.Virtual:
		r.errorf(path, "move it to the table of the member that it is for", "`%s` is about one image, and the root of this workspace is no project of its own", o.Key)
		return
	}
	here[o.Key] = Value{got, r.t.Place(path...)}
}

// merge lays the values of one table over those so far. A value takes the place of one that it
// excludes; two of them in one table are a contradiction.
func (r *reader) merge(here map[string]Value, c *Config) {
	for _, o := range options {
		v, found := here[o.Key]
		if !found {
			continue
		}
		if other, both := here[o.Excludes]; both && o.says(v.Value) && o.excluded().says(other.Value) {
			if o.Excludes < o.Key {
				r.errorf([]string{o.Key}, "remove one of them", "`%s` and `%s` (line %d) exclude each other", o.Key, o.Excludes, other.Place.Line)
			}
			continue
		}
		if o.Scope == OneImage && r.shared {
			continue // for the image of the root alone
		}
		c.Options[o.Key] = v
		if o.Excludes != "" && o.says(v.Value) {
			if _, both := here[o.Excludes]; !both {
				delete(c.Options, o.Excludes)
			}
		}
	}
}

// excluded is the option with which this one makes no sense.
func (o Option) excluded() Option {
	other, _ := Find(o.Excludes)
	return other
}

// says is whether a value asks for something.
func (o Option) says(value any) bool { return !o.Same(value, o.Zero()) }

// Same says whether two values of an option mean the same.
func (o Option) Same(a, b any) bool {
	if x, ok := a.([]string); ok {
		y, _ := b.([]string)
		return slices.Equal(x, y)
	}
	if o.Value != nil && a == "" {
		a = o.Value
	}
	if o.Value != nil && b == "" {
		b = o.Value
	}
	return a == b
}

// problem is what is wrong with a value, at a path below its key.
type problem struct {
	at           []string
	message, fix string
}

// fromTOML takes a decoded value; anything but what the option can hold is a problem.
func (o Option) fromTOML(value any) (any, *problem) {
	switch v := value.(type) {
	case string:
		if o.Kind == Text || o.Kind == Words {
			return v, o.text(v, nil)
		}
	case int64:
		if o.Kind == Number {
			return o.number(v)
		}
	case bool:
		if o.Kind == Truth {
			return v, nil
		}
	case []any:
		if o.Kind == List || o.Kind == Words {
			return o.list(v)
		}
	}
	return nil, &problem{message: fmt.Sprintf("`%s` is %s, and must be %s", o.Key, typeName(value), o.Kind.phrase()), fix: "write it as in `" + o.Key + " = " + o.Example + "`"}
}

// text checks a string against the values that are allowed.
func (o Option) text(s string, at []string) *problem {
	switch {
	case s == "":
		return &problem{at, "`" + o.Key + "` is empty", "leave the key out where nothing is wanted"}
	case len(o.Values) == 0 || slices.Contains(o.Values, s):
		return nil
	}
	fix := "use " + strings.Join(o.Values, ", ")
	if alike := diag.Alike(s, o.Values); len(alike) > 0 {
		fix = "did you mean " + strings.Join(alike, " or ") + "? U" + fix[1:]
	}
	return &problem{at, fmt.Sprintf("`%s` cannot be %q", o.Key, s), fix}
}

func (o Option) number(n int64) (any, *problem) {
	if n < int64(o.Min) || n > int64(o.Max) {
		return nil, &problem{message: fmt.Sprintf("`%s` is %d", o.Key, n), fix: fmt.Sprintf("give a number from %d to %d", o.Min, o.Max)}
	}
	return int(n), nil
}

// list takes an array of strings. Words become the JSON array that the flag takes.
func (o Option) list(items []any) (any, *problem) {
	out := []string{}
	for i, item := range items {
		s, ok := item.(string)
		at := []string{fmt.Sprint(i)}
		if !ok {
			return nil, &problem{at, fmt.Sprintf("an item of `%s` is %s, and must be a string", o.Key, typeName(item)), "write it as in `" + o.Key + " = " + o.Example + "`"}
		}
		if p := o.text(s, at); p != nil && (o.Kind == List || i == 0) { // an argument may be empty
			return nil, p
		}
		out = append(out, s)
	}
	switch {
	case o.Kind == List:
		return out, nil
	case len(out) == 0:
		return nil, o.text("", nil)
	}
	return wordsText(out), nil
}

// wordsText is a list of words as --cmd takes it: a JSON array.
func wordsText(words []string) string {
	var text strings.Builder
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(words); err != nil {
		return "" // strings can always be encoded
	}
	return strings.TrimSuffix(text.String(), "\n")
}

// phrase is a kind in a message.
func (k Kind) phrase() string {
	return map[Kind]string{
		Text: "a string", Number: "a whole number", Truth: "true or false", List: "an array of strings", Words: "a string or an array of strings",
	}[k]
}

// typeName is what a decoded value is, in TOML's words.
func typeName(value any) string {
	switch value.(type) {
	case string:
		return "a string"
	case int64:
		return "a whole number"
	case float64:
		return "a float"
	case bool:
		return "a boolean"
	case []any, []map[string]any:
		return "an array"
	case map[string]any:
		return "a table"
	}
	return "a date or a time"
}
