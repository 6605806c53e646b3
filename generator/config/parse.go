package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/uvdock/uvdock/generator/diag"
)

// Parse takes a value as a variable of the environment has it: a list is separated by commas, and what
// is true or false is written as such or as 1 or 0. An error says what is wrong, beginning behind the
// variable's name.
func (o Option) Parse(text string) (any, error) {
	var value any = text
	switch o.Kind {
	case Number:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("is %q, and must be a whole number", text)
		}
		value = n
	case Truth:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return nil, fmt.Errorf("is %q, and must be true or false", text)
		}
		value = b
	case List:
		items := []any{}
		for item := range strings.SplitSeq(text, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
		value = items
	}
	got, problem := o.fromTOML(value)
	if problem != nil {
		message := strings.TrimPrefix(strings.TrimPrefix(problem.message, "`"+o.Key+"`"), " ")
		return nil, fmt.Errorf("%s; %s", message, problem.fix)
	}
	return got, nil
}

// elsewhere are variables that mean something elsewhere: to the pipelines of --ci which release they
// install, and to uvdock's own Makefile and tests.
var elsewhere = []string{"UVDOCK_VERSION", "UVDOCK_CACHE", "UVDOCK_CORPUS", "UVDOCK_SEEDS"}

// UnknownVariables warns of the variables of the environment, each NAME=VALUE, that have uvdock's
// prefix and mean nothing to it.
func UnknownVariables(environment []string) (out diag.List) {
	known := map[string]bool{}
	var names []string
	for _, o := range options {
		known[o.Variable()] = true
		names = append(names, o.Variable())
	}
	for _, entry := range environment {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, Prefix) || known[name] || value == "" || slices.Contains(elsewhere, name) {
			continue
		}
		f := diag.Warningf("unknown-variable", diag.Place{}, "%s is set in the environment, and means nothing", name).
			WithFix("docs/configuration.md lists the variables; unset it")
		if alike := diag.Alike(name, names); len(alike) > 0 {
			f = f.WithFix("did you mean %s?", strings.Join(alike, " or "))
		}
		for flag, why := range FlagsOnly {
			if name == Prefix+upper(flag) {
				f = f.WithFix("give --%s instead: %s", flag, why)
			}
		}
		out = append(out, f)
	}
	return out.Sorted()
}
