package generator

import (
	"slices"
	"strconv"

	"github.com/uvdock/uvdock/generator/adopt"
	"github.com/uvdock/uvdock/generator/config"
)

// with are the options with what an old file proposes, where they say nothing themselves.
func (o Options) with(proposals []adopt.Proposal) Options {
	given := o
	for _, p := range proposals {
		opt, known := config.Find(p.Flag)
		excluded, _ := config.Find(opt.Excludes)
		switch field := o.Field(p.Flag).(type) {
		case *[]string:
			*field = append(slices.Clone(*field), p.Value)
		case *string:
			if !given.isSet(opt) && !given.asks(excluded) {
				*field = p.Value
			}
		case *int:
			if n, err := strconv.Atoi(p.Value); err == nil && !given.isSet(opt) {
				*field = n
			}
		case *bool:
			*field = *field || !given.isSet(opt) && !given.asks(excluded)
		}
		if !known && p.Flag == "package" && given.Package == "" {
			o.Package = p.Value
		}
	}
	return o
}

// configured are the lines of [tool.uvdock] that say what the proposals do, in the order of the option table.
// There are none where no table can say it all: the name of a member is given by flag or directory.
func (o Options) configured(proposals []adopt.Proposal) (lines []string) {
	if slices.ContainsFunc(proposals, func(p adopt.Proposal) bool { return o.Field(p.Flag) == nil }) {
		return nil
	}
	for _, opt := range config.Options() {
		asked := slices.ContainsFunc(proposals, func(p adopt.Proposal) bool { return p.Flag == opt.Key })
		if asked {
			lines = append(lines, opt.Key+" = "+opt.TOML(deref(o.Field(opt.Key))))
		}
	}
	return lines
}
