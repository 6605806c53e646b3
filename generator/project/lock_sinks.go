package project

import (
	"math"
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/uvdock/uvdock/generator/pep508"
)

// The sinks of plain values and of lists, which the sinks of the lock's own tables are made of.

// stringSink takes a string.
type stringSink string

func (s *stringSink) scalar(v *unstable.Node, d *lockDecoder) {
	if v.Kind != unstable.String {
		d.fail(int(v.Raw.Offset), "expected a string, but found `%s`", shorten(string(v.Data)))
		return
	}
	*s = stringSink(d.string(v))
}

// nameSink takes the name of a package, extra or group, and normalises it.
type nameSink string

func (s *nameSink) scalar(v *unstable.Node, d *lockDecoder) {
	(*stringSink)(s).scalar(v, d)
	if !isNormal(string(*s)) {
		*s = nameSink(pep508.Normalize(string(*s)))
	}
}

// isNormal says whether a name is normalised already, as nearly all in a lock are.
func isNormal(name string) bool {
	dash := true
	for i := range len(name) {
		c := name[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			dash = false
		case c == '-' && !dash:
			dash = true
		default:
			return false
		}
	}
	return !dash
}

// intSink takes a number of 32 bits, as uv does for version and revision.
type intSink int

func (s *intSink) scalar(v *unstable.Node, d *lockDecoder) {
	n := d.number(v)
	if n > math.MaxUint32 {
		d.fail(int(v.Raw.Offset), "%d is too large", n)
		return
	}
	*s = intSink(n)
}

// grow appends an empty element and returns its address, valid until the next.
func grow[T any](list *[]T) *T {
	var zero T
	*list = append(*list, zero)
	return &(*list)[len(*list)-1]
}

// tail is the address of the last element, nil without one.
func tail[T any](list []T) *T {
	if len(list) == 0 {
		return nil
	}
	return &list[len(list)-1]
}

// stringsSink takes an array of strings.
type stringsSink []string

func (s *stringsSink) element(int, *lockDecoder) any { return (*stringSink)(grow((*[]string)(s))) }
func (s *stringsSink) last() any                     { return nil }
func (s *stringsSink) more(n int)                    { *s = slices.Grow(*s, n) }

// namesSink takes an array of names.
type namesSink []string

func (s *namesSink) element(int, *lockDecoder) any { return (*nameSink)(grow((*[]string)(s))) }
func (s *namesSink) last() any                     { return nil }
func (s *namesSink) more(n int)                    { *s = slices.Grow(*s, n) }

// stringMapSink takes a table of strings, its keys being names.
type stringMapSink map[string]string

func (s *stringMapSink) child(key []byte, d *lockDecoder) any {
	d.field = key
	return (*stringEntrySink)(s)
}

// stringEntrySink is the value of one key of the table.
type stringEntrySink map[string]string

func (s *stringEntrySink) scalar(v *unstable.Node, d *lockDecoder) {
	if *s == nil {
		*s = stringEntrySink{}
	}
	var text string
	(*stringSink)(&text).scalar(v, d)
	(*s)[pep508.Normalize(string(d.field))] = text
}

// maxOptionPath bounds how deep options are followed; the deepest known is two tables.
const maxOptionPath = 256

// optionSink takes any table as text, the keys of tables within it joined by points.
type optionSink struct {
	options map[string]string
	path    string
}

func (s *optionSink) child(key []byte, _ *lockDecoder) any {
	path := string(key)
	if len(s.path) > maxOptionPath {
		return nil
	}
	if s.path != "" {
		path = s.path + "." + path
	}
	return &optionSink{s.options, path}
}

func (s *optionSink) scalar(v *unstable.Node, _ *lockDecoder) {
	s.options[s.path] = string(v.Data)
}

// defaultGroupsSink takes "all" or an array of names.
type defaultGroupsSink struct{ to **DefaultGroups }

func (s defaultGroupsSink) groups() *DefaultGroups {
	if *s.to == nil {
		*s.to = &DefaultGroups{Names: []string{}}
	}
	return *s.to
}

func (s defaultGroupsSink) scalar(v *unstable.Node, d *lockDecoder) {
	var text string
	(*stringSink)(&text).scalar(v, d)
	if text != "all" {
		d.fail(int(v.Raw.Offset), "`default-groups` must be \"all\" or an array of names, but is %q", shorten(text))
	}
	s.groups().All = true
	s.groups().Names = nil
}

func (s defaultGroupsSink) element(int, *lockDecoder) any {
	return (*nameSink)(grow(&s.groups().Names))
}
func (s defaultGroupsSink) last() any { return nil }
func (s defaultGroupsSink) more(int)  { s.groups() }
