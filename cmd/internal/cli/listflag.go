package cli

import (
	"encoding/csv"
	"strings"

	"github.com/spf13/pflag"
)

// list is a flag that may be repeated. pflag has such values, but makes a writer of 4 kB for each as the
// process starts, to print a default that is empty: a quarter of a megabyte for the flags of all commands.
type list struct {
	items *[]string
	// exact takes a value as one item; else commas part it, by the rules of CSV.
	exact bool
	set   bool
}

// listFlag adds a flag that may be repeated.
func listFlag(f *pflag.FlagSet, items *[]string, name, short string, exact bool, usage string) {
	f.VarP(&list{items: items, exact: exact}, name, short, usage)
}

// Set adds what one occurrence of the flag says; the first one replaces the default.
func (l *list) Set(text string) error {
	items := []string{text}
	if !l.exact {
		var err error
		if items, err = split(text); err != nil {
			return err
		}
	}
	if l.set {
		items = append(*l.items, items...)
	}
	*l.items, l.set = items, true
	return nil
}

// split parts a value at its commas.
func split(text string) ([]string, error) {
	if text == "" {
		return []string{}, nil
	}
	return csv.NewReader(strings.NewReader(text)).Read()
}

// String is the value for messages.
func (l *list) String() string {
	if len(*l.items) == 0 {
		return ""
	}
	return "[" + strings.Join(*l.items, ",") + "]"
}

// Type is the name by which pflag's help knows such flags.
func (l *list) Type() string {
	if l.exact {
		return "stringArray"
	}
	return "stringSlice"
}

// Append adds an item. It makes the flag a pflag.SliceValue, with the two below.
func (l *list) Append(item string) error {
	*l.items = append(*l.items, item)
	return nil
}

// Replace sets all items.
func (l *list) Replace(items []string) error {
	*l.items = items
	return nil
}

// GetSlice returns the items.
func (l *list) GetSlice() []string { return *l.items }
