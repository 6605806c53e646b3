package cli

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/pflag"

	"github.com/uvdock/uvdock/cmd/internal/form"
	"github.com/uvdock/uvdock/generator"
	"github.com/uvdock/uvdock/generator/diag"
)

// look runs generate with the words of a command line, up to the writing.
func (l *looker) look(ctx context.Context, words []string) (form.Found, error) {
	o, err := l.parse(words)
	if err != nil {
		return form.Found{Inspection: &generator.Inspection{}, Findings: usageFinding(err)}, nil
	}
	at := &looked{options: o}
	place, err := o.locate()
	if err != nil {
		return form.Found{}, err
	}
	at.found.Inspection, err = generator.Inspect(ctx, place.fsys, place.dir, o.Options)
	if err != nil {
		return form.Found{}, err
	}
	if err := l.generated(ctx, at); err != nil {
		return form.Found{}, err
	}
	l.known[key(words)] = at
	return at.found, nil
}

// parse reads words as the command line of generate.
func (l *looker) parse(words []string) (generateOptions, error) {
	var o generateOptions
	f := pflag.NewFlagSet("generate", pflag.ContinueOnError)
	writeFlags(f, &o)
	if err := f.Parse(words); err != nil {
		return o, err
	}
	err := o.filled(f, l.args)
	return o, err
}

// generated generates, and takes what is wrong as findings.
func (l *looker) generated(ctx context.Context, at *looked) error {
	out, err := l.prepare(ctx, at.options)
	var failure *diag.Failure
	var usage usageError
	switch {
	case errors.As(err, &usage):
		at.found.Findings = usageFinding(usage)
	case err != nil && !errors.As(err, &failure):
		return err
	}
	if out == nil {
		return nil
	}
	at.outcome = out
	at.found.Result, at.found.Changes = out.result, out.changes
	at.found.Findings = append(slices.Clone(out.result.Findings), at.found.Findings...).Sorted()
	if p := out.result.Project; p != nil {
		at.found.Show = func(file string) string { return out.place.show(p.Base, file) }
	}
	return nil
}

// command is the generate that needs no questions, as it can be pasted.
func (l *looker) command(words []string) string {
	out := append([]string{"uvdock", "generate"}, l.args...)
	var o generateOptions
	f := pflag.NewFlagSet("generate", pflag.ContinueOnError)
	writeFlags(f, &o)
	if f.Parse(words) == nil && o.filled(f, l.args) == nil {
		out = append(out, o.Command[2:]...)
	}
	for _, shared := range []struct {
		given bool
		flag  string
	}{{o.Bake, "--bake"}, {o.Compose, "--compose"}} {
		if shared.given {
			out = append(out, shared.flag)
		}
	}
	return shellLine(out)
}
