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
	if err == nil && at.options.adopt {
		if out, err = l.adopted(ctx, at.options, out); err != nil {
			err = usageError{err}
		}
	}
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
	at.found.Result, at.found.Changes, at.found.Savable = out.result, out.changes, len(at.options.Saved()) > 0
	at.found.Findings = append(slices.Clone(out.result.Findings), at.found.Findings...).Sorted()
	if p := out.result.Project; p != nil {
		at.found.Show = func(file string) string { return out.place.show(p.Base, file) }
	}
	return nil
}

// command is the generate that needs no questions, as it can be pasted.
func (l *looker) command(words []string) string {
	o, err := l.parse(words)
	if err != nil {
		o = generateOptions{}
		o.Command = append([]string{"uvdock", "generate"}, words...)
	}
	o.Command = slices.Insert(o.Command, 2, l.args...)
	saved := o.Saved()
	_, bake := saved["bake"]
	_, compose := saved["compose"]
	if _, workflow := saved["ci"]; o.save && workflow {
		o.CI = ""
	}
	o.Bake, o.Compose = o.Bake && !(o.save && bake), o.Compose && !(o.save && compose)
	return o.again()
}
