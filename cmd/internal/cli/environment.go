package cli

import (
	"fmt"
	"os"

	"github.com/spf13/pflag"

	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/config"
	"github.com/uvdock/uvdock/generator/diag"
	"github.com/uvdock/uvdock/generator/origin"
)

// environment notes which options the command line gives, and sets those that it does not from the
// variables UVDOCK_*. The environment lies in no repository, so from here on such an option is a flag
// that was given: the header's command has it. The findings warn of variables that mean nothing.
func environment(flags *pflag.FlagSet, o *generator.Options) (diag.List, error) {
	o.Given = origin.Origins{}
	for _, opt := range config.Options() {
		if flags.Changed(opt.Key) {
			o.Given[opt.Key] = origin.Origin{}
		}
	}
	for _, opt := range config.Options() {
		text, found := os.LookupEnv(opt.Variable())
		flag := flags.Lookup(opt.Key)
		if !found || text == "" || flag == nil || flag.Changed || excluded(flags, opt, o.Given) {
			continue
		}
		value, err := opt.Parse(text)
		if err != nil {
			return nil, usageError{fmt.Errorf("%s %w", opt.Variable(), err)}
		}
		if err := setFlag(flags, flag, value); err != nil {
			return nil, usageError{fmt.Errorf("%s: %w", opt.Variable(), err)}
		}
		o.Given[opt.Key] = origin.Origin{Variable: opt.Variable()}
	}
	return config.UnknownVariables(os.Environ()), nil
}

// excluded says whether a flag was given beside which the option makes no sense: it is the stronger.
func excluded(flags *pflag.FlagSet, o config.Option, given origin.Origins) bool {
	at, found := given[o.Excludes]
	if !found || at.Variable != "" {
		return false
	}
	other, _ := config.Find(o.Excludes)
	return other.Kind != config.Truth || flags.Lookup(o.Excludes).Value.String() == "true"
}

// setFlag gives a flag a value, as the command line would.
func setFlag(flags *pflag.FlagSet, flag *pflag.Flag, value any) error {
	items, isList := value.([]string)
	if !isList {
		return flags.Set(flag.Name, fmt.Sprint(value))
	}
	if err := flags.Set(flag.Name, ""); err != nil {
		return err
	}
	return flag.Value.(pflag.SliceValue).Replace(items)
}
